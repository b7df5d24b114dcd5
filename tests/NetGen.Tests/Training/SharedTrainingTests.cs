using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Steps that threads share layer by layer.</summary>
public class SharedTrainingTests
{
    private static Dataset Draw(int count) => Draw<SharedNetwork>(count);

    private static Dataset Draw<TNetwork>(int count) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        var random = new SeededRandom(7);
        float[] inputs = new float[count * TNetwork.InputLength];
        foreach (ref float input in inputs.AsSpan())
            input = 2 * random.NextSingle() - 1;
        return Dataset.FromLabels(inputs, [.. Enumerable.Range(0, count).Select(i => i * i % TNetwork.OutputLength)], TNetwork.OutputLength);
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
    public void Any_number_of_threads_gives_the_steps_of_a_manual_loop(string optimizer, int batchSize, double clip) =>
        GivesStepsOfManualLoop<SharedNetwork>(optimizer, batchSize, clip);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Convolutions_before_a_shared_layer_give_the_steps_of_a_manual_loop(string optimizer, int batchSize, double clip) =>
        GivesStepsOfManualLoop<SharedImageNetwork>(optimizer, batchSize, clip);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Statistics_and_dropout_among_shared_layers_give_the_steps_of_a_manual_loop(string optimizer, int batchSize, double clip) =>
        // One sample has no variance: not alone, nor as what is left of 42.
        GivesStepsOfManualLoop<SharedNormNetwork>(optimizer, batchSize == 1 ? 5 : batchSize, clip);

    [Theory]
    [InlineData("Sgd", 64, 0)]
    [InlineData("Adam", 300, 0.05)]
    public void Dropout_between_shared_layers_is_that_of_a_manual_loop(string optimizer, int batchSize, double clip) =>
        GivesStepsOfManualLoop<SharedDropoutNetwork>(optimizer, batchSize, clip);

    private static void GivesStepsOfManualLoop<TNetwork>(string optimizer, int batchSize, double clip) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        const ulong Seed = 11;
        Dataset data = Draw<TNetwork>(batchSize + 37);
        TNetwork manual = TNetwork.Create(3);
        Optimizer stepped = Make(optimizer);
        Workspace workspace = TNetwork.CreateWorkspace(batchSize);
        workspace.Seed = Seed;
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

