using NetGen.Data;

namespace NetGen.Training.Tests.Freezing;

public class SampleWeightTests
{
    [Fact]
    public void The_loss_is_the_weighted_sum_of_the_samples_losses_over_their_number()
    {
        Expect(new Classifier(1), 70);
        Expect(new LargeClassifier(1), 33);
        Expect(new FrameNetwork(1), 6);
    }

    [Fact]
    public void Weights_of_one_change_no_bit()
    {
        ExpectSame(new Classifier(1), 70);
        ExpectSame(new TwoHeads(1), 40);
        ExpectSame(new FrameNetwork(1), 6);
    }

    [Fact]
    public void A_sample_of_weight_two_counts_as_two_samples()
    {
        var network = new LargeClassifier(3);
        (float[] inputs, float[] targets) = FreezeTests.Samples<LargeClassifier>(3);
        Workspace workspace = LargeClassifier.CreateWorkspace(4);
        workspace.SampleWeights = [1f, 1f, 2f];
        float loss = network.ComputeGradients(inputs, targets, workspace);
        float[] gradients = workspace.Gradients.Values.ToArray();
        workspace.SampleWeights = default;
        // Of four samples, of which the last two are the same; the mean of three is 4/3 of theirs.
        float twice = network.ComputeGradients([.. inputs, .. inputs[^LargeClassifier.InputLength..]], [.. targets, .. targets[^LargeClassifier.OutputLength..]], workspace);
        Assert.Equal(loss, twice * 4 / 3, 1e-5f);
        Assert.Equal(gradients.Length, gradients.Zip(workspace.Gradients.Values.ToArray()).Count(pair => Math.Abs(pair.First - pair.Second * 4 / 3) < 1e-5));
    }

