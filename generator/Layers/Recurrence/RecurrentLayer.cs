using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Rnn]</c>, <c>[Lstm]</c> and <c>[Gru]</c>: the product of all frames with the weights of the inputs, then the recurrence over them, in one direction or in both.</summary>
/// <param name="Activation">Of an Rnn: Tanh or Relu. Of the others Tanh, which the range of their outputs has.</param>
internal sealed record RecurrentLayer(string? Name, CellKind Cell, int Units, Activation Activation, bool Bidirectional, Return Return, bool UseBias) : UnaryLayer(Name)
{
    private const string UnitsArgument = "units", ReturnArgument = "Return";

    public static RecurrentLayer Parse(Arguments arguments, CellKind cell) => new(
        arguments.Name,
        cell,
        arguments.Int(UnitsArgument),
        cell == CellKind.Rnn && arguments.Has(ActivationArgument) ? arguments.Choice<Activation>(ActivationArgument) : Activation.Tanh,
        arguments.Bool("Bidirectional", false),
        arguments.Choice<Return>(ReturnArgument),
        arguments.Bool("UseBias", true));

    public override string Attribute => $"{Cell}";

    public override string DefaultName => Attribute.ToLowerInvariant();

    public override Activation Range => Activation;

    public override string RangeName => Attribute;

    private int Directions => Bidirectional ? 2 : 1;

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [.. Choices(at)];
        bool isStream = at is { IsStream: true, Input: null or { Rank: 1 } };
        if (isStream)
            findings.AddRange(OverFrames(at));
        else if (RankRules.CheckLine(Attribute, at) is { } wrongRank)
            findings.Add(wrongRank);
        if (Units <= 0)
            return LayerRule.Unknown([.. findings, new(Rules.SizeNotPositive, at.Argument(UnitsArgument), UnitsArgument, ShapeRules.Text(Units))]);
        if (Bounds.Product(Directions, Units) > Bounds.SampleLength)
            return LayerRule.Unknown([.. findings, new(Rules.SampleTooLong, at.Argument(UnitsArgument), "an output", ShapeRules.Text((long)Directions * Units), ShapeRules.Text(Bounds.SampleLength))]);
        if (isStream)
            return at.Input is { } frame ? FrameRule(findings, (int)frame.Length) : new(findings, null, null);
        // Also without the input's shape: the length of a state is declared.
        Shape? output = at.Input is { Rank: 2 } known ? Output(known) : Return == Return.Last ? Output(default) : null;
        if (at.Input is not { Rank: 2 } input)
            return new(findings, output, null);
        (long units, long length, long padded, int gates, int kept) = (Units, input.Width, DenseShapes.RoundUp(Units, Limits.NarrowPanelWidth), Cell.Gates(), Cell.Kept());
        foreach ((string what, long[] extents) in ((string, long[])[])[("an output", [Directions * units, length]), ("the product of the inputs", [gates * units, length]), ("what is kept of the states", [kept * padded, length])])
            if (Bounds.Product(extents) > Bounds.SampleLength)
                return LayerRule.Unknown([.. findings, new(Rules.SampleTooLong, at.Argument(UnitsArgument), what, string.Join(" × ", extents), ShapeRules.Text(Bounds.SampleLength))]);

