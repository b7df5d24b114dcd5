using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>Names of inputs and outputs that the members of a class with several can't have, and those members themselves.</summary>
public sealed class ValueNameTests
{
    [Theory]
    [InlineData("image sensors", "action value", null)]
    [InlineData("x", "y z", null)]
    [InlineData("x", "x y", "'x' can't name an output of 'Net': it is the name of an input; write another name")]
    [InlineData("image Image", "y", "'Image' can't name an input of 'Net': its constants would be those of 'image'; write another name")]
    [InlineData("a length", "y", "'length' can't name an input of 'Net': 'Length' is a member of Inputs; write another name")]
    [InlineData("a", "Offset y", "'Offset' can't name an output of 'Net': 'Offset' is a member of Outputs; write another name")]
    [InlineData("a inputs", "y", "'inputs' can't name an input of 'Net': 'Inputs' is a member of Inputs; write another name")]
    [InlineData("a outputs", "inputs y", null)]
    // One of each has no members of its name.
    [InlineData("length", "length", null)]
    public void A_name_that_is_taken_is_an_error(string inputs, string outputs, string? message)
    {
        Finding? finding = ValueNameRules.Check(Model(inputs, outputs)).SingleOrDefault();
        Assert.Equal(message, finding is null ? null : string.Format(System.Globalization.CultureInfo.InvariantCulture, finding.Rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), [.. finding.Arguments]));
    }

    [Fact]
    public void Members_by_name_belong_to_classes_of_several_values()
    {
        const string Spans = "System.ReadOnlySpan<float>, System.ReadOnlySpan<float>, System.Span<float>";
        Assert.Equal([$"Forward({Spans})", $"Forward({Spans}, NetGen.Workspace)", "Inputs", "Outputs"], Added(Model("a b", "y")));
        Assert.Empty(Added(Model("a", "y")));
        Assert.Equal(["Backward(System.ReadOnlySpan<float>, System.ReadOnlySpan<float>, System.Span<float>, NetGen.Workspace)"], Added(Model("a", "y") with { InputGradients = true }));
    }

    [Fact]
    public void Without_a_loss_there_is_nothing_to_train_on()
    {
        NetworkModel model = Model("a", "y z");
        string[] lost = [.. GeneratedMembers.Of(null).Except(GeneratedMembers.Of(model with { Outputs = [.. model.Outputs.Select(output => output with { Loss = null })] })).Select(member => member.Name)];
        Assert.Equal(["ComputeGradients", "Descend", "ComputeShardGradients", "ComputeLoss"], lost);
    }

    private static IEnumerable<string> Added(NetworkModel model) => GeneratedMembers.Of(model).Except(GeneratedMembers.Of(null)).Select(member => member.ToString()).Order(StringComparer.Ordinal);

    private static NetworkModel Model(string inputs, string outputs)
    {
        NetworkModel chain = ModelOf("[Network(3)] [Dense(2)]");
        DeclaredInput[] named = [.. inputs.Split(' ').Select(name => new DeclaredInput(name, Shape.Vector(3)))];
        return chain with
        {
            Inputs = new(named),
            Layers = [chain.Layers[0]],
            Outputs = [.. outputs.Split(' ').Select(name => new DeclaredOutput(name, named.Length, Loss.MeanSquaredError, true))],
        };
    }
}
