using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>The members of a network over frames.</summary>
public interface IStreamSubject
{
    NetworkState CreateState();

    void Step(ReadOnlySpan<float> frame, Span<float> output, NetworkState state);

    void Process(ReadOnlySpan<float> frames, Span<float> outputs, NetworkState state);
}

/// <summary>Adapts any network over frames.</summary>
public sealed class StreamSubject<T>(T network) : IStreamSubject where T : class, IStreamingNetwork<T>
{
    public NetworkState CreateState() => T.CreateState();

    public void Step(ReadOnlySpan<float> frame, Span<float> output, NetworkState state) => network.Step(frame, output, state);

    public void Process(ReadOnlySpan<float> frames, Span<float> outputs, NetworkState state) => network.Process(frames, outputs, state);
}

/// <summary>Checks that a stream has the same bits frame by frame, in blocks of any lengths, as a sample, and as pieces that continue each other in training; that streams are independent of each other; and that nothing is allocated.</summary>
public static class StreamChecks
{
    /// <summary>More than the frames after which histories move.</summary>
    private const int LongStream = 700;

    private const int CarriedPieces = 3;

    public static void Run(Problem problem, ISubject subject, float[] outputs)
    {
        NetworkSpec spec = problem.Spec;
        if (spec.SequenceLength == 0)
            return;
        object network = ((INetworkSubject)subject).Instance;
        var stream = (IStreamSubject)Activator.CreateInstance(typeof(StreamSubject<>).MakeGenericType(network.GetType()), network)!;
        int input = spec.Input.Length, output = spec.Output.Length;
        NetworkState state = stream.CreateState();
        for (int row = 0; row < Math.Min(3, problem.Batch); row++)
        {
            state.Reset();
            float[] stepped = Step(stream, problem.Input(row), state, input, output);
            ReadOnlySpan<float> expected = outputs.AsSpan(row * spec.OutputLength, spec.OutputLength);
            Expect.SameBits(expected, stepped.AsSpan(stepped.Length - expected.Length), $"Steps over sample {row} against Forward");
        }

        if (subject is ITrainableSubject trainable && !spec.HasModes)
            CheckCarriedStates(problem, trainable, stream);

        // A stream of several samples, and of none of them.
        float[] frames = [.. Enumerable.Range(0, (LongStream * input + problem.Inputs.Length - 1) / problem.Inputs.Length).SelectMany(_ => problem.Inputs)];
        int count = Math.Min(LongStream, frames.Length / input);
        frames = frames[..(count * input)];
        state.Reset();
        float[] steps = Step(stream, frames, state, input, output);
        var random = new Random(problem.Case.Seed);
        NetworkState blocks = stream.CreateState(), other = stream.CreateState();
        var some = new float[count * output];
        for (int done = 0; done < count;)
        {
            int length = Math.Min(count - done, random.Next(4) == 0 ? random.Next(1, 100) : random.Next(1, 6));
            Span<float> block = spec.GivesLastFrame ? some.AsSpan(0, output) : some.AsSpan(0, length * output);
            stream.Process(frames.AsSpan(done * input, length * input), block, blocks);
            done += length;
            Expect.SameBits(steps.AsSpan(done * output - block.Length, block.Length), block, $"A block of {length} frames up to {done} against steps");
            // Another stream of the same network, and a copy that continues this one.
            if (random.Next(3) == 0)
                stream.Step(frames.AsSpan(random.Next(count) * input, input), some.AsSpan(0, output), other);
            if (random.Next(20) == 0)
                blocks = blocks.Clone();
            else if (random.Next(20) == 0)
            {
                other.CopyFrom(blocks);
                (blocks, other) = (other, blocks);
            }
        }
        CheckAllocations(stream, frames, some, state, input, output, spec.GivesLastFrame ? output : Math.Min(count, 65) * output, Math.Min(count, 65) * input);
    }

    // Batches whose samples continue those of the batch before: each is a piece of a stream of its own, whichever method trains on it.
    private static void CheckCarriedStates(Problem problem, ITrainableSubject subject, IStreamSubject stream)
    {
        NetworkSpec spec = problem.Spec;
        int batch = problem.Batch;
        Workspace workspace = subject.CreateWorkspace(batch, training: true);
        workspace.CarryState = true;
        NetworkState[] states = [.. Enumerable.Range(0, batch).Select(_ => stream.CreateState())];
        var outputs = new float[batch * spec.OutputLength];
        for (int piece = 0; piece < CarriedPieces; piece++)
        {
            float[] inputs = [.. Enumerable.Range(0, batch).SelectMany(row => problem.Input((row + piece) % batch).ToArray())];
            bool hasOutputs = piece % 2 == 0;
            if (hasOutputs)
                subject.ForwardTraining(inputs, outputs, workspace);
            else
                subject.ComputeGradients(inputs, problem.Targets, workspace);
            for (int row = 0; row < batch; row++)
            {
                float[] stepped = Step(stream, inputs.AsSpan(row * spec.InputLength, spec.InputLength), states[row], spec.Input.Length, spec.Output.Length);
                if (hasOutputs)
                    Expect.SameBits(stepped.AsSpan(stepped.Length - spec.OutputLength), outputs.AsSpan(row * spec.OutputLength, spec.OutputLength), $"Outputs of piece {piece} of stream {row} against steps");
            }
        }
    }

    private static float[] Step(IStreamSubject stream, ReadOnlySpan<float> frames, NetworkState state, int input, int output)
    {
        int count = frames.Length / input;
        var outputs = new float[count * output];
        for (int frame = 0; frame < count; frame++)
            stream.Step(frames.Slice(frame * input, input), outputs.AsSpan(frame * output, output), state);
        return outputs;
    }

    private static void CheckAllocations(IStreamSubject stream, float[] frames, float[] outputs, NetworkState state, int input, int output, int blockOutputs, int blockInputs)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        stream.Step(frames.AsSpan(0, input), outputs.AsSpan(0, output), state);
        stream.Process(frames.AsSpan(0, blockInputs), outputs.AsSpan(0, blockOutputs), state);
        state.Reset();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Expect.True(allocated == 0, () => $"Step and Process allocate {allocated} bytes.");
    }
}
