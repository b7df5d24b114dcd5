using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Dense]</c>: y = f(W·x + b).</summary>
internal sealed record DenseLayer(string? Name, int Units, Activation Activation, bool UseBias, Initializer Initializer) : UnaryLayer(Name)
{
    private const string UnitsArgument = "units";

    public static DenseLayer Parse(Arguments arguments) => new(
        arguments.Name,
        arguments.Int(UnitsArgument),
        arguments.Choice<Activation>(ActivationArgument),
        arguments.Bool("UseBias", true),
        arguments.Choice<Initializer>(InitializerArgument));

    public override string Attribute => "Dense";

    public override string DefaultName => "dense";

    public override Activation? Applied => Activation;

    public override Initializer? DrawnBy => Initializer;

    public override LayerRule Check(LayerContext at)
    {
        if (Units <= 0)
            return LayerRule.Unknown(new Finding(Rules.SizeNotPositive, at.Argument(UnitsArgument), UnitsArgument, ShapeRules.Text(Units)));
        if (Units > Bounds.SampleLength)
            return LayerRule.Unknown(new Finding(Rules.SampleTooLong, at.Argument(UnitsArgument), "an output", ShapeRules.Text(Units), ShapeRules.Text(Bounds.SampleLength)));
        // Also without the input's shape: the length of a dense layer's output is declared.
        Shape output = Output(at.Input ?? default);
        if (at.Input is not { Length: var inputs })
            return new([], output, null);
        // Both at most Bounds.SampleLength < 2²⁶, so products stay below 2⁵².
        long padded = Panels.Pad(Units);
        long rows = inputs + (UseBias ? 1 : 0);
        return new([], output, new(
            ScratchRow: LayerRule.ResultsOfLayer * padded,
            Parameters: rows * Units,
            PaddedParameters: rows * padded,
            MultiplyAdds: inputs * Units,
            SumLength: inputs,
            SizeArgument: UnitsArgument));
    }

    public override Shape Output(Shape input) => Shape.Vector(Units);

    public override Value Append(LayerBuilder to, Value x) => to.Activated(Activation, to.Flat(x), new DenseOp(Units, UseBias, Initializer, Activation));

    public override long MultiplyAdds(Shape input) => input.Length * Units;
}
