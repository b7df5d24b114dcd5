using System;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>The four operators.</summary>
internal enum ArithmeticKind
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// <summary>An operator between two values, element by element, or between a value and a constant.</summary>
/// <param name="Constant">The constant operand; null where both are values.</param>
/// <param name="IsReversed">Whether the constant is the left operand.</param>
internal sealed record ArithmeticLayer(string? Name, ArithmeticKind Kind, double? Constant, bool IsReversed) : Layer(Name)
{
    public static ArithmeticLayer Parse(Arguments arguments, ArithmeticKind kind) =>
        new(arguments.Name, kind, arguments.Has("constant") ? arguments.Double("constant") : null, arguments.Bool("isReversed", false));

    public override string Attribute => $"{Kind}";

    public override string DefaultName => $"{Kind}".ToLowerInvariant();

    public override LayerRule Check(LayerContext at)
    {
        if (at.Inputs.Any(input => input is null))
            return LayerRule.Unknown();
        EquatableArray<Shape> shapes = [.. at.Inputs.OfType<Shape>()];
        if (Constant is null && Broadcast(shapes[0], shapes[1]) is null)
            return LayerRule.Unknown(new Finding(Rules.ShapesDoNotBroadcast, at.Layer, $"The {Noun}", $"{shapes[0]}", $"{shapes[1]}"));
        return AxisRules.Fitting(Output(shapes), [.. shapes, Output(shapes), Output(shapes)]);
    }

    public override Shape Output(EquatableArray<Shape> inputs) => Constant is null ? Broadcast(inputs[0], inputs[1])!.Value : inputs[0];

    public override Value Append(LayerBuilder to, EquatableArray<Value> inputs)
    {
        Value[] operands = [.. inputs.Select((input, i) => to.Owned(to.Shaped(input, i)))];
        if (Constant is { } constant)
            return to.Add(new ArithmeticWithConstant(Kind, constant, IsReversed), operands[0]);
        Shape shape = Output([.. operands.Select(operand => operand.Shape)]);
        return to.Add(new Arithmetic(Kind), [.. operands.Select(operand => Expanded(to, operand, shape))]);
    }

    private static Value Expanded(LayerBuilder to, Value operand, Shape shape) =>
        operand.Shape == shape ? operand : to.Add(new Gather(AxisMap.Broadcast(operand.Shape, shape)), operand);

    private string Noun => Kind switch
    {
        ArithmeticKind.Add => "sum",
        ArithmeticKind.Subtract => "difference",
        ArithmeticKind.Multiply => "product",
        _ => "quotient",
    };

    /// <summary>The shape to which two are broadcast; null if there is none.</summary>
    private static Shape? Broadcast(Shape a, Shape b)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        int[] extents = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            (int first, int second) = (Extent(a, i - rank + a.Rank), Extent(b, i - rank + b.Rank));
            if (first != second && first != 1 && second != 1)
                return null;
            extents[i] = Math.Max(first, second);
        }
        return new(new(extents));
    }

    private static int Extent(Shape shape, int axis) => axis < 0 ? 1 : shape.Extents[axis];
}
