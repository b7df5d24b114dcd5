using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>Attributes → model, one row each.</summary>
public sealed class DeclarationTests
{
    public static TheoryData<string, object> LayerRows => new()
    {
        { "[Dense(3)]", Dense() },
        { "[Dense(units: 3)]", Dense() },
        { "[DenseAttribute(3)]", Dense() },
        { "[NetGen.Dense(3)]", Dense() },
        { "[global::NetGen.Dense(3)]", Dense() },
        { "[Dense(1 + 2)]", Dense() },
        { "[Dense(Size)]", Dense() },
        { "[Dense('\\u0003')]", Dense() },
        { "[Dense(3, Activation.Relu)]", Dense() with { Activation = Activation.Relu } },
        { "[Dense(activation: Activation.Step, units: 3)]", Dense() with { Activation = Activation.Step } },
        { "[Dense(3, (Activation)4)]", Dense() with { Activation = Activation.Selu } },
        { "[Dense(3, (Activation)99)]", Dense() with { Activation = (Activation)99 } },
        { "[Dense(3, Name = \"a\")]", Dense() with { Name = "a" } },
        { "[Dense(3, Name = null)]", Dense() },
        { "[Dense(3, Name = nameof(Net))]", Dense() with { Name = "Net" } },
        { "[Dense(3, UseBias = false)]", Dense() with { UseBias = false } },
        { "[Dense(3, Initializer = Initializer.Zeros)]", Dense() with { Initializer = Initializer.Zeros } },
        { "[Dense(-3, UseBias = 1 > 2, Name = \"b\" + \"c\", Initializer = Initializer.HeNormal)]", Dense() with { Units = -3, UseBias = false, Name = "bc", Initializer = Initializer.HeNormal } },
    };

    [Theory, MemberData(nameof(LayerRows))]
    public void Layers(string attribute, object layer) =>
        Assert.Equal(layer, Assert.Single(ModelOf($"[Network(1)] {attribute}").Layers).Kind);

    public static TheoryData<string, object> NetworkRows => new()
    {
        { "[Network(7)]", Of(Shape.Vector(7)) },
        { "[Network(length: 7)]", Of(Shape.Vector(7)) },
        { "[Network(2, 7)]", Of(new([2, 7])) },
        { "[Network(length: 7, channels: 2)]", Of(new([2, 7])) },
        { "[Network(1, 28, 29)]", Of(new([1, 28, 29])) },
        { "[Network(width: 29, height: 28, channels: 1)]", Of(new([1, 28, 29])) },
        { "[Network(7, Loss = Loss.Hinge)]", Of(Shape.Vector(7), Loss.Hinge, isExplicit: true) },
        { "[Network(7, Loss = Loss.MeanSquaredError)]", Of(Shape.Vector(7), isExplicit: true) },
        { "[Network(7, Precision = Precision.Int8)]", Of(Shape.Vector(7)) with { Precision = Precision.Int8 } },
        { "[Network(7, Precision = Precision.DynamicInt8)]", Of(Shape.Vector(7)) with { Precision = Precision.DynamicInt8 } },
        { "[Network(7, Unroll = Unroll.Loops)]", Of(Shape.Vector(7)) with { Unroll = Unroll.Loops } },
    };

    [Theory, MemberData(nameof(NetworkRows))]
    public void Networks(string attribute, object network) => Assert.Equal(network, ModelOf(attribute));

    [Theory]
    [InlineData("digits.safetensors", "digits.safetensors")]
    [InlineData("models/digits.safetensors", "models\\\\digits.safetensors")]
    [InlineData("models/digits.safetensors", "./models//./old/../digits.safetensors")]
    [InlineData("../../digits.safetensors", "../a/../../digits.safetensors")]
    [InlineData("/digits.safetensors", "//digits.safetensors")]
    [InlineData("o'd;d %41 $(x) größe", "o'd;d %41 $(x) größe")]
    [InlineData("", "")]
    public void Paths_are_normalised(string path, string written) => Assert.Equal(path, ModelOf($"[Network(7, Weights = \"{written}\")]").Weights);

