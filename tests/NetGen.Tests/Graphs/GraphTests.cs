using NetGen.Data;
using NetGen.Tests.RandomCases;
using NetGen.Training;

namespace NetGen.Tests.Graphs;

/// <summary>Several inputs and outputs, values with several readers, and layers that share their tensors, against the reference.</summary>
public class GraphTests
{
    private static readonly string[] s_names = [.. GraphCases.All.Keys];
    private static readonly Lazy<CompiledNetworks> s_networks = new(() => new(GraphCompiler.Compile([.. GraphCases.All.Values], out _)));

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = new();
        foreach (string name in s_names)
            foreach (int batch in new[] { 1, 2, 7, 32, 33, 65 })
                if (batch >= GraphCases.All[name].MinimumBatchSize)
                    cases.Add(name, batch);
        return cases;
    }

    public static TheoryData<string> Names => [.. s_names];

    [Theory, MemberData(nameof(Cases))]
    public void Outputs_are_the_references(string name, int batch) =>
        GraphChecks.Outputs(new(GraphCases.All[name], batch, seed: 100 + batch), Create(name));

    [Theory, MemberData(nameof(Cases))]
    public void Losses_and_gradients_are_the_references(string name, int batch) =>
        GraphChecks.Training(new(GraphCases.All[name], batch, seed: 200 + batch), Create(name));

    [Theory, MemberData(nameof(Cases))]
    public void Frozen_layers_and_weights_change_nothing_else(string name, int batch) =>
        GraphChecks.Selections(new(GraphCases.All[name], batch, seed: 300 + batch), Create(name));

    [Theory, MemberData(nameof(Names))]
    public void Threads_train_the_layers_that_are_not_frozen(string name)
    {
        var problem = new GraphProblem(GraphCases.All[name], 150, seed: 3);
        ITrainableSubject subject = Create(name);
        ParameterLayout layout = subject.Parameters.Layout;
        string[] frozen = [.. layout.Layers.Where((_, i) => i % 2 == 0)];
        foreach (Func<Optimizer> optimizer in new Func<Optimizer>[] { () => new Sgd { LearningRate = 0.05 }, () => new AdamW { WeightDecay = 0.1 } })
        {
            subject.Parameters.Freeze(frozen);
            float[] expected = Train(problem, subject, optimizer(), threads: 1);
            Dictionary<string, float[]> trained = Tensors(subject.Parameters);
            Assert.All(expected, value => Assert.True(float.IsFinite(value)));
            Assert.Equal(expected, Train(problem, subject, optimizer(), threads: 2));
            Assert.Equal(expected, Train(problem, subject, optimizer(), threads: 3));
            problem.LoadInto(subject.Parameters);
            Dictionary<string, float[]> initial = Tensors(subject.Parameters);
            foreach (TensorLayout tensor in layout.Parameters)
                Assert.Equal(frozen.Contains(layout.Layers[layout.LayerOf(tensor)]), initial[tensor.Name].AsSpan().SequenceEqual(trained[tensor.Name]));
            subject.Parameters.Unfreeze(frozen);
        }

        static Dictionary<string, float[]> Tensors(ParameterBlock block) => block.Names.ToDictionary(tensor => tensor, tensor =>
        {
            var values = new float[block.Layout[tensor].Length];
            block.CopyTo(tensor, values);
            return values;
        });
    }

    [Theory, MemberData(nameof(Names))]
    public void Any_number_of_threads_gives_the_same_bits(string name)
    {
        var problem = new GraphProblem(GraphCases.All[name], 150, seed: 3);
        ITrainableSubject subject = Create(name);
        foreach (Func<Optimizer> optimizer in new Func<Optimizer>[] { () => new Sgd { LearningRate = 0.05 }, () => new Adam() })
        {
            float[] expected = Train(problem, subject, optimizer(), threads: 1);
            Assert.All(expected, value => Assert.True(float.IsFinite(value)));
            Assert.Equal(expected, Train(problem, subject, optimizer(), threads: 2));
            Assert.Equal(expected, Train(problem, subject, optimizer(), threads: 3));
        }
    }

    [Theory]
    [InlineData("a large trunk", true)]
    [InlineData("a large layer applied again", true)]
    [InlineData("a trunk with two heads", false)]
    public void Threads_share_large_layers_that_are_called_once(string name, bool areShared) =>
        Assert.Equal(areShared, ((IThreadedSubject)Create(name)).SharesSteps);

    [Fact]
    public void A_loss_is_the_weighted_sum_of_the_outputs_losses()
    {
        var problem = new GraphProblem(GraphCases.All["every loss, and an output without one"], 5, seed: 9);
        Assert.Equal(problem.InferredLoss, problem.Spec.Outputs.Select((output, i) => output.Loss is null ? 0 : output.Weight * problem.OutputLosses[i]).Sum(), 1e-12);
        Assert.NotEqual(problem.InferredLoss, problem.OutputLosses.Where(double.IsFinite).Sum(), 1e-3);
    }

    [Theory]
    [InlineData("a trunk with two heads")]
    [InlineData("an image and a vector")]
    [InlineData("every loss, and an output without one")]
    [InlineData("a normalised trunk")]
    public void An_evaluation_has_every_outputs_loss(string name)
    {
        var problem = new GraphProblem(GraphCases.All[name], 70, seed: 6);
        ITrainableSubject subject = Create(name);
        problem.LoadInto(subject.Parameters);
        Evaluation evaluation = ((IThreadedSubject)subject).Evaluate(Dataset.FromArrays(problem.Inputs, problem.Targets, subject.InputLength, subject.OutputLength));
        Assert.Equal(problem.InferredLoss, evaluation.Loss, 2e-5 * Math.Max(1, problem.InferredLoss));
        Assert.Equal(problem.Spec.Outputs.Select(output => output.Name), evaluation.Outputs.Keys);
        Assert.True(double.IsNaN(evaluation.Accuracy));
        Assert.Contains($"Outputs[\"{problem.Spec.Outputs[0].Name}\"]", Assert.Throws<InvalidOperationException>(() => evaluation.TopK(1)).Message, StringComparison.Ordinal);
        Assert.All(problem.Spec.Outputs.Zip(problem.OutputLosses), pair =>
            Assert.Equal(pair.Second, evaluation.Outputs[pair.First.Name].Loss, 2e-5 * Math.Max(1, double.IsNaN(pair.Second) ? 1 : pair.Second)));
    }

    [Fact]
    public void An_evaluation_has_every_outputs_classes()
    {
        const string Name = "a trunk with two heads";
        var problem = new GraphProblem(GraphCases.All[Name], 40, seed: 6);
        ITrainableSubject subject = Create(Name);
        problem.LoadInto(subject.Parameters);
        Evaluation evaluation = ((IThreadedSubject)subject).Evaluate(Dataset.FromArrays(problem.Inputs, problem.Targets, subject.InputLength, subject.OutputLength));
        double[][] outputs = [.. problem.Outputs.Chunk(7)];
        int right = Enumerable.Range(0, 40).Count(row => Largest(outputs[row]) == Largest([.. problem.Targets.AsSpan(row * 7, 6).ToArray().Select(target => (double)target)]));
        Assert.Equal(right / 40.0, evaluation.Outputs["action"].Accuracy);
        Assert.Equal(6, evaluation.Outputs["action"].ConfusionMatrix.Classes);
        Assert.Equal(right, Enumerable.Range(0, 6).Sum(label => evaluation.Outputs["action"].ConfusionMatrix[label, label]));
        Assert.True(double.IsNaN(evaluation.Outputs["value"].Accuracy));
        Assert.Throws<InvalidOperationException>(() => evaluation.Outputs["value"].ConfusionMatrix);
        Assert.Matches("^loss .* on 40 samples; action: loss .* accuracy .* %; value: loss .*$", evaluation.ToString());

        static int Largest(double[] row) => Array.IndexOf(row, row.AsSpan(0, 6).ToArray().Max());
    }

    private static ITrainableSubject Create(string name) => (ITrainableSubject)s_networks.Value.Create(Array.IndexOf(s_names, name), typeof(ThreadedSubject<>));

    /// <summary>The parameters and statistics after two epochs, whose last batches are ragged.</summary>
    private static float[] Train(GraphProblem problem, ITrainableSubject subject, Optimizer optimizer, int threads)
    {
        problem.LoadInto(subject.Parameters);
        Dataset data = Dataset.FromArrays(problem.Inputs, problem.Targets, subject.InputLength, subject.OutputLength);
        ((IThreadedSubject)subject).Train(data, optimizer, batchSize: 66, threads);
        return [.. subject.Parameters.Values, .. subject.Parameters.Statistics];
    }
}
