using NetGen.Data;
using NetGen.Kernels;
using NetGen.Tests.Streams;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Steps that now one thread and now several take.</summary>
public class ChosenStepsTests
{
    private const int Batch = 40;

    [Fact]
    public void The_weights_are_those_of_one_thread_whoever_takes_a_step()
    {
        var random = new SeededRandom(3);
        float[] inputs = [.. Enumerable.Range(0, 4 * Batch * SharedNetwork.InputLength).Select(_ => random.NextSingle() - 0.5f)];
        Dataset data = Dataset.FromLabels(inputs, [.. Enumerable.Range(0, 4 * Batch).Select(i => i * i % 5)], 5);
        SharedNetwork one = new(seed: 1), chosen = new(seed: 1);
        using var workers = new Workers(2);
        Train(StepsOf(one, Workers.One, false), data);
        TrainByTurns(StepsOf(chosen, Workers.One, false), StepsOf(chosen, workers, false), data);
        Assert.Equal(one.Parameters.Values.ToArray(), chosen.Parameters.Values.ToArray());
    }

    [Fact]
    public void Samples_continue_those_of_another_thread()
    {
        const int Length = Echo.SequenceLength;
        Dataset data = SequenceDataset.FromStream(Signals.Noise(4 * Batch * Length, 3), Signals.Noise(4 * Batch * Length, 4), Length);
        Echo one = new(seed: 9), chosen = new(seed: 9);
        using var workers = new Workers(2);
        Train(StepsOf(one, Workers.One, true), data);
        TrainByTurns(StepsOf(chosen, Workers.One, true), StepsOf(chosen, workers, true), data);
        Assert.Equal(one.Parameters.Values.ToArray(), chosen.Parameters.Values.ToArray());
    }

    [Fact]
    public void The_trainer_chooses_with_the_same_bits()
    {
        var random = new SeededRandom(4);
        float[] inputs = [.. Enumerable.Range(0, 300 * SharedNetwork.InputLength).Select(_ => random.NextSingle() - 0.5f)];
        Dataset data = Dataset.FromLabels(inputs, [.. Enumerable.Range(0, 300).Select(i => i * i % 5)], 5);
        float[][] weights = [.. new[] { 1, 2 }.Select(threads =>
        {
            var network = new SharedNetwork(seed: 2);
            using var trainer = new Trainer<SharedNetwork>(network, new Adam()) { BatchSize = 64, Threads = threads, ThreadingThreshold = 1 };
            trainer.Fit(data, epochs: 20);
            return network.Parameters.Values.ToArray();
        })];
        Assert.Equal(weights[0], weights[1]);
    }

    private static ITrainingStep StepsOf<TNetwork>(TNetwork network, Workers workers, bool carryState) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        Optimizer optimizer = network is Echo ? new Sgd { LearningRate = 0.01 } : new Sgd { LearningRate = 0.1 };
        return TrainingSteps.Create(network, (optimizer, new GradientRules()), workers, Batch, threshold: 0, areWeighted: false, carryState);
    }

    /// <summary>Trains with a choice that is made to change after every third step.</summary>
    private static void TrainByTurns(ITrainingStep one, ITrainingStep several, Dataset data)
    {
        // A clock so fast that the steps themselves take no time: only what the test records does.
        ThreadChoice choice = new(ticksPerSecond: long.MaxValue);
        Train(new ChosenSteps(one, several, choice), data, step =>
        {
            if (step % 3 != 0)
                return;
            for (bool before = choice.UsesSeveral; choice.UsesSeveral == before;)
                choice.Record(long.MaxValue, Batch);
        });
    }

    /// <summary>Ten epochs of four steps.</summary>
    private static void Train(ITrainingStep steps, Dataset data, Action<int>? before = null)
    {
        for (int step = 0; step < 40; step++)
        {
            if (step % 4 == 0)
                steps.BeginEpoch();
            before?.Invoke(step);
            // Each sample continues that of the same place in the batch before.
            int[] samples = [.. Enumerable.Range(0, Batch).Select(i => i * 4 + step % 4)];
            Assert.True(float.IsFinite(steps.Compute(data, samples, seed: 1, step)));
            Assert.True(steps.Update());
        }
    }
}
