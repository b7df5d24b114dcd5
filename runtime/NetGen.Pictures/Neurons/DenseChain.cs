namespace NetGen.Pictures;

/// <summary>A network of dense layers, one after another, as its neurons and weights.</summary>
/// <param name="Network">The name of its class.</param>
/// <param name="Inputs">Elements of an input.</param>
/// <param name="Layers">The dense layers, at least one.</param>
internal sealed record DenseChain(string Network, int Inputs, IReadOnlyList<NeuronLayer> Layers)
{
    /// <summary>Reads a network's weights, by its summary.</summary>
    /// <exception cref="NotSupportedException">The network has layers other than dense ones, activations, and those that change no element outside training; or its layers are not a chain.</exception>
    public static DenseChain Of<TNetwork>(TNetwork network) where TNetwork : class, INetwork<TNetwork>
    {
        NetworkSummary summary = TNetwork.Summary;
        Check(summary, TNetwork.Inputs.Count, TNetwork.Outputs.Count);
        List<NeuronLayer> layers = [];
        int width = TNetwork.InputLength;
        foreach (LayerSummary layer in summary.Layers)
        {
            (string kind, Activation activation) = Parse(layer.Kind);
            if (kind == "Dense")
            {
                NeuronLayer dense = Read(network.Parameters, layer.Name, activation);
                if (dense.Inputs != width)
                    throw new NotSupportedException($"'{layer.Name}' of {summary.Network} takes {dense.Inputs} elements at a time, of {width}: it is applied at several positions, and only networks whose dense layers take whole samples can be drawn as neurons. ToSvg() of the summary draws any network.");
                layers.Add(dense);
                width = dense.Neurons;
            }
            else if (kind == "Activate")
                layers[^1] = layers[^1] with { Activations = [.. layers[^1].Activations, activation] };
        }
        return new(summary.Network, TNetwork.InputLength, layers);
    }

    /// <summary>The values of every column, the input's first.</summary>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    public float[][] Compute(ReadOnlySpan<float> input)
    {
        if (input.Length != Inputs)
            throw new ArgumentException($"The input has {input.Length} elements; {Network} takes {Inputs}.", nameof(input));
        List<float[]> values = [input.ToArray()];
        foreach (NeuronLayer layer in Layers)
            values.Add(layer.Compute(values[^1]));
        return [.. values];
    }

    private static void Check(NetworkSummary summary, int inputs, int outputs)
    {
        string[] others = [.. summary.Layers.Where(layer => Parse(layer.Kind).Kind is not ("Dense" or "Activate" or "Dropout" or "Flatten" or "Reshape")).Select(layer => $"{layer.Name} ({layer.Kind})")];
        string? reason =
            others.Length > 0 ? $"it has {string.Join(", ", others)}"
            : inputs > 1 || outputs > 1 ? $"it has {inputs} input{(inputs == 1 ? "" : "s")} and {outputs} output{(outputs == 1 ? "" : "s")}"
            : Branch(summary) is { } branch ? $"{branch} does not read the layer right before it"
            : summary.Layers.SkipWhile(layer => Parse(layer.Kind).Kind is not ("Dense" or "Activate")).FirstOrDefault() is not { } first ? "it has no dense layer"
            : Parse(first.Kind).Kind == "Activate" ? $"its first layer, {first.Name}, is an activation without neurons before it"
            : null;
        if (reason is not null)
            throw new NotSupportedException($"{summary.Network} can't be drawn as neurons: {reason}. Only chains of dense layers can, with activations, Dropout, Flatten and Reshape; ToSvg() of the summary draws any network.");
    }

    /// <summary>The first layer, or the output, that reads something else than the layer before it; null for a chain.</summary>
    private static string? Branch(NetworkSummary summary)
    {
        NetworkGraph graph = NetworkGraph.Of(summary);
        return Enumerable.Range(1, graph.Nodes.Count - 1).FirstOrDefault(node => graph.Reads[node] is not [var from] || from != node - 1) is > 0 and var at ? graph.Nodes[at].Name : null;
    }

    private static NeuronLayer Read(ParameterBlock parameters, string layer, Activation activation)
    {
        string weight = $"{layer}.weight", bias = $"{layer}.bias";
        ReadOnlySpan<int> shape = parameters.GetShape(weight);
        (float[] weights, float[] biases) = (new float[shape[0] * shape[1]], new float[shape[0]]);
        parameters.CopyTo(weight, weights);
        if (parameters.Names.Contains(bias))
            parameters.CopyTo(bias, biases);
        return new(layer, weights, biases, [activation]);
    }

    /// <summary>Kind and activation of a summary's <c>Dense, leaky relu</c>.</summary>
    private static (string Kind, Activation Activation) Parse(string kind) =>
        kind.Split(", ") is [var name, var function] && Enum.TryParse(function.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out Activation activation)
            ? (name, activation)
            : (kind, Activation.Linear);
}
