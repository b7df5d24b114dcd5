using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Streams;

/// <summary>States that pieces of one stream carry on, by hand and by the trainer; evaluation frame by frame.</summary>
public class CarriedStateTests
{
    private const int Length = Echo.SequenceLength;

    [Fact]
    public void A_carried_state_continues_the_stream_of_each_sample()
    {
        var network = new Echo(seed: 5);
        Workspace workspace = Echo.CreateWorkspace(2);
        workspace.CarryState = true;
        float[][] streams = [Signals.Noise(3 * Length, 1), Signals.Noise(3 * Length, 2)], expected = [.. streams.Select(_ => new float[3 * Length])];
        foreach ((float[] stream, float[] outputs) in streams.Zip(expected))
            network.Process(stream, outputs, Echo.CreateState());
        for (int piece = 0; piece < 3; piece++)
        {
            Range range = (piece * Length)..((piece + 1) * Length);
            var outputs = new float[2 * Length];
            network.ForwardTraining([.. streams[0][range], .. streams[1][range]], outputs, workspace);
            Assert.Equal([.. expected[0][range], .. expected[1][range]], outputs);
        }
        // Set anew, it begins new streams.
        workspace.CarryState = true;
        var first = new float[Length];
        network.ForwardTraining(streams[0][..Length], first, workspace);
        Assert.Equal(expected[0][..Length], first);
    }

    [Fact]
    public void Only_networks_over_frames_carry_a_state()
    {
        Assert.StartsWith("Still remembers nothing", Assert.Throws<InvalidOperationException>(() => Still.CreateWorkspace(2).CarryState = true).Message);
        Assert.StartsWith("This workspace of Echo was made for inference", Assert.Throws<InvalidOperationException>(() => Echo.CreateWorkspace(2, training: false).CarryState = true).Message);
        using var trainer = new Trainer<Still>(new(), new Sgd()) { CarryState = true };
        Assert.Throws<InvalidOperationException>(() => trainer.Fit(Dataset.FromArrays([[1f, 2, 3]], [[1f, 2]]), epochs: 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_trainer_carries_states_along_parallel_ranges_of_the_stream(int threads)
    {
        float[] inputs = Signals.Noise(17 * Length, 7), targets = Signals.Noise(17 * Length, 8);
        Echo byTrainer = new(seed: 2), manual = new(seed: 2);
        using var trainer = new Trainer<Echo>(byTrainer, new Adam()) { BatchSize = 4, CarryState = true, Threads = threads, ThreadingThreshold = 0 };
        trainer.Fit(SequenceDataset.FromStream(inputs, targets, Length), epochs: 2);

        // 17 pieces are 4 ranges of 4, and one that is left over.
        Workspace workspace = Echo.CreateWorkspace(4);
        var optimizer = new Adam();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            workspace.CarryState = true;
            for (int step = 0; step < 4; step++)
            {
                float[] batch(float[] stream) => [.. Enumerable.Range(0, 4).SelectMany(range => stream.AsSpan((range * 4 + step) * Length, Length).ToArray())];
                manual.ComputeGradients(batch(inputs), batch(targets), workspace);
                optimizer.Step(manual.Parameters, workspace.Gradients);
            }
        }
        Assert.Equal(manual.Parameters.Values.ToArray(), byTrainer.Parameters.Values.ToArray());
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        Dataset data = SequenceDataset.FromStream(Signals.Noise(120 * Length, 3), Signals.Noise(120 * Length, 4), Length);
        float[][] weights = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            var network = new Echo(seed: 9);
            using var trainer = new Trainer<Echo>(network, new Adam()) { BatchSize = 40, CarryState = true, Threads = threads, ThreadingThreshold = 0 };
            trainer.Fit(data, epochs: 2);
            return network.Parameters.Values.ToArray();
        })];
        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
    }

    [Fact]
    public void Every_frame_that_counts_is_classified()
    {
        var network = new Letters(seed: 4);
        var random = new System.Random(1);
        const int Pieces = 5, Frames = Letters.SequenceLength, Classes = Letters.FrameOutputLength;
        float[][] inputs = [.. Enumerable.Range(0, Pieces).Select(_ => Enumerable.Range(0, Frames).Select(_ => (float)random.Next(7)).ToArray())];
        int[][] labels = [.. inputs.Select(piece => piece.Select(_ => random.Next(Classes)).ToArray())];
        Dataset data = Dataset.FromArrays(inputs, [.. labels.Select(piece => piece.SelectMany(label => Enumerable.Range(0, Classes).Select(c => c == label ? 1f : 0f)).ToArray())]);
        int right = 0;
        double loss = 0;
        for (int piece = 0; piece < Pieces; piece++)
        {
            var outputs = new float[Frames * Classes];
            network.Forward(inputs[piece], outputs);
            for (int frame = 2; frame < Frames; frame++)
            {
                float[] y = outputs[(frame * Classes)..((frame + 1) * Classes)];
                right += Array.IndexOf(y, y.Max()) == labels[piece][frame] ? 1 : 0;
                loss -= Math.Log(y[labels[piece][frame]]);
            }
        }
        Evaluation evaluation = Evaluation.Of(network, data);
        Assert.Equal((double)right / (Pieces * (Frames - 2)), evaluation.Accuracy, 1e-12);
        Assert.Equal(loss / (Pieces * (Frames - 2)), evaluation.Loss, 1e-5);
    }

    [Fact]
    public void A_network_over_frames_learns_to_remember()
    {
        // The echo of three frames ago.
        float[] inputs = Signals.Noise(40 * Length, 5), targets = new float[inputs.Length];
        inputs.AsSpan(0, inputs.Length - 3).CopyTo(targets.AsSpan(3));
        using var trainer = new Trainer<Echo>(new(seed: 1), new Adam { LearningRate = 0.01 }) { BatchSize = 8 };
        TrainingHistory history = trainer.Fit(SequenceDataset.FromStream(inputs, targets, Length, overlap: 4), epochs: 60);
        Assert.True(history.Last.Loss < 0.1 * history.Epochs[0].Loss, $"{history.Epochs[0].Loss} became {history.Last.Loss}");
    }
}
