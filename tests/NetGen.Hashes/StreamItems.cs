namespace NetGen.Hashes;

/// <summary>The further results of a network over frames: its outputs frame by frame and in blocks, and the gradients of pieces that continue each other.</summary>
internal sealed class StreamItems<T>(int samples, ulong seed) : IItems where T : class, IStreamingNetwork<T>, ITrainableNetwork<T>
{
    private readonly Data _data = new(samples, T.InputLength, T.OutputLength, T.Loss, seed);

    public IEnumerable<Item> All =>
    [
        new("steps", digest => Process(digest, [1])),
        new("blocks", digest => Process(digest, [3, 40, 1, 64, 100])),
        new("carried", Carried),
    ];

    // All samples as one stream.
    private void Process(Digest digest, int[] blocks)
    {
        T network = Network();
        NetworkState state = T.CreateState();
        bool givesLast = T.OutputLength == T.FrameOutputLength && T.SequenceLength > 1;
        int frames = samples * T.SequenceLength;
        for (int done = 0, block = 0; done < frames; block++)
        {
            int count = Math.Min(blocks[block % blocks.Length], frames - done);
            var outputs = new float[givesLast ? T.FrameOutputLength : count * T.FrameOutputLength];
            network.Process(_data.Inputs.AsSpan(done * T.FrameInputLength, count * T.FrameInputLength), outputs, state);
            digest.Add(outputs);
            done += count;
        }
    }

    private void Carried(Digest digest)
    {
        T network = Network();
        int streams = samples / 3;
        Workspace workspace = T.CreateWorkspace(streams);
        workspace.Seed = seed;
        workspace.CarryState = true;
        for (int first = 0; first + streams <= samples; first += streams)
        {
            digest.Add(network.ComputeGradients(
                _data.Inputs.AsSpan(first * T.InputLength, streams * T.InputLength), _data.Targets.AsSpan(first * T.OutputLength, streams * T.OutputLength), workspace));
            digest.Add(workspace.Gradients, workspace.Gradients.Trained());
        }
    }

    private T Network()
    {
        T network = T.Create(seed);
        network.Parameters.MoveConstants(new SeededRandom(seed));
        return network;
    }
}
