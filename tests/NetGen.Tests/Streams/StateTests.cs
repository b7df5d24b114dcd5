namespace NetGen.Tests.Streams;

/// <summary>What a state is, what <c>Step</c> and <c>Process</c> take, and that wrong arguments change nothing.</summary>
public class StateTests
{
    private static readonly Echo Network = new(seed: 3);

    private static float[] Outputs(float[] frames)
    {
        var outputs = new float[frames.Length];
        Network.Process(frames, outputs, Echo.CreateState());
        return outputs;
    }

    [Fact]
    public void A_stream_may_be_processed_in_place()
    {
        float[] frames = Signals.Noise(100, 1), inPlace = [.. frames];
        Network.Process(inPlace, inPlace, Echo.CreateState());
        Assert.Equal(Outputs(frames), inPlace);
        NetworkState state = Echo.CreateState();
        for (int i = 0; i < frames.Length; i++)
            Network.Step(frames.AsSpan(i, 1), frames.AsSpan(i, 1), state);
        Assert.Equal(inPlace, frames);
    }

    [Fact]
    public void Other_overlaps_are_refused()
    {
        float[] frames = Signals.Noise(100, 1);
        NetworkState state = Echo.CreateState();
        Assert.StartsWith("outputs overlaps frames", Assert.Throws<ArgumentException>(() => Network.Process(frames.AsSpan(0, 50), frames.AsSpan(1, 50), state)).Message);
        // An output that is longer than a frame would overwrite the frames after it.
        float[] wide = new float[30];
        Assert.StartsWith("output overlaps frame", Assert.Throws<ArgumentException>(() => new Verdict().Step(wide.AsSpan(0, 2), wide.AsSpan(0, 3), Verdict.CreateState())).Message);
    }

    [Fact]
    public void An_empty_block_changes_nothing()
    {
        float[] frames = Signals.Noise(60, 2), outputs = new float[60];
        NetworkState state = Echo.CreateState();
        Network.Process(frames.AsSpan(0, 20), outputs.AsSpan(0, 20), state);
        Network.Process([], [], state);
        Network.Process(frames.AsSpan(20), outputs.AsSpan(20), state);
        Assert.Equal(Outputs(frames), outputs);
    }

    [Fact]
    public void Reset_and_copies_are_exact()
    {
        float[] frames = Signals.Noise(600, 3), outputs = new float[600], again = new float[600];
        NetworkState state = Echo.CreateState(), copy = Echo.CreateState();
        // Further than the histories reach before they move.
        Network.Process(frames, outputs, state);
        copy.CopyFrom(state);
        NetworkState clone = state.Clone();
        foreach (NetworkState each in (NetworkState[])[state, copy, clone])
        {
            Network.Process(frames.AsSpan(0, 300), again.AsSpan(0, 300), each);
            if (each == state)
                again.AsSpan(0, 300).CopyTo(outputs.AsSpan(300));
            Assert.Equal(outputs[300..], again[..300]);
        }
        state.Reset();
        Network.Process(frames, again, state);
        Assert.Equal(Outputs(frames), again);
    }

    [Fact]
    public void Wrong_lengths_are_refused_and_leave_the_state()
    {
        NetworkState state = Echo.CreateState();
        float[] frames = Signals.Noise(40, 4), outputs = new float[40];
        Network.Process(frames.AsSpan(0, 20), outputs.AsSpan(0, 20), state);
        void refused(string message, Action call) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message);
        refused("frame has 2 elements; a frame of Echo has 1.", () => Network.Step(new float[2], new float[1], state));
        refused("output has 0 elements; Echo gives 1 for a frame.", () => Network.Step(new float[1], [], state));
        refused("outputs has 9 elements; 10 frames × 1 of Echo are 10.", () => Network.Process(new float[10], new float[9], state));
        Network.Process(frames.AsSpan(20), outputs.AsSpan(20), state);
        Assert.Equal(Outputs(frames), outputs);

