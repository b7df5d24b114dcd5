using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void Training_fits_a_linear_function()
    {
        var network = new LinearNetwork();
        using var trainer = new Trainer<LinearNetwork>(network, new Adam { LearningRate = 0.05 }) { BatchSize = 16 };
        TrainingHistory history = trainer.Fit(LinearData.Draw(200), epochs: 60);
        float[] weights = new float[6], bias = new float[2];
        network.Parameters.CopyTo("linear.weight", weights);
        network.Parameters.CopyTo("linear.bias", bias);
        Assert.All([0.5f, -1, 2, -1, 0.75f, 0], (expected, i) => Assert.Equal(expected, weights[i], 1e-2f));
        Assert.All([0.25f, -0.5f], (expected, i) => Assert.Equal(expected, bias[i], 1e-2f));
        Assert.True(history.Last.Loss < 1e-3 * history.Epochs[0].Loss);
        Assert.Equal(60, history.Epochs.Count);
        Assert.Same(history, trainer.History);
    }

    [Fact]
    public void An_epoch_has_one_step_per_batch_and_the_last_may_be_smaller()
    {
        Dataset data = LinearData.Draw(70);
        LinearNetwork byTrainer = new(3), manual = new(3);
        using var trainer = new Trainer<LinearNetwork>(byTrainer, new Sgd { LearningRate = 0.1, Momentum = 0.9 }) { BatchSize = 32, Shuffle = false };
        TrainingHistory history = trainer.Fit(data, epochs: 2);

        var optimizer = new Sgd { LearningRate = 0.1, Momentum = 0.9 };
        Workspace workspace = LinearNetwork.CreateWorkspace(32);
        double losses = 0;
        for (int epoch = 0; epoch < 2; epoch++)
        {
            losses = 0;
            foreach (Batch batch in data.Batches(32))
            {
                losses += (double)manual.ComputeGradients(batch.Inputs, batch.Targets, workspace) * batch.Count;
                optimizer.Step(manual.Parameters, workspace.Gradients);
            }
        }
        Assert.Equal(Weights(manual), Weights(byTrainer));
        Assert.Equal(losses / 70, history.Last.Loss);
        Assert.Equal(6, trainer.Optimizer.StepCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(40)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(257)]
    [InlineData(300)]
    [InlineData(100_000)]
    public void The_number_of_threads_changes_no_bit(int batchSize)
    {
        Dataset data = LinearData.Draw(592, noise: 0.1f), validation = LinearData.Draw(75, seed: 2);
        (float[] Weights, double[] Losses) Train(int threads)
        {
            var network = new LinearNetwork(1);
            using var trainer = new Trainer<LinearNetwork>(network, new Adam { LearningRate = 0.01 }) { BatchSize = batchSize, Threads = threads, ThreadingThreshold = 0, Seed = 5, GradientClipNorm = 0.5 };
            TrainingHistory history = trainer.Fit(data, epochs: 2, validation);
            return (Weights(network), [.. history.Epochs.SelectMany(epoch => new[] { epoch.Loss, epoch.ValidationLoss }), trainer.Evaluate(data).Loss]);
        }
        (float[] weights, double[] losses) = Train(1);
        for (int threads = 2; threads <= 4; threads++)
        {
            (float[] others, double[] otherLosses) = Train(threads);
            Assert.Equal(weights, others);
            Assert.Equal(losses, otherLosses);
        }
    }

    [Fact]
    public void Shards_are_shared_between_threads()
    {
        var network = new LinearNetwork();
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 128, Threads = 2, ThreadingThreshold = 0 };
        using var bothAreAtWork = new Barrier(2);
        int shards = 0;
        network.BeforeGradients = samples =>
        {
            Assert.Equal(32, samples);
            if (Interlocked.Increment(ref shards) <= 2)
                Assert.True(bothAreAtWork.SignalAndWait(TimeSpan.FromSeconds(30)), "one thread processed all shards");
        };
        trainer.Fit(LinearData.Draw(128), epochs: 1);
        Assert.Equal(4, shards);
    }

    [Fact]
    public void A_batch_of_one_shard_stays_on_the_caller()
    {
        var network = new LinearNetwork();
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 32, Threads = 3, ThreadingThreshold = 0 };
        Thread caller = Thread.CurrentThread;
        network.BeforeGradients = _ => Assert.Same(caller, Thread.CurrentThread);
        trainer.Fit(LinearData.Draw(100), epochs: 2);
        Assert.Equal(8, trainer.Optimizer.StepCount);
    }

    [Fact]
    public void Two_fits_of_two_epochs_equal_one_of_four()
    {
        Dataset data = LinearData.Draw(50, noise: 1);
        LinearNetwork once = new(), twice = new();
        using var first = new Trainer<LinearNetwork>(once, new Adam()) { BatchSize = 8, Seed = 2 };
        using var second = new Trainer<LinearNetwork>(twice, new Adam()) { BatchSize = 8, Seed = 2 };
        first.Fit(data, epochs: 4);
        second.Fit(data, epochs: 2);
        second.Fit(data, epochs: 2);
        Assert.Equal(Weights(once), Weights(twice));
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch()
    {
        static float[] Train(ulong seed, bool shuffle = true)
        {
            var network = new LinearNetwork();
            using var trainer = new Trainer<LinearNetwork>(network, new Sgd { LearningRate = 0.1 }) { BatchSize = 5, Seed = seed, Shuffle = shuffle };
            trainer.Fit(LinearData.Draw(30, noise: 1), epochs: 1);
            return Weights(network);
        }
        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));
        Assert.NotEqual(Train(1), Train(1, shuffle: false));
        Assert.Equal(Train(1, shuffle: false), Train(2, shuffle: false));

        var order = new EpochOrder();
        int[] first = order.Of(100, 7, epoch: 0).ToArray(), second = order.Of(100, 7, epoch: 1).ToArray();
        Assert.NotEqual(first, second);
        Assert.Equal(Enumerable.Range(0, 100), second.Order());
        Assert.Equal(second, new EpochOrder().Of(100, 7, epoch: 1).ToArray());
    }

    [Fact]
    public void Buffers_grow_for_larger_data()
    {
        var network = new LinearNetwork();
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 64, Threads = 2, ThreadingThreshold = 0 };
        trainer.Fit(LinearData.Draw(10), epochs: 1, LinearData.Draw(3));
        TrainingHistory history = trainer.Fit(LinearData.Draw(150), epochs: 1, LinearData.Draw(200));
        Assert.Equal(Evaluation.Of(network, LinearData.Draw(200)).Loss, history.Last.ValidationLoss);
        Assert.Equal(1 + 3, trainer.Optimizer.StepCount);
    }

    [Fact]
    public void Evaluate_has_the_same_bits_as_the_static_method()
    {
        var network = new LinearNetwork(4);
        Dataset data = LinearData.Draw(333, noise: 1);
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 7, Threads = 3, ThreadingThreshold = 0 };
        Assert.Equal(Evaluation.Of(network, data).Loss, trainer.Evaluate(data).Loss);
        float[] outputs = new float[2 * 333];
        Assert.Equal(network.ComputeLoss(data.Inputs, data.Targets, outputs, LinearNetwork.CreateWorkspace(333)), trainer.Evaluate(data).Loss, 1e-6);
    }

    internal static float[] Weights(LinearNetwork network)
    {
        float[] weights = new float[8];
        network.Parameters.CopyTo("linear.weight", weights.AsSpan(0, 6));
        network.Parameters.CopyTo("linear.bias", weights.AsSpan(6));
        return weights;
    }
}