        Assert.NotNull(manual.ShareSteps(batchSize, threads: 2));
        for (int threads = 1; threads <= 3; threads++)
        {
            TNetwork network = TNetwork.Create(3);
            using var trainer = new Trainer<TNetwork>(network, Make(optimizer)) { BatchSize = batchSize, Threads = threads, ThreadingThreshold = 0, Shuffle = false, GradientClipNorm = clip, Seed = Seed };
            Assert.Equal(losses / data.Count, trainer.Fit(data, epochs: 1).Last.Loss);
            Assert.Equal(Weights(manual.Parameters), Weights(network.Parameters));
            Assert.Equal(stepped.StepCount, trainer.Optimizer.StepCount);
        }
    }

    [Fact]
    public void One_thread_takes_whole_shards_where_it_would_not_own_every_parameter()
    {
        Assert.NotNull(Step<SharedNetwork>(1));
        Assert.NotNull(Step<SharedDropoutNetwork>(1));
        Assert.Null(Step<SharedImageNetwork>(1));
        Assert.Null(Step<SharedNormNetwork>(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Step<SharedImageNetwork>(0));
    }

    [Theory]
    [InlineData(256, 100, 8)]
    [InlineData(64, 100, 7)]
    [InlineData(256, 3, 3)]
    public void As_many_threads_share_a_step_as_there_are_shards_or_panels(int batchSize, int threads, int used) =>
        Assert.Equal(used, Step<SharedImageNetwork>(threads, batchSize)!.Threads);

    private static global::NetGen.Kernels.SharedStep? Step<TNetwork>(int threads, int batchSize = 64) where TNetwork : class, ITrainableNetwork<TNetwork> =>
        TNetwork.Create(1).ShareSteps(batchSize, threads);

    [Theory]
    [InlineData(64, 0)]
    [InlineData(300, 0.1)]
    public void Steps_after_the_first_allocate_nothing_on_any_thread(int batchSize, double clip)
    {
        AllocatesNothing<SharedNetwork>(batchSize, clip);
        AllocatesNothing<SharedNormNetwork>(batchSize, clip);
    }

    private static void AllocatesNothing<TNetwork>(int batchSize, double clip) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        const int Threads = 3;
        Dataset data = Draw<TNetwork>(batchSize);
        int[] samples = [.. Enumerable.Range(0, batchSize)];
        TNetwork network = TNetwork.Create(1);
        using var workers = new Workers(Threads);
        SharedTraining training = new(network.ShareSteps(batchSize, Threads)!, workers, new Adam(), network.Parameters, new(clip));
        long[] allocated = new long[Threads];
        int arrived = 0;
        Action<int> note = share =>
        {
            // All threads are here, so each notes its own.
            Interlocked.Increment(ref arrived);
            for (SpinWait spin = default; Volatile.Read(ref arrived) % Threads != 0;)
                spin.SpinOnce();
            allocated[share] = GC.GetAllocatedBytesForCurrentThread();
        };
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
        NamesTheSample<SharedNetwork>(threads);
        NamesTheSample<SharedImageNetwork>(threads);
        NamesTheSample<SharedNormNetwork>(threads);
    }

    private static void NamesTheSample<TNetwork>(int threads) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        Dataset data = Draw<TNetwork>(64);
        float[] inputs = data.Inputs.ToArray();
        inputs[40 * TNetwork.InputLength + 7] = float.NaN;
        data = Dataset.FromArrays(inputs, data.Targets, TNetwork.InputLength, TNetwork.OutputLength);
        TNetwork network = TNetwork.Create(1);
        float[] before = Weights(network.Parameters);
        using var trainer = new Trainer<TNetwork>(network, new Sgd { LearningRate = 0.1 }) { BatchSize = 64, Threads = threads, ThreadingThreshold = 0, Shuffle = false };
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(data, epochs: 1));
        Assert.Contains("input 7 of sample 40 is NaN", error.Message);
        Assert.Equal(before, Weights(network.Parameters));
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
        float[] before = Weights(network.Parameters);
        using var second = new Trainer<SharedNetwork>(network, optimizer);
        Assert.Throws<InvalidOperationException>(() => second.Fit(Draw(64), 1));
        Assert.Equal(before, Weights(network.Parameters));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.0)]
    public void A_non_finite_gradient_summed_by_shards_is_named(double clip)
    {
        var network = new SharedImageNetwork(1);
        // Whatever the image, the shared layer's outputs are 1; only what goes back through both dense layers overflows.
        network.Parameters.CopyFrom("conv2.weight", new float[40 * 6 * 2 * 2]);
        network.Parameters.CopyFrom("conv2.bias", new float[40]);
        network.Parameters.CopyFrom("dense1.weight", [.. Enumerable.Repeat(1e20f, 210 * 160)]);
        network.Parameters.CopyFrom("dense1.bias", [.. Enumerable.Repeat(1f, 210)]);
        network.Parameters.CopyFrom("dense2.weight", [.. Enumerable.Range(0, 5 * 210).Select(i => 1e20f * (i / 210))]);
        network.Parameters.CopyFrom("dense2.bias", new float[5]);
        using var trainer = new Trainer<SharedImageNetwork>(network, new Sgd { LearningRate = 0.1 }) { BatchSize = 64, Threads = 2, ThreadingThreshold = 0, GradientClipNorm = clip };
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(Draw<SharedImageNetwork>(64), epochs: 1));
        Assert.StartsWith($"The gradient of {error.Tensor} is ", error.Message);
        Assert.StartsWith("conv", error.Tensor);
    }

    /// <summary>All tensors, without padding, running statistics among them.</summary>
    private static float[] Weights(ParameterBlock parameters) =>
        [.. parameters.Names.SelectMany(name =>
        {
            float[] values = new float[parameters.Layout.Tensors.Single(tensor => tensor.Name == name).Length];
            parameters.CopyTo(name, values);
            return values;
        })];
}
