using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Validation;

/// <summary>The weights that a network names: whether the project has the file, and every difference between its tensors and the network's.</summary>
internal static class WeightsRules
{
    /// <summary>Names of files and tensors that a message lists: an untrusted file may have millions.</summary>
    private const int Listed = 10;

    private static readonly SourceLocation s_location = new SourceLocation.Network("Weights");

    /// <param name="isSound">Whether the model's shapes can be relied on.</param>
    public static IEnumerable<Finding> Check(NetworkModel model, ProjectWeights project, bool isSound)
    {
        if (model.Weights is null)
            return [];
        string path = Escapes.Escape(model.Weights);
        if (project.AreFresh)
            return [new(Rules.FreshWeights, s_location, model.Type.PlainName, path)];
        EquatableArray<WeightsHeader> files = project.Files;
        return files.FirstOrDefault(file => file.Path == path) is not { } file ? [Unknown(model.Weights, files)]
            : isSound ? Compare(model, GraphBuilder.Build(model), file)
            : [];
    }

    private static Finding Unknown(string path, EquatableArray<WeightsHeader> files) =>
        new(Rules.UnknownWeights, s_location, Escapes.Escape(path), Escapes.InProject(path), files.Count == 0 ? "" : $", or write here the name of one of them: {List(files.Select(file => $"'{file.Path}'"))}")
        {
            Properties = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Include, Escapes.InProject(path)),
        };

    private static IEnumerable<Finding> Compare(NetworkModel model, NetworkGraph graph, WeightsHeader file) =>
        [.. Compare(model.Type.PlainName, Tensors(graph), file), .. ComparePrecision(model, graph, file)];

    /// <summary>Weights that were rounded more than the network's, which would lose accuracy unnoticed; and those that take more bytes than the network needs.</summary>
    private static IEnumerable<Finding> ComparePrecision(NetworkModel model, NetworkGraph graph, WeightsHeader file)
    {
        // What is rounded as it arrives is not in the file.
        string declared = model.Precision switch { Precision.Float32 => "", Precision.DynamicInt8 => $"{Precision.Int8}", var stored => $"{stored}" };
        if (file.Precision == declared)
        {
            HashSet<string> floats = new(graph.Tensors.Except(declared.Length == 0 ? [] : graph.PackableWeights).Select(tensor => tensor.Name), StringComparer.Ordinal);
            foreach (StoredTensor tensor in file.Tensors.Where(tensor => file.Precision.Length > 0 && IsPacked(tensor) && floats.Contains(tensor.Name)))
                yield return new(Rules.RoundedWeights, s_location, file.Path, Cut(tensor.Name), file.Precision, model.Type.PlainName, $"Except=\"{Cut(tensor.Name)}\" in its NetGenWeights item");
        }
        else if (file.Precision.Length > 0)
            yield return new(Rules.RoundedWeights, s_location, file.Path, "the weights", file.Precision, model.Type.PlainName, declared.Length == 0 ? "no Precision in its NetGenWeights item, or another item with a Link of its own" : $"Precision=\"{declared}\" in its NetGenWeights item, or another item with a Link of its own");
        else
            yield return new(Rules.EmbeddedFloats, s_location, file.Path, declared);
    }

    private static bool IsPacked(StoredTensor tensor) => tensor.Type is nameof(ElementType.I8) or nameof(ElementType.BF16);

    private static IEnumerable<Finding> Compare(string network, IReadOnlyList<(string Name, string Shape)> tensors, WeightsHeader file)
    {
        ILookup<string, StoredTensor> stored = file.Tensors.ToLookup(tensor => tensor.Name, StringComparer.Ordinal);
        HashSet<string> known = new(tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        StoredTensor[] others = [.. file.Tensors.Where(tensor => !known.Contains(tensor.Name) && !IsBatchCounter(tensor, known) && !IsScale(tensor, stored))];
        foreach ((string name, string shape) in tensors)
            if (stored[name].FirstOrDefault() is not { } tensor)
                yield return new(Rules.MissingTensor, s_location, file.Path, name, shape, Guess(others, shape));
            else
            {
                if (ElementTypes.Parse(tensor.Type) is not { } type || type == ElementType.I8 && !stored[name + ElementTypes.ScaleSuffix].Any())
                    yield return new(Rules.UnreadableTensorType, s_location, file.Path, name, Cut(tensor.Type), ElementTypes.Floats);
                if (tensor.Shape != shape)
                    yield return new(Rules.OtherTensorShape, s_location, file.Path, name, tensor.Shape, network, shape);
            }
        if (others.Length > 0)
            yield return new(Rules.LeftOverTensors, s_location, file.Path, List(others.Select(tensor => $"{Cut(tensor.Name)} ({tensor.Shape})")), network);
    }

    /// <summary>The tensor that PyTorch stores with each batch norm and NetGen's networks don't have: loading ignores it.</summary>
    private static bool IsBatchCounter(StoredTensor tensor, HashSet<string> known) =>
        tensor.Shape is "[]" or "1" && BatchCounter.MeanBeside(tensor.Name) is { } mean && known.Contains(mean);

    /// <summary>The scales of 8-bit integers.</summary>
    private static bool IsScale(StoredTensor tensor, ILookup<string, StoredTensor> stored) =>
        tensor.Name.EndsWith(ElementTypes.ScaleSuffix, StringComparison.Ordinal) && stored[tensor.Name.Substring(0, tensor.Name.Length - ElementTypes.ScaleSuffix.Length)].Any(scaled => scaled.Type == nameof(ElementType.I8));

    /// <summary>Suggests the tensor that may be it under another name, if only one has its shape.</summary>
    private static string Guess(IEnumerable<StoredTensor> others, string shape) =>
        others.Where(other => other.Shape == shape).Take(2).ToArray() is [var only] ? $"; rename {Cut(only.Name)} in the file, if that is it" : "";

    private static IReadOnlyList<(string Name, string Shape)> Tensors(NetworkGraph graph) =>
        [.. graph.Tensors.Select(tensor => (tensor.Name, string.Join(" × ", tensor.Spec.Shape)))];

    private static string List(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        return string.Join(", ", all.Take(Listed)) + (all.Length > Listed ? $" and {all.Length - Listed} more" : "");
    }

    private static string Cut(string text) => text.Length <= 200 ? text : text.Substring(0, 200) + "…";
}
