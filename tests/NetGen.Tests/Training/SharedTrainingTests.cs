using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Layers with every kind of range: outputs shared in panels of which the last is partial, a small layer of three panels, one of a single panel that threads share by inputs, with and without a fused activation.</summary>
[Network(100, Loss = Loss.CrossEntropy)]
[Dense(330, Activation.Relu)]
[Dense(110, Activation.Gelu, UseBias = false)]
[Dense(70, Activation.Tanh)]
[Dense(5, Activation.Softmax)]
public sealed partial class SharedNetwork;

/// <summary>Steps that threads share layer by layer.</summary>
public class SharedTrainingTests
{
    private static Dataset Draw(int count)
    {
        var random = new SeededRandom(7);
        float[] inputs = new float[count * SharedNetwork.InputLength];
        foreach (ref float input in inputs.AsSpan())
            input = 2 * random.NextSingle() - 1;
        return Dataset.FromLabels(inputs, [.. Enumerable.Range(0, count).Select(i => i * i % SharedNetwork.OutputLength)], SharedNetwork.OutputLength);
    }

    public static TheoryData<string, int, double> Cases()
    {
        var cases = new TheoryData<string, int, double>();
        foreach (int batchSize in new[] { 1, 32, 34, 63, 64, 65, 300 })
            foreach (string optimizer in new[] { "Sgd", "momentum", "Adam" })
                cases.Add(optimizer, batchSize, 0);
        foreach (string optimizer in new[] { "decay", "RmsProp", "Adagrad", "AdamW" })
            cases.Add(optimizer, 65, 0);
        cases.Add("Sgd", 64, 0.05);
        cases.Add("Adam", 300, 0.05);
        return cases;
    }

