extern alias runtime;

using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>A kind of layer is defined in one place: with <see cref="ScaleLayer"/> and a line in a registry, networks that use it are checked, compiled, documented and trained.</summary>
public sealed class NewKindTests
{
    private const string Vectors = "[Network(4)] [Scale(2)] [Dense(5, Activation.Tanh)] [Scale(5, Name = \"last\")]";
    private const string Images = "[Network(3, 6, 7)] [Conv2D(4, 3, Padding = 1)] [Scale(2)] [Conv2D(2, 3, Padding = 1)] [Scale(2)] [Flatten] [Dense(3)]";

    private static readonly Registry s_registry = Registry.Default.With("Scale", ScaleLayer.Parse);

    [Fact]
    public void Its_attribute_is_parsed()
    {
        NetworkDeclaration declaration = DeclarationParser.Parse(DeclaredNetwork.Find(ProjectOf(Net("[Network(4)] [Scale(2, Name = \"a\")] [Scale(groups: 1)]")).Type("Net"), s_registry)!);
        Assert.Equal([new ScaleLayer("a", 2), new ScaleLayer(null, 1)], declaration.Model!.Layers.Select(layer => layer.Kind));
        Assert.Equal(["a", "scale2"], LayerNames.Of(declaration.Model.Layers));
    }

    [Theory]
    [InlineData("NETGEN024", "[Network(4)] [Scale(⟦0⟧)] [Dense(1)]", "'groups' is 0; write at least 1")]
    [InlineData("NETGEN054", "[Network(4)] [Dense(6)] [Scale(groups: ⟦4⟧)]", "4 groups can't divide 6 channels equally; write a divisor of 6")]
    public async Task Its_rules_are_checked(string id, string attributes, string message)
    {
        Marked marked = Marked.Parse(Net(attributes));
        Diagnostic diagnostic = Assert.Single(await ProjectOf(marked.Source).Analyze(s_registry));
        Assert.Equal((id, marked.Span, message), (diagnostic.Id, diagnostic.Location.SourceSpan, diagnostic.GetMessage()));
    }

    [Fact]
    public async Task Without_its_registration_it_is_unknown() =>
        Assert.Equal("NETGEN023", Assert.Single(await ProjectOf(Net(Vectors.Replace(" [Scale(5, Name = \"last\")]", ""))).Analyze()).Id);

    [Fact]
    public void It_is_documented()
    {
        ProjectOf(Net(Images)).Generate(out ImmutableArray<GeneratedSourceResult> sources, s_registry);
        string text = Assert.Single(sources).SourceText.ToString();
        Assert.Contains("<term>scale1: Scale</term><description>4 × 6 × 7, 2 parameters, 0 multiply-adds, 8 bytes: one element after another; for a test", text);
        Assert.Contains("// scale1: y = weight·x, 168 elements", text);
    }

    [Fact]
    public void Its_forward_pass_is_correct()
    {
        TrainableNetwork network = Compile("[Network(4)] [Scale(2)] [Activate(Activation.Relu)]", batch: 1);
        network.Parameters.CopyFrom("scale1.weight", [3, -2]);
        Assert.Equal(network.Inputs.Select((x, i) => MathF.Max(0, (i < 2 ? 3 : -2) * x)), network.Answer());
    }

    [Theory]
    [InlineData(Vectors)]
    [InlineData(Images)]
    public void It_is_trained(string attributes)
    {
        TrainableNetwork network = Compile(attributes, batch: 5);
        // Different from 1, where a missing factor would not be detected.
        foreach (string name in network.Parameters.Names)
            network.Parameters.CopyFrom(name, [.. TrainableNetwork.Values(network.Parameters, name).Select((value, i) => value + 0.25f * (i % 3) - 0.2f)]);
        Dictionary<string, float[]> gradients = network.Gradients() is var block ? block.Names.ToDictionary(name => name, name => TrainableNetwork.Values(block, name)) : [];
        Assert.Contains(gradients, gradient => gradient.Key.Contains("scale") && gradient.Value.Any(value => Math.Abs(value) > 1e-3));
        foreach ((string name, float[] gradient) in gradients)
            for (int i = 0; i < gradient.Length; i++)
                Assert.Equal(Difference(network, name, i), gradient[i], 1e-3);

        float before = network.Loss();
        for (int step = 0; step < 100; step++)
            network.Descend(0.05);
        Assert.InRange(network.Loss(), 0, 0.7f * before);
    }

    /// <summary>The central difference of the loss along one parameter.</summary>
    private static float Difference(TrainableNetwork network, string name, int index)
    {
        const float Step = 1f / 64;
        float[] values = TrainableNetwork.Values(network.Parameters, name);
        float value = values[index];
        float difference = LossAt(value + Step) - LossAt(value - Step);
        LossAt(value);
        return difference / (2 * Step);

        float LossAt(float at)
        {
            values[index] = at;
            network.Parameters.CopyFrom(name, values);
            return network.Loss();
        }
    }

    private static TrainableNetwork Compile(string attributes, int batch)
    {
        using MemoryStream image = new();
        var result = ProjectOf(Net(attributes)).Generate(out _, s_registry).Compilation.Emit(image);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return TrainableNetwork.Of(Assembly.Load(image.ToArray()), "Net", batch);
    }

    private static Project ProjectOf(string source) => Project.Of(source, ScaleSource.Text);
}
