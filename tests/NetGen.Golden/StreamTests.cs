using NetGen.Data;
using NetGen.Training;

namespace NetGen.Golden;

/// <summary>Networks over frames against PyTorch's modules in float64: outputs, losses, gradients, and the parameters and outputs after 20 steps, from states of zeros or from those that the pieces before ended with.</summary>
public class StreamTests
{
    private const double Tolerance = 1e-5;

    [Fact] public void LstmFrames() => Check<LstmFrames>();
    [Fact] public void GruFrames() => Check<GruFrames>();
    [Fact] public void RnnFrames() => Check<RnnFrames>();
    [Fact] public void LstmFramesWithoutBias() => Check<LstmFramesWithoutBias>();
    [Fact] public void GruFramesWithoutBias() => Check<GruFramesWithoutBias>();
    [Fact] public void RnnFramesWithoutBias() => Check<RnnFramesWithoutBias>();
    [Fact] public void StackedMemories() => Check<StackedMemories>();
    [Fact] public void CausalConvolutions() => Check<CausalConvolutions>();
    [Fact] public void DelayedFrames() => Check<DelayedFrames>();
    [Fact] public void DelayedDifferences() => Check<DelayedDifferences>();
    [Fact] public void ClassOfLastFrame() => Check<ClassOfLastFrame>();
    [Fact] public void ClassesOfFrames() => Check<ClassesOfFrames>();
    [Fact] public void WarmLstm() => Check<WarmLstm>();
    [Fact] public void WarmClasses() => Check<WarmClasses>();
    [Fact] public void WarmProbabilities() => Check<WarmProbabilities>();
    [Fact] public void SmallWaveNet() => Check<SmallWaveNet>();
    [Fact] public void CarriedLstm() => CheckCarried<CarriedLstm>();
    [Fact] public void CarriedGru() => CheckCarried<CarriedGru>();
    [Fact] public void CarriedRnn() => CheckCarried<CarriedRnn>();
    [Fact] public void CarriedMemories() => CheckCarried<CarriedMemories>();
    [Fact] public void CarriedWaveNet() => CheckCarried<CarriedWaveNet>();

    [Fact]
    public void Every_fixture_has_a_test() =>
        Assert.Equal(Fixtures.Streams.Keys.Order(), typeof(StreamTests).GetMethods().Select(method => method.Name).Intersect(Fixtures.Streams.Keys).Order());

    private static void Check<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork>, IStreamingNetwork<TNetwork>
    {
        LayerFixture fixture = Fixtures.Streams[typeof(TNetwork).Name];
        TrainingChecks.Check<TNetwork>(fixture);
        CheckFrames<TNetwork>(fixture);
    }

    // Each batch has the pieces that follow those of the batch before it: by a loop of one's own, and by the trainer.
    private static void CheckCarried<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork>, IStreamingNetwork<TNetwork>
    {
        LayerFixture fixture = Fixtures.Streams[typeof(TNetwork).Name];
        TrainingChecks.Check<TNetwork>(fixture, carryState: true);
        CheckFrames<TNetwork>(fixture);

        TNetwork network = TNetwork.Create(0);
        Fixtures.Load(network.Parameters, fixture.Parameters);
        (Optimizer optimizer, double tolerance) = TrainingChecks.OptimizerOf(fixture.Optimizer!);
        int streams = fixture.Batch(TNetwork.InputLength);
        using var trainer = new Trainer<TNetwork>(network, optimizer) { BatchSize = streams, CarryState = true };
        trainer.Fit(SequenceDataset.FromStream(
            ByStream(fixture.Inputs, fixture.Steps, streams), ByStream(fixture.Targets!, fixture.Steps, streams), TNetwork.SequenceLength, 0, TNetwork.FrameInputLength, TNetwork.FrameOutputLength), epochs: 1);
        Fixtures.AssertClose(fixture.After!, network.Parameters, tolerance);
    }

    // Frame by frame, and in blocks of 3.
    private static void CheckFrames<TNetwork>(LayerFixture fixture) where TNetwork : class, IStreamingNetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(0);
        Fixtures.Load(network.Parameters, fixture.Parameters);
        int input = TNetwork.FrameInputLength, output = TNetwork.FrameOutputLength, last = TNetwork.OutputLength - output;
        float[] inputs = fixture.Of(fixture.Inputs, 0);
        foreach (int rows in (int[])[1, 3])
        {
            List<float> outputs = [];
            var state = TNetwork.CreateState();
            for (int sample = 0; sample < inputs.Length; sample += TNetwork.InputLength, state.Reset())
                for (int frame = 0; frame < TNetwork.SequenceLength; frame += rows)
                {
                    int count = Math.Min(rows, TNetwork.SequenceLength - frame);
                    var block = new float[last == 0 ? output : count * output];
                    ReadOnlySpan<float> frames = inputs.AsSpan(sample + frame * input, count * input);
                    if (rows == 1)
                        network.Step(frames, block, state);
                    else
                        network.Process(frames, block, state);
                    if (last > 0 || frame + count == TNetwork.SequenceLength)
                        outputs.AddRange(block);
                }
            Fixtures.AssertClose(fixture.Outputs, [.. outputs], Tolerance * Math.Max(1, fixture.Outputs.Max(Math.Abs)), $"outputs in blocks of {rows}");
        }
    }

    /// <summary>The pieces of all steps, those of each stream one after another.</summary>
    private static float[] ByStream(double[] steps, int count, int streams)
    {
        int length = steps.Length / count / streams;
        return [.. Enumerable.Range(0, streams).SelectMany(stream => Enumerable.Range(0, count).SelectMany(step => Fixtures.Narrow(steps[((step * streams + stream) * length)..((step * streams + stream + 1) * length)])))];
    }
}