    [Theory]
    [InlineData("[Network(1)] [Dense(1)] [Dense(2)] [Dense(3)]")]
    [InlineData("[Dense(1)] [Dense(2)] [Network(1)] [Dense(3)]")]
    [InlineData("[Dense(1), Dense(2)] [Serializable, Dense(3), Network(1)]")]
    public void Layers_apply_in_source_order(string attributes) =>
        Assert.Equal([1, 2, 3], ModelOf(attributes).Layers.Select(layer => ((DenseLayer)layer.Kind).Units));

    [Fact]
    public void Layers_on_other_partial_declarations_do_not_count()
    {
        NetworkDeclaration declaration = Parse("[Dense(1)] partial class Net; [Network(1)] [Dense(2)] partial class Net; [Dense(3)] partial class Net;");
        Assert.Equal([2], declaration.Model!.Layers.Select(layer => ((DenseLayer)layer.Kind).Units));
        Assert.Equal([new StrayLayer("Dense", StrayReason.OtherPart), new StrayLayer("Dense", StrayReason.OtherPart)], declaration.Strays);
    }

    [Theory]
    [InlineData("[Network(\"2\")]")]
    [InlineData("[Network(new int[0])]")]
    [InlineData("[Network(1, 2, 3, 4)]")]
    [InlineData("[Network(Missing)]")]
    [InlineData("[Network(int.Parse(\"1\"))]")]
    [InlineData("[Network(1)] [Network(1)]")]
    [InlineData("[Network(1)] [Dense]")]
    [InlineData("[Network(1)] [Dense(Activation.Relu)]")]
    [InlineData("[Network(1)] [Dense(1, Activation.Missing)]")]
    [InlineData("[Network(1)] [Dense(1, Name = 2)]")]
    [InlineData("[Network(1)] [Dense(null)]")]
    [InlineData("[Network(1)] [Conv2D]")]
    [InlineData("[Network(1)] [Conv2D(3)]")]
    [InlineData("[Network(1)] [Reshape]")]
    [InlineData("[Network(1)] [Dropout]")]
    [InlineData("[Network(1)] [Dropout(0.5f + \"\")]")]
    [InlineData("[Network(1)] [Activate]")]
    [InlineData("[Network(1)] [PRelu(PerChannel = 1)]")]
    public void Attributes_that_do_not_compile_give_no_model(string attributes) =>
        Assert.Null(Parse($"{attributes} partial class Net;").Model);

    [Fact]
    public void Declarations_are_equal_by_value()
    {
        const string Source = "[Network(1)] [Dense(2)] [Dense(3, Name = \"a\")] partial class Net { void Forward(int x) { } }";
        Assert.Equal(Parse(Source), Parse(Source.Replace(" [", " /* comment */ [")));
        Assert.Equal(Parse(Source).GetHashCode(), Parse(Source).GetHashCode());
        Assert.NotEqual(Parse(Source), Parse(Source.Replace("3", "4")));
        Assert.NotEqual(Parse(Source), Parse(Source.Replace("\"a\"", "\"b\"")));
        Assert.NotEqual(Parse(Source), Parse(Source.Replace("int x", "long x")));
    }

    [Theory]
    [InlineData("", "dense1, dense2, dense3")]
    [InlineData("a", "a, dense2, dense3")]
    public void Every_layer_counts_for_default_names(string name, string names)
    {
        string argument = name.Length == 0 ? "" : $", Name = \"{name}\"";
        Assert.Equal(names, string.Join(", ", LayerNames.Of(ModelOf($"[Network(1)] [Dense(1{argument})] [Dense(2)] [Dense(3)]").Layers)));
    }

    private static DenseLayer Dense() => new(null, 3, Activation.Linear, true, Initializer.Auto);

    private static NetworkModel Of(Shape input, Loss loss = Loss.MeanSquaredError, bool isExplicit = false) =>
        new(new("", [], "Net"), [new("input", input)], [], [new("output", 0, loss, isExplicit)], Unroll.Auto);
}
