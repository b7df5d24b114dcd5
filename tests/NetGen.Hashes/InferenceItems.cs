namespace NetGen.Hashes;

/// <summary>The results of every network: its initial weights and its outputs.</summary>
internal class InferenceItems<T>(Data data) : IItems where T : class, INetwork<T>
{
    /// <summary>The number of samples that are passed one by one.</summary>
    private const int MaxAlone = 20;

    public InferenceItems(int samples, ulong seed) : this(new Data(samples, T.InputLength, T.OutputLength, loss: null, seed)) { }

    protected Data Data => data;

    public virtual IEnumerable<Item> All =>
    [
        new("initial", Initial),
        new("forward", Forward),
        new("batches", Batches),
        new("extremes", Extremes),
    ];

    /// <summary>A network in which every tensor affects the outputs.</summary>
    protected T Network()
    {
        T network = T.Create(data.Seed);
        network.Parameters.MoveConstants(new SeededRandom(data.Seed));
        return network;
    }

    private void Initial(Digest digest)
    {
        ParameterBlock fresh = T.Create(data.Seed).Parameters;
        digest.Add(fresh, fresh.Names);
    }

    private void Forward(Digest digest)
    {
        T network = Network();
        Workspace workspace = T.CreateWorkspace(1, training: false);
        var output = new float[T.OutputLength];
        for (int sample = 0; sample < Math.Min(data.Samples, MaxAlone); sample++)
        {
            ReadOnlySpan<float> input = data.Inputs.AsSpan(sample * T.InputLength, T.InputLength);
            network.Forward(input, output);
            digest.Add(output);
            network.Forward(input, output, workspace);
            digest.Add(output);
        }
    }

    private void Batches(Digest digest)
    {
        T network = Network();
        Workspace workspace = T.CreateWorkspace(data.Samples, training: false);
        foreach (int size in data.Batches(least: 1))
            digest.Add(Outputs(network, data.FirstInputs(size), workspace));
    }

    private void Extremes(Digest digest)
    {
        T network = Network();
        digest.Add(Outputs(network, data.Extremes, T.CreateWorkspace(data.Samples, training: false)));
    }

    private static float[] Outputs(T network, ReadOnlySpan<float> inputs, Workspace workspace)
    {
        var outputs = new float[inputs.Length / T.InputLength * T.OutputLength];
        network.ForwardBatch(inputs, outputs, workspace);
        return outputs;
    }
}