        // Units, channels and length are each at most Bounds.SampleLength < 2²⁶, so products of two stay below 2⁵⁷.
        long biases = UseBias ? 1 : 0, rows = input.Channels + units + 2 * biases;
        long weights = Directions * (Panels.Pad(gates * units) * (input.Channels + biases) + gates * padded * units + biases * (Panels.Pad(gates * units) + Limits.NarrowPanelWidth));
        return new(findings, output, new(
            // Of each direction the products, their gradients twice, and what is kept; the states, their gradients, and the last of both.
            ScratchRow: Directions * length * (3 * gates * units + kept * padded + 4 * units) + Directions * 4 * (padded + Limits.NarrowPanelWidth),
            Parameters: Directions * gates * units * rows,
            PaddedParameters: weights,
            MultiplyAdds: MultiplyAdds(input),
            SumLength: input.Channels,
            SizeArgument: UnitsArgument,
            TrainingScratch: weights + Directions * gates * units * (padded + Panels.Pad(input.Channels)) + Directions * (gates * units + 2 * padded + Limits.PanelWidth)));
    }

    public override Shape Output(Shape input) => input.Rank == 1 && Return != Return.Last ? Shape.Vector(Units) : Return == Return.Last ? Shape.Vector(Directions * Units) : new([Directions * Units, input.Width]);

    public override Value Append(LayerBuilder to, Value x)
    {
        Value line = to.Shaped(x);
        if (line.Shape.Rank == 1)
            return AppendToFrames(to, line);
        FrameProduct[] products = [.. Enumerable.Range(0, Directions).Select(direction => new FrameProduct(line.Shape.Width, Cell, Units, direction == 1, UseBias))];
        Recurrence recurrence = new(Cell, Units, Bidirectional, UseBias, Activation == Activation.Relu);
        Value[] gates = new Value[Directions];
        EquatableArray<TensorSpec> recurrent = recurrence.Tensors([]);
        int each = recurrent.Count / Directions;
        for (int direction = 0; direction < Directions; direction++)
        {
            // PyTorch's order: both weights, then both biases.
            EquatableArray<TensorSpec> own = products[direction].Tensors([line.Shape]);
            for (int i = 0; i < each; i++)
                to.Declare([own[i], recurrent[direction * each + i]]);
        }
        for (int direction = 0; direction < Directions; direction++)
            gates[direction] = to.Add(products[direction], ValueRole.Product, line);
        return Return == Return.Last
            ? to.Add(new LastStates(Units, Bidirectional), to.Add(recurrence, ValueRole.States, gates))
            : to.Add(recurrence, gates);
    }

    public override long MultiplyAdds(Shape input) => input.Rank == 1
        ? (long)Cell.Gates() * Units * (input.Length + Units)
        : (long)Directions * Cell.Gates() * Units * (input.Channels + Units) * input.Width;

    /// <summary>The same over the frames of a stream: the product of a block of frames, then the recurrence.</summary>
    private Value AppendToFrames(LayerBuilder to, Value x)
    {
        (FrameDense product, FrameRecurrence recurrence) = (new(Cell, Units, UseBias), new(Cell, Units, UseBias, Activation == Activation.Relu));
        EquatableArray<TensorSpec> own = product.Tensors([x.Shape]), recurrent = recurrence.Tensors([]);
        for (int i = 0; i < own.Count; i++)
            to.Declare([own[i], recurrent[i]]);
        return to.Add(recurrence, to.Add(product, ValueRole.Product, x));
    }

    private LayerRule FrameRule(IReadOnlyList<Finding> findings, int inputs)
    {
        (long units, long padded, int gates, int kept) = (Units, DenseShapes.RoundUp(Units, Limits.NarrowPanelWidth), Cell.Gates(), Cell.Kept());
        long biases = UseBias ? 1 : 0;
        long weights = Panels.Pad(gates * units) * (inputs + biases) + gates * padded * units + biases * (Panels.Pad(gates * units) + Limits.NarrowPanelWidth);
        return new(findings, Shape.Vector(Units), new(
            // The products, their gradients twice, and what is kept; the states and their gradients.
            ScratchRow: 3 * gates * units + kept * padded + 4 * units,
            Parameters: gates * units * (inputs + units + 2 * biases),
            PaddedParameters: weights,
            MultiplyAdds: gates * units * (inputs + units),
            SumLength: inputs,
            SizeArgument: UnitsArgument,
            TrainingScratch: weights + gates * units * (padded + Panels.Pad(inputs))));
    }

    /// <summary>What a stream, which has no end, can't have.</summary>
    private IEnumerable<Finding> OverFrames(LayerContext at)
    {
        if (Bidirectional)
            yield return new(Rules.NotOverFrames, at.Argument("Bidirectional"), $"a bidirectional {Attribute}", "a stream has no last frame to begin with; remove it, or make the whole window one sample of channels × length");
        if (Return == Return.Last)
            yield return new(Rules.NotOverFrames, at.Argument(ReturnArgument), "Return.Last", $"every frame has an output; write {at.Notation.Layer("LastFrame")} as the last layer");
    }

    private IEnumerable<Finding> Choices(LayerContext at)
    {
        if (ChoiceRules.Check(Return, at.Argument(ReturnArgument)) is { } undefined)
            yield return undefined;
        if (Activation is not (Activation.Tanh or Activation.Relu))
            yield return new(Rules.CellActivation, at.Argument(ActivationArgument), $"{Activation}") { Proposals = ["Activation.Tanh", "Activation.Relu"] };
    }
}

/// <summary>The kinds of recurrent cells.</summary>
internal enum CellKind
{
    Rnn,
    Lstm,
    Gru,
}

internal static class CellKinds
{
    /// <summary>The computation of a frame, for sentences.</summary>
    public static string Formula(this CellKind cell, int units, bool useBias, bool isRelu) => cell == CellKind.Rnn
        ? $"{(isRelu ? "relu" : "tanh")}(y + W·h{(useBias ? " + b" : "")}) of {units} units"
        : $"{cell.ToString().ToUpperInvariant()} of {units} units";

    /// <summary>The last arguments of the runtime's kernels: the function, where a cell has a choice.</summary>
    public static EquatableArray<Argument> Options(this CellKind cell, bool isRelu) => cell == CellKind.Rnn ? [isRelu ? 1 : 0] : [];

    /// <summary>Gates of a unit: sums of products, in PyTorch's order.</summary>
    public static int Gates(this CellKind cell) => cell switch { CellKind.Rnn => 1, CellKind.Lstm => 4, _ => 3 };

    /// <summary>Elements that are kept of a unit in every frame for the derivative.</summary>
    public static int Kept(this CellKind cell) => cell switch { CellKind.Rnn => 0, CellKind.Lstm => 6, _ => 4 };

    /// <summary>Elements of a unit's state.</summary>
    public static int State(this CellKind cell) => cell == CellKind.Lstm ? 2 : 1;

    /// <summary>Whether the gradients of the recurrent products differ from those of the products of the inputs.</summary>
    public static bool HasOwnRecurrentGradient(this CellKind cell) => cell == CellKind.Gru;
}
