using System;
using System.Globalization;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Dropout]</c>.</summary>
internal sealed record DropoutLayer(string? Name, double Rate) : UnaryLayer(Name)
{
    private const string RateArgument = "rate";

    public static DropoutLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Double(RateArgument));

    public override string Attribute => "Dropout";

    public override string DefaultName => "dropout";

    public override Effect Effect => Rate == 0 ? Effect.Keeps : Effect.Drops;

    public override LayerRule Check(LayerContext at) => LayerRule.Elementwise(this, at, HasRate ? [] : [new(Rules.RateOutOfRange, at.Argument(RateArgument), NumberText.Of(Rate))]);

    public override Finding? CheckAsOutput(LayerContext at, string name) => HasRate && Rate > 0 ? new(Rules.DropsOutputs, at.Layer, name) : null;

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x) =>
        Rate == 0 ? to.Shaped(x) : to.Add(new Dropout(to.Index, Rate), to.Owned(to.Shaped(x)));

    public override CodeShape CodeWithoutKernels => Dropout.InTraining;

    /// <summary>Whether the rate is a probability less than 1, which NaN isn't.</summary>
    private bool HasRate => Rate is >= 0 and < 1;
}

/// <summary>y = x with some elements zeroed and the others scaled up, in training; else x.</summary>
/// <param name="Index">The layer's index among all layers, from which its random draws follow.</param>
internal sealed record Dropout(int Index, double Rate) : Op
{
    public static CodeShape InTraining { get; } = new("elements in lanes", "off outside training");

    /// <summary>The threshold of 2³² below which a unit's random bits drop it.</summary>
    private Argument Threshold => new Argument.Bits((uint)Math.Floor(Rate * 4294967296.0));

    /// <summary>The factor of the other elements.</summary>
    private double Scale => 1 / (1 - Rate);

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new Gradient(node.X.Shape, this), to.Of(node.Y)!);

    public override CodeShape? Code => InTraining;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y) = (to.Packed(node.X), to.At(node.Y));
        to.Add(to.Mode == Mode.Inference
            ? new RuntimeCall("Grids.Copy", [Argument.In(x), Argument.Out(y), y.Grid], Scope.Sample, $"{node.Layer}: y = x, {node.X.Length} elements")
            : new RuntimeCall("Dropouts.Apply<T>", [Argument.In(x), Argument.Out(y), y.Grid, new Argument.Draw(Index), Threshold, Scale], Scope.Sample,
                $"{node.Layer}: y = 0 for {(100 * Rate).ToString("0.##", CultureInfo.InvariantCulture)} % of {node.X.Length} elements, else x / {(1 - Rate).ToString("R", CultureInfo.InvariantCulture)}"));
        to.ClearBorder(node.Y);
    }

    private sealed record Gradient(Shape Of, Dropout Forward) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location dy, Location dx) = (to.At(node.X), to.PackedPlace(node.Y));
            to.Add(new RuntimeCall("Dropouts.Gradient<T>", [Argument.In(dy), Argument.Out(dx), dy.Grid, new Argument.Draw(Forward.Index), Forward.Threshold, Forward.Scale], Scope.Sample,
                $"{node.Layer}: ∂x = 0 where y was zeroed, else scaled as y"));
            to.Unpack(dx, node.Y);
            to.ClearPadding(node.Y);
        }
    }
}