    private static Optimizer Make(string name) => name switch
    {
        "Sgd" => new Sgd { LearningRate = 0.1 },
        "momentum" => new Sgd { LearningRate = 0.1, Momentum = 0.9, Nesterov = true },
        "decay" => new Sgd { LearningRate = 0.1, WeightDecay = 0.01 },
        "RmsProp" => new RmsProp(),
        "Adagrad" => new Adagrad(),
        "Adam" => new Adam(),
        _ => new AdamW(),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_number_of_threads_gives_the_steps_of_a_manual_loop(string optimizer, int batchSize, double clip)
    {
        Dataset data = Draw(batchSize + 37);
        var manual = new SharedNetwork(3);
        Optimizer stepped = Make(optimizer);
        Workspace workspace = SharedNetwork.CreateWorkspace(batchSize);
        double losses = 0;
        foreach (Batch batch in data.Batches(batchSize))
        {
            losses += (double)manual.ComputeGradients(batch.Inputs, batch.Targets, workspace) * batch.Count;
            if (clip > 0)
            {
                float scale = (float)Math.Min(1, clip / (GradientNorm.Of(workspace.Gradients) + 1e-6));
                Assert.True(scale < 1);
                foreach (ref float gradient in workspace.Gradients.Values)
                    gradient *= scale;
            }
            stepped.Step(manual.Parameters, workspace.Gradients);
        }

        for (int threads = 1; threads <= 3; threads++)
        {
            var network = new SharedNetwork(3);
            using var trainer = new Trainer<SharedNetwork>(network, Make(optimizer)) { BatchSize = batchSize, Threads = threads, ThreadingThreshold = 0, Shuffle = false, GradientClipNorm = clip };
            Assert.Equal(losses / data.Count, trainer.Fit(data, epochs: 1).Last.Loss);
            Assert.Equal(Weights(manual), Weights(network));
            Assert.Equal(stepped.StepCount, trainer.Optimizer.StepCount);
        }
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(300, 0.1)]
    public void Steps_after_the_first_allocate_nothing_on_any_thread(int batchSize, double clip)
    {
        const int Threads = 3;
        Dataset data = Draw(batchSize);
        int[] samples = [.. Enumerable.Range(0, batchSize)];
        var network = new SharedNetwork(1);
        using var workers = new Workers(Threads);
        SharedTraining training = new(((ITrainableNetwork<SharedNetwork>)network).ShareSteps(batchSize, Threads)!, workers, Threads, new Adam(), network.Parameters, clip);
        long[] allocated = new long[Threads];
        Action<int> note = thread => allocated[thread] = GC.GetAllocatedBytesForCurrentThread();
        Step();
        workers.Run(note, Threads);
        workers.Run(note, Threads);
        long[] before = [.. allocated];
        for (int i = 0; i < 20; i++)
            Step();
        workers.Run(note, Threads);
        Assert.Equal(before.Skip(1), allocated.Skip(1));
        long here = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(here, GC.GetAllocatedBytesForCurrentThread());

        void Step()
        {
            training.Compute(data, samples, 0, 0);
            training.Update();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_non_finite_loss_changes_nothing_and_names_the_sample(int threads)
    {
        Dataset data = Draw(64);
        float[] inputs = data.Inputs.ToArray();
        inputs[40 * SharedNetwork.InputLength + 7] = float.NaN;
        data = Dataset.FromArrays(inputs, data.Targets, SharedNetwork.InputLength, SharedNetwork.OutputLength);
        var network = new SharedNetwork(1);
        float[] before = Weights(network);
        using var trainer = new Trainer<SharedNetwork>(network, new Sgd { LearningRate = 0.1 }) { BatchSize = 64, Threads = threads, ThreadingThreshold = 0, Shuffle = false };
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(data, epochs: 1));
        Assert.Contains("input 7 of sample 40 is NaN", error.Message);
        Assert.Equal(before, Weights(network));
        Assert.Equal(0, trainer.Optimizer.StepCount);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 1.0)]
    public void A_non_finite_gradient_is_named(int threads, double clip)
    {
        var network = new SharedNetwork(1);
        // No activation reaches the third layer; its weights are too large only for the gradient.
        network.Parameters.CopyFrom("dense4.weight", [.. Enumerable.Range(0, 5 * 70).Select(i => 1e4f * (i / 70))]);
        network.Parameters.CopyFrom("dense3.weight", [.. Enumerable.Repeat(float.MaxValue, 70 * 110)]);
        network.Parameters.CopyFrom("dense1.weight", new float[330 * 100]);
        network.Parameters.CopyFrom("dense1.bias", new float[330]);
        using var trainer = new Trainer<SharedNetwork>(network, new Sgd { LearningRate = 0.1 }) { BatchSize = 64, Threads = threads, ThreadingThreshold = 0, GradientClipNorm = clip };
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(Draw(64), epochs: 1));
        Assert.StartsWith($"The gradient of {error.Tensor} is ", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_parameter_that_overflows_is_named(int threads)
    {
        var network = new SharedNetwork(1);
        using var trainer = new Trainer<SharedNetwork>(network, new Sgd { LearningRate = 3e38 }) { BatchSize = 64, Threads = threads, ThreadingThreshold = 0 };
        Dataset data = Draw(64);
        float[] inputs = [.. data.Inputs.ToArray().Select(input => 1e4f * input)];
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(Dataset.FromArrays(inputs, data.Targets, SharedNetwork.InputLength, SharedNetwork.OutputLength), epochs: 1));
        Assert.Equal((1, 1), (error.Epoch, error.Step));
        Assert.StartsWith($"{error.Tensor} is ", error.Message);
    }

    [Fact]
    public void An_optimizer_of_another_network_is_rejected_before_anything_changes()
    {
        var optimizer = new Sgd();
        using var first = new Trainer<SharedNetwork>(new SharedNetwork(1), optimizer);
        first.Fit(Draw(64), 1);
        var network = new SharedNetwork(2);
        float[] before = Weights(network);
        using var second = new Trainer<SharedNetwork>(network, optimizer);
        Assert.Throws<InvalidOperationException>(() => second.Fit(Draw(64), 1));
        Assert.Equal(before, Weights(network));
    }

    /// <summary>All tensors, without padding.</summary>
    private static float[] Weights(SharedNetwork network) =>
        [.. network.Parameters.Names.SelectMany(name =>
        {
            float[] values = new float[network.Parameters.Layout.Tensors.Single(tensor => tensor.Name == name).Length];
            network.Parameters.CopyTo(name, values);
            return values;
        })];
}
