using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The names of layers and values in the emitted code.</summary>
internal sealed class Identifiers(NetworkModel model)
{
    private readonly IReadOnlyDictionary<string, string> _layers = Of([.. model.NamedLayers.Select(layer => layer.Name).Distinct()]);

    public string Of(string layer) => _layers[layer];

    private static Dictionary<string, string> Of(string[] names) =>
        names.Zip(Names.Identifiers(names), (name, identifier) => (name, identifier)).ToDictionary(pair => pair.name, pair => pair.identifier);

    /// <summary>The layer's identifier and the tensor's name in Pascal case, without what is the same for every statistic: <c>HiddenWeight</c>, <c>Norm1Mean</c>, <c>Attention1OutProjWeight</c>.</summary>
    public string Of(Tensor tensor) => Of(tensor.Layer) + tensor.Spec.Role switch
    {
        TensorRole.Mean => "Mean",
        TensorRole.Variance => "Variance",
        _ => Names.Pascal(tensor.Spec.Name),
    };

    public string Of(Origin origin) => origin.Role switch
    {
        ValueRole.NetworkInput => "NetworkInput",
        ValueRole.Input => $"{Of(origin.Layer)}Input",
        ValueRole.Projection => $"{Of(origin.Layer)}Projection",
        ValueRole.Heads => $"{Of(origin.Layer)}Heads",
        ValueRole.Product => $"{Of(origin.Layer)}Product",
        ValueRole.States => $"{Of(origin.Layer)}States",
        ValueRole.Kept => $"{Of(origin.Layer)}Kept",
        ValueRole.Output or ValueRole.OutputSum => $"{Of(origin.Layer)}Output",
        _ => Of(origin.Layer),
    };
}