    [Fact]
    public void A_step_of_descent_weighs_too()
    {
        (float[] inputs, float[] targets) = FreezeTests.Samples<LargeClassifier>(20);
        Workspace workspace = LargeClassifier.CreateWorkspace(20);
        workspace.SampleWeights = [.. Enumerable.Range(0, 20).Select(i => i / 10f)];
        LargeClassifier descending = new(2), stepping = new(2);
        float loss = stepping.ComputeGradients(inputs, targets, workspace);
        new Sgd { LearningRate = 0.1 }.Step(stepping.Parameters, workspace.Gradients);
        Assert.Equal(loss, descending.Descend(inputs, targets, workspace, 0.1));
        Assert.Equal(stepping.Parameters.Values.ToArray(), descending.Parameters.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_trainer_takes_the_weights_of_the_dataset(int threads)
    {
        const int Count = 90;
        (float[] inputs, float[] targets) = FreezeTests.Samples<LargeClassifier>(Count);
        float[] weights = [.. Enumerable.Range(0, Count).Select(i => i % 4 / 2f)];
        Dataset data = Dataset.FromArrays(inputs, targets, LargeClassifier.InputLength, LargeClassifier.OutputLength);
        LargeClassifier own = new(1), trained = new(1);
        Workspace workspace = LargeClassifier.CreateWorkspace(40);
        var optimizer = new Sgd { LearningRate = 0.1 };
        double loss = 0;
        for (int start = 0; start < Count; start += 40)
        {
            int length = Math.Min(40, Count - start);
            workspace.SampleWeights = weights.AsSpan(start, length);
            loss += length * (double)own.ComputeGradients(inputs.AsSpan(start * LargeClassifier.InputLength, length * LargeClassifier.InputLength), targets.AsSpan(start * LargeClassifier.OutputLength, length * LargeClassifier.OutputLength), workspace) / Count;
            optimizer.Step(own.Parameters, workspace.Gradients);
        }
        using Trainer<LargeClassifier> trainer = TrainerOf(trained);
        TrainingHistory history = trainer.Fit(data.WithWeights(weights), 1, validation: data.WithWeights(weights));
        Assert.Equal(loss, history.Epochs[0].Loss, 1e-6);
        Assert.Equal(own.Parameters.Values.ToArray(), trained.Parameters.Values.ToArray());
        // Validation does not weigh, nor does the next training without weights.
        Assert.Equal(trainer.Evaluate(data).Loss, history.Epochs[0].ValidationLoss);
        using Trainer<LargeClassifier> other = TrainerOf(trained.Clone());
        other.Fit(data, 1);
        trainer.Fit(data, 1);
        Assert.Equal(other.Network.Parameters.Values.ToArray(), trained.Parameters.Values.ToArray());

        Trainer<LargeClassifier> TrainerOf(LargeClassifier network) => new(network, new Sgd { LearningRate = 0.1 }) { BatchSize = 40, Shuffle = false, Threads = threads, ThreadingThreshold = 0 };
    }

    [Fact]
    public void Weights_that_do_not_fit_are_errors()
    {
        var network = new Classifier(1);
        Dataset data = Datasets.Points(10);
        Workspace workspace = Classifier.CreateWorkspace(10);
        Assert.Contains("The weight of sample 1 is NaN", Assert.Throws<ArgumentException>(() => workspace.SampleWeights = [1f, float.NaN]).Message, StringComparison.Ordinal);
        Assert.Contains("-0.5", Assert.Throws<ArgumentException>(() => workspace.SampleWeights = [-0.5f]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => workspace.SampleWeights = [float.PositiveInfinity]);
        Assert.Contains("11 sample weights", Assert.Throws<ArgumentException>(() => workspace.SampleWeights = new float[11]).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Classifier.CreateWorkspace(10, training: false).SampleWeights = [1f]);
        Assert.True(workspace.SampleWeights.IsEmpty);
        workspace.SampleWeights = new float[9];
        long step = workspace.Step;
        Assert.Contains("9 sample weights for a batch of 10 samples", Assert.Throws<ArgumentException>(() => network.ComputeGradients(data.Inputs, data.Targets, workspace)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Descend(data.Inputs, data.Targets, workspace, 0.1));
        Assert.Throws<ArgumentException>(() => network.ComputeShardGradients(data.Inputs, data.Targets, workspace, 20));
        Assert.Equal(step, workspace.Step);
        Assert.Equal(new Classifier(1).Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
    }

    private static void Expect<TNetwork>(TNetwork network, int samples) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        (float[] inputs, float[] targets) = FreezeTests.Samples<TNetwork>(samples);
        var random = new Random(1);
        float[] weights = [.. Enumerable.Range(0, samples).Select(_ => random.Next(3) == 0 ? 0 : 2 * random.NextSingle())];
        Workspace workspace = TNetwork.CreateWorkspace(samples), alone = TNetwork.CreateWorkspace(1);
        double loss = 0;
        double[] gradients = new double[workspace.Gradients.Values.Length];
        for (int i = 0; i < samples; i++)
        {
            loss += weights[i] * network.ComputeGradients(inputs.AsSpan(i * TNetwork.InputLength, TNetwork.InputLength), targets.AsSpan(i * TNetwork.OutputLength, TNetwork.OutputLength), alone) / samples;
            for (int p = 0; p < gradients.Length; p++)
                gradients[p] += weights[i] * (double)alone.Gradients.Values[p] / samples;
        }
        workspace.SampleWeights = weights;
        Assert.Equal(loss, network.ComputeGradients(inputs, targets, workspace), 1e-5 * Math.Max(1, loss));
        double largest = gradients.Max(Math.Abs);
        for (int p = 0; p < gradients.Length; p++)
            Assert.Equal(gradients[p], workspace.Gradients.Values[p], 1e-4 * largest);
        // The losses of evaluations are not weighed.
        float evaluated = network.ComputeLoss(inputs, targets, new float[targets.Length], workspace);
        workspace.SampleWeights = default;
        Assert.Equal(evaluated, network.ComputeGradients(inputs, targets, workspace));
    }

    private static void ExpectSame<TNetwork>(TNetwork network, int samples) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        (float[] inputs, float[] targets) = FreezeTests.Samples<TNetwork>(samples);
        Workspace workspace = TNetwork.CreateWorkspace(samples);
        float loss = network.ComputeGradients(inputs, targets, workspace);
        float[] gradients = workspace.Gradients.Values.ToArray();
        workspace.SampleWeights = [.. Enumerable.Repeat(1f, samples)];
        Assert.Equal(loss, network.ComputeGradients(inputs, targets, workspace));
        Assert.Equal(gradients, workspace.Gradients.Values.ToArray());
    }
}