        var verdict = new Verdict();
        NetworkState other = Verdict.CreateState();
        refused("frames has 3 elements; those of Verdict have 2 each.", () => verdict.Process(new float[3], new float[3], other));
        refused("outputs has 6 elements; Verdict gives 3, for the last frame.", () => verdict.Process(new float[4], new float[6], other));
        refused("Verdict gives the output of the last frame, and there is none.", () => verdict.Process([], new float[3], other));
    }

    [Fact]
    public void A_state_belongs_to_its_class()
    {
        NetworkState other = Verdict.CreateState();
        Assert.StartsWith("The state belongs to Verdict and was not made by Echo.CreateState", Assert.Throws<ArgumentException>(() => Network.Step(new float[1], new float[1], other)).Message);
        Assert.Throws<ArgumentNullException>(() => Network.Process(new float[1], new float[1], null!));
        Assert.StartsWith("A state of Verdict is not one of Echo.", Assert.Throws<ArgumentException>(() => Echo.CreateState().CopyFrom(other)).Message);
        Assert.Throws<ArgumentNullException>(() => other.CopyFrom(null!));
    }

    [Fact]
    public void Indices_are_checked_before_the_state_advances()
    {
        var letters = new Letters(seed: 1);
        NetworkState state = Letters.CreateState();
        float[] outputs = new float[7], again = new float[7];
        Assert.Contains("is 7", Assert.Throws<ArgumentException>(() => letters.Step([7], outputs, state)).Message);
        Assert.Throws<ArgumentException>(() => letters.Process([1, 2, float.NaN], new float[21], state));
        letters.Step([3], outputs, state);
        letters.Step([3], again, Letters.CreateState());
        Assert.Equal(again, outputs);
    }

    [Fact]
    public void The_last_frame_of_a_block_is_the_output()
    {
        var verdict = new Verdict(seed: 1);
        float[] frames = Signals.Noise(2 * 90, 6), whole = new float[3], stepped = new float[3];
        verdict.Process(frames, whole, Verdict.CreateState());
        NetworkState state = Verdict.CreateState();
        for (int i = 0; i < 90; i++)
            verdict.Step(frames.AsSpan(2 * i, 2), stepped, state);
        Assert.Equal(whole, stepped);
    }

    // A forget gate of 0.9975 would end at the denormal number whose product with it is rounded back to it.
    [Fact]
    public void A_state_that_fades_becomes_zero()
    {
        var network = new Fading();
        network.Parameters.CopyFrom("lstm1.weight_ih_l0", [1, 0, 1, 0]);
        network.Parameters.CopyFrom("lstm1.weight_hh_l0", [0, 0, 0, 0]);
        network.Parameters.CopyFrom("lstm1.bias_ih_l0", [0, 6, 0, 0]);
        network.Parameters.CopyFrom("lstm1.bias_hh_l0", [0, 0, 0, 0]);
        network.Parameters.CopyFrom("dense1.weight", [1]);
        NetworkState state = Fading.CreateState();
        float[] frames = new float[40_000];
        frames[0] = 1;
        network.Process(frames, frames, state);
        Assert.InRange(frames[1000], 1e-3f, 1);
        Assert.Equal(0f, frames[^1]);
    }

    [Fact]
    public void Streams_on_several_threads_share_a_network()
    {
        float[][] frames = [.. Enumerable.Range(0, 4).Select(seed => Signals.Noise(2000, seed))];
        float[][] outputs = [.. frames.Select(stream => new float[stream.Length])];
        Parallel.For(0, frames.Length, stream =>
        {
            NetworkState state = Echo.CreateState();
            for (int start = 0; start < 2000; start += 64)
            {
                int count = Math.Min(64, 2000 - start);
                Network.Process(frames[stream].AsSpan(start, count), outputs[stream].AsSpan(start, count), state);
            }
        });
        Assert.All(frames.Zip(outputs), pair => Assert.Equal(Outputs(pair.First), pair.Second));
    }

    [Fact]
    public void Constants_and_generic_code_agree()
    {
        Assert.Equal((48, 4, 0), (Echo.SequenceLength, Echo.WarmupFrames, Verdict.WarmupFrames));
        Assert.Equal((48, 1, 1, 48, 48), (Echo.SequenceLength, Echo.FrameInputLength, Echo.FrameOutputLength, Echo.InputLength, Echo.OutputLength));
        Assert.Equal((20, 2, 3, 40, 3), Of<Verdict>());
        static (int, int, int, int, int) Of<T>() where T : class, IStreamingNetwork<T> => (T.SequenceLength, T.FrameInputLength, T.FrameOutputLength, T.InputLength, T.OutputLength);
    }
}
