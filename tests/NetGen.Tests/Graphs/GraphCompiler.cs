extern alias generator;
using generator::NetGen.Generator;
using generator::NetGen.Generator.Declaration;
using generator::NetGen.Generator.Layers;
using generator::NetGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;
using Shape = generator::NetGen.Generator.Model.Shape;

namespace NetGen.Tests.Graphs;

/// <summary>Compiles graphs as <c>Networks.Network0</c>, <c>Networks.Network1</c>, …: the classes are declared with a layer each, whose model is replaced.</summary>
internal static class GraphCompiler
{
    /// <param name="texts">The emitted texts, in order.</param>
    /// <param name="sources">Further sources of the project.</param>
    public static byte[] Compile(IReadOnlyList<GraphSpec> specs, out string[] texts, params string[] sources)
    {
        NetworkModel[] models = ModelsOf(specs);
        string?[] emitted = new string?[specs.Count];
        NetworkGenerator generator = new(declared =>
        {
            int index = int.Parse(declared.Type.Name["Network".Length..], System.Globalization.CultureInfo.InvariantCulture);
            return emitted[index] = generator::NetGen.Generator.Compiler.Compile(models[index] with { Type = declared.Type });
        });
        CSharpCompilation project = RandomCases.Compiler.Project([.. specs.Select((_, i) => $"using NetGen;\nnamespace Networks;\n[Network(1)] [Dense(1)] public sealed partial class Network{i};"), .. sources]);
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(project, out Compilation full, out _);
        // The generator leaves out a class that it fails to compile; here that must fail with its exception.
        for (int i = 0; i < emitted.Length; i++)
            emitted[i] ??= generator::NetGen.Generator.Compiler.Compile(models[i]);
        texts = emitted!;
        return RandomCases.Compiler.Emit(full);
    }

    /// <summary>The models of graphs; only the names of their types are missing.</summary>
    public static NetworkModel[] ModelsOf(IReadOnlyList<GraphSpec> specs)
    {
        CSharpCompilation project = RandomCases.Compiler.Project(specs.Select((spec, i) =>
            $"using NetGen;\nnamespace Networks;\n[Network(1)] {string.Concat(spec.Layers.Select(layer => $"[{NetworkSource.Named(layer.Spec)}]\n"))} public sealed partial class Layers{i};"));
        return [.. specs.Select((spec, i) => ModelOf(spec, project.GetTypeByMetadataName($"Networks.Layers{i}")!))];
    }

    private static NetworkModel ModelOf(GraphSpec spec, INamedTypeSymbol declared)
    {
        NetworkModel chain = DeclarationParser.Parse(DeclaredNetwork.Find(declared, Registry.Default)!).Model!;
        return chain with
        {
            Inputs = [.. spec.Inputs.Select(input => new DeclaredInput(input.Name, new(new EquatableArray<int>(input.Shape.Extents))))],
            Layers = [.. chain.Layers.Select((layer, i) => layer with { From = new EquatableArray<int>([spec.IndexOf(spec.Layers[i].From)]) })],
            Outputs = [.. spec.Outputs.Select(output => new DeclaredOutput(output.Name, spec.IndexOf(output.From), (generator::NetGen.Loss?)(int?)output.Loss, true, output.Weight))],
            InputGradients = spec.InputGradients,
        };
    }
}
