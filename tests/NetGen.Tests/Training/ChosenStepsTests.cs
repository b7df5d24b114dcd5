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
        Assert.InRange(Train(Chosen(StepsOf(chosen, Workers.One, false), StepsOf(chosen, workers, false)), data), 4, 1000);
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
        Assert.InRange(Train(Chosen(StepsOf(chosen, Workers.One, true), StepsOf(chosen, workers, true)), data), 4, 1000);
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

    /// <summary>A choice whose clock is so fast that every few steps exceed its limits.</summary>
    private static (ChosenSteps Steps, ThreadChoice Choice) Chosen(ITrainingStep one, ITrainingStep several)
    {
        ThreadChoice choice = new(ticksPerSecond: 1);
        return (new(one, several, choice), choice);
    }

    private static ITrainingStep StepsOf<TNetwork>(TNetwork network, Workers workers, bool carryState) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        Optimizer optimizer = network is Echo ? new Sgd { LearningRate = 0.01 } : new Sgd { LearningRate = 0.1 };
        return TrainingSteps.Create(network, (optimizer, new GradientRules()), workers, Batch, threshold: 0, areWeighted: false, carryState);
    }

    private static int Train((ChosenSteps Steps, ThreadChoice Choice) chosen, Dataset data) => Train(chosen.Steps, data, chosen.Choice);

    /// <summary>Ten epochs of four steps. Returns how often the choice has changed.</summary>
    private static int Train(ITrainingStep steps, Dataset data, ThreadChoice? choice = null)
    {
        int changes = 0;
        bool usedSeveral = false;
        for (int step = 0; step < 40; step++)
        {
            if (step % 4 == 0)
                steps.BeginEpoch();
            if (choice is not null && choice.UsesSeveral != usedSeveral)
                (usedSeveral, changes) = (!usedSeveral, changes + 1);
            // Each sample continues that of the same place in the batch before.
            int[] samples = [.. Enumerable.Range(0, Batch).Select(i => i * 4 + step % 4)];
            Assert.True(float.IsFinite(steps.Compute(data, samples, seed: 1, step)));
            Assert.True(steps.Update());
        }
        return changes;
    }
}
