using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Contract;

/// <summary>Two inputs, of which the second is indices, and the first numbers.</summary>
[Network(Loss = Loss.MeanSquaredError)]
public sealed partial class Indexed
{
    private static Tensor Define([Shape(2)] Tensor numbers, [Shape(3)] Tensor words)
    {
        Tensor embedded = words.Embedding(5, 4, name: "table").SelfAttention(2).Mean(1);
        return Tensor.Concat(embedded, numbers).Dense(2);
    }
}

/// <summary>Indices before a layer that threads share by its outputs.</summary>
[Network(20)]
[Embedding(7, 8)]
[Dense(260, Activation.Relu)]
[Dense(130)]
public sealed partial class SharedIndices;

/// <summary>Inputs that are no indices are refused before anything is changed, by every method, with a message that says which and where.</summary>
public class IndexTests
{
    private const int Batch = 3, In = Indexed.InputLength, Out = Indexed.OutputLength;

    private static readonly Indexed Network = new(seed: 1);

    private delegate void Call(float[] inputs, float[] others, Workspace workspace);

    private static Dictionary<string, Call> Calls { get; } = new()
    {
        ["ForwardBatch"] = (inputs, outputs, workspace) => Network.ForwardBatch(inputs, outputs, workspace),
        ["ComputeGradients"] = (inputs, targets, workspace) => Network.ComputeGradients(inputs, targets, workspace),
        ["Descend"] = (inputs, targets, workspace) => Network.Descend(inputs, targets, workspace, 0.1),
        ["ComputeShardGradients"] = (inputs, targets, workspace) => Network.ComputeShardGradients(inputs, targets, workspace, 100),
        ["ComputeLoss"] = (inputs, outputs, workspace) => Network.ComputeLoss(inputs, new float[Batch * Out], outputs, workspace),
        ["ForwardTraining"] = (inputs, outputs, workspace) => Network.ForwardTraining(inputs, outputs, workspace),
        ["Backward"] = (inputs, gradients, workspace) => Network.Backward(inputs, gradients, workspace),
    };

    public static TheoryData<string, float> Cases
    {
        get
        {
            var cases = new TheoryData<string, float>();
            foreach (string call in Calls.Keys)
                foreach (float invalid in (float[])[-1, 5, 2.5f, 1e10f, float.NaN, float.NegativeInfinity])
                    cases.Add(call, invalid);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_number_that_is_no_index_is_refused(string call, float invalid)
    {
        float[] inputs = Valid(Batch), others = new float[Batch * Out];
        Workspace workspace = Indexed.CreateWorkspace(Batch);
        Network.ForwardTraining(inputs, others, workspace);
        (float[] parameters, long step) = (Network.Parameters.Values.ToArray(), workspace.Step);
        others.AsSpan().Fill(7);
        workspace.Gradients.Values.Fill(8);
        inputs[In + 4] = invalid;
        ArgumentException refused = Assert.Throws<ArgumentException>("inputs", () => Calls[call](inputs, others, workspace));
        Assert.StartsWith(FormattableString.Invariant($"inputs[9] is {invalid:r}: 'table' of Indexed takes whole numbers from 0 to 4. It is element 2 of words in sample 1."), refused.Message);
        Assert.All(others, value => Assert.Equal(7, value));
        Assert.All(workspace.Gradients.Values.ToArray(), value => Assert.Equal(8, value));
        Assert.Equal(parameters, Network.Parameters.Values.ToArray());
        Assert.Equal(step, workspace.Step);
    }

    [Fact]
    public void A_sample_is_checked_too()
    {
        float[] output = new float[Out];
        foreach (Action<float[]> forward in (Action<float[]>[])[x => Network.Forward(x, output), x => Network.Forward(x, output, Indexed.CreateWorkspace(1))])
            Assert.StartsWith("input[2] is 5:", Assert.Throws<ArgumentException>("input", () => forward([0.5f, 0.5f, 5, 0, 0])).Message);
        Assert.StartsWith("input[3] is -2:", Assert.Throws<ArgumentException>(() => Network.Forward([0.5f, 0.5f], [0, -2, 0], output)).Message);
        Assert.Equal(new float[Out], output);
        // The numbers beside them may be anything.
        Network.Forward([float.MaxValue, -3.5f, 4, -0f, 0], output);
    }

    [Fact]
    public void A_dataset_is_checked_before_training()
    {
        float[] inputs = Valid(40);
        Dataset valid = Dataset.FromArrays(inputs, new float[40 * Out], In, Out);
        inputs[33 * In + 2] = 4.25f;
        Dataset invalid = Dataset.FromArrays(inputs, new float[40 * Out], In, Out);
        Indexed network = Network.Clone();
        using var trainer = new Trainer<Indexed>(network, new Sgd { LearningRate = 0.1 });
        Assert.StartsWith("train.Inputs[167] is 4.25:", Assert.Throws<ArgumentException>(() => trainer.Fit(invalid, epochs: 1)).Message);
        Assert.StartsWith("validation.Inputs[167] is 4.25:", Assert.Throws<ArgumentException>(() => trainer.Fit(valid, epochs: 1, validation: invalid)).Message);
        Assert.StartsWith("data.Inputs[167] is 4.25:", Assert.Throws<ArgumentException>(() => trainer.Evaluate(invalid)).Message);
        Assert.Equal(Network.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
        trainer.Fit(valid, epochs: 1);
    }

    /// <summary>However threads share the work, the weights have the same bits.</summary>
    [Fact]
    public void Threads_train_alike()
    {
        var random = new Random(3);
        Dataset data = Dataset.FromArrays(
            [.. Enumerable.Range(0, 100 * SharedIndices.InputLength).Select(_ => (float)random.Next(7))], [.. Enumerable.Range(0, 100 * SharedIndices.OutputLength).Select(_ => random.NextSingle())],
            SharedIndices.InputLength, SharedIndices.OutputLength);
        float[][] trained = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            var network = new SharedIndices(seed: 5);
            using var trainer = new Trainer<SharedIndices>(network, new Sgd { LearningRate = 0.05 }) { BatchSize = 64, Threads = threads, ThreadingThreshold = 0 };
            trainer.Fit(data, epochs: 2);
            return network.Parameters.Values.ToArray();
        })];
        Assert.Equal(trained[0], trained[1]);
        Assert.Equal(trained[0], trained[2]);
    }

    /// <summary>Fresh tables are drawn as PyTorch's and GPT's, projections as PyTorch's.</summary>
    [Fact]
    public void Fresh_weights_are_PyTorchs()
    {
        Assert.Equal(
            [Initializer.StandardNormal, Initializer.GlorotUniform, Initializer.Zeros, Initializer.FanInUniform, Initializer.Zeros],
            Network.Parameters.Layout.Tensors.Take(5).Select(tensor => tensor.Initializer));
        Assert.Equal(["table.weight", "attention1.in_proj_weight", "attention1.in_proj_bias", "attention1.out_proj.weight", "attention1.out_proj.bias"], Network.Parameters.Names.Take(5));
        TensorLayout projection = Network.Parameters.Layout.Tensors[1];
        Assert.Equal((4, 12), (projection.FanIn, projection.FanOut));
    }

    private static float[] Valid(int samples)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, samples * In).Select(i => i % In < 2 ? random.NextSingle() : random.Next(5))];
    }
}
