using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A convolution of one sample.</summary>
/// <param name="Scale">The scale of a batch normalisation in the epilogue.</param>
/// <param name="Shift">Its shift.</param>
/// <param name="Added">What is added to the results in the epilogue.</param>
internal sealed record ConvolveKernel(Owner Of, ConvolutionPlan Plan, TensorPlan Weight, Location X, Location Y, Location? Scale, Location? Shift, Location? Added, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [Read(X), Write(Y), .. new[] { Scale, Shift, Added, Decoded }.OfType<Location>().Select(Read)];

    public override Scope Scope => Scope.Sample;

    /// <summary>The weights and biases as floats; null where they are stored as floats.</summary>
    public Location? Decoded { get; init; }

    /// <summary>Whether it is a part of a larger layer, which has a row of its own.</summary>
    public bool IsPart { get; init; }

    public override string? Layer => IsPart ? null : Of.Name;

    public override CodeShape? Shape(Body.OutputsInLanes body) => Plan.IsGeneral ? Target.GeneralCode with { Code = Sentences.Of(Weight.Precision) + Target.GeneralCode.Code }
        : Plan.ColumnTile is null && Plan.IsInferenceOnly && body.Training is not null ? null
        : Plan.ColumnTile is { } tile ? new($"{Sentences.Of(Weight.Precision)}columns in lanes, {tile.Height} × {tile.Vectors} tiles of filters{(body.Training is null ? "" : ", in inference; filters in lanes in training")}", $"{Offsets.Plural(Plan.Filters, "filter")} would leave lanes empty")
        : new($"{Sentences.Of(Weight.Precision)}filters in lanes, {string.Join(" and ", Plan.Tiles.Select(tiles => $"{tiles.Widest.Max()} × {tiles.Vectors}"))} tiles of pixels", $"{Plan.Terms} terms a sum, {(Plan.IsStraightLine(Plan.Tiles[0].Widest.Max(), Plan.Tiles[0].Vectors) ? "a kernel's row written out" : "in loops")}{Groups}");

    /// <summary>The description of groups.</summary>
    private string Groups => Plan.Groups == 1 || Plan.IsDepthwise ? ""
        : Plan.IsSliced ? $"; each group a convolution over its {Offsets.Plural(Plan.Depth, "channel")}"
        : $"; each filter's channels spread into its lane, since a group has fewer than {Limits.SlicedFilters} filters";

    public override void Call(CallWriter to)
    {
        string weights = Decoded is null ? to.Parameter(Weight) : to.At(Decoded);
        if (Plan.IsGeneral)
        {
            to.Line($"GeneralConvolutions.Forward<T>({to.Row(X)}, {to.Row(Y)}, {weights}, {(Plan.HasBias ? "true" : "false")}, {to.Number(Plan.Together)}, {Plan.TapsText(to)});");
            return;
        }
        Definition methods = Plan.ColumnTile is { } tile ? new ColumnsInLanes(Plan, tile) : new FiltersInLanes(Plan);
        to.Line($"{to.Request(methods, Of)}<T>({to.Row(X)}, {to.Row(Y)}, {weights}{(Scale is null || Shift is null ? "" : $", {to.At(Scale)}, {to.At(Shift)}")}{(Added is null ? "" : $", {to.Row(Added)}")});");
    }
}

/// <summary>Spreads every filter's channels into its own lane, for a grouped convolution; or back, for gradients.</summary>
internal sealed record SpreadKernel(ConvolutionPlan Plan, Location From, Location To, bool Back) : Kernel("")
{
    public override EquatableArray<Use> Uses => [Read(From), Write(To)];

    public override Scope Scope => Scope.Sample;

    public override void Call(CallWriter to) =>
        to.Line($"GroupedConvolutions.{(Back ? "Gather" : "Spread")}({to.Row(From)}, {to.Row(To)}, {to.Number(Plan.X.Size / Plan.X.Channels)}, {to.Number(Plan.X.Channels)}, {to.Number(Plan.Filters)}, {to.Number(Plan.Groups)});");
}

/// <summary>Sums of a convolution's weight and bias gradients, sample by sample.</summary>
internal sealed record ConvolutionParameterGradient(Owner Of, ConvolutionPlan Plan, Location X, Location Gradient, Location Sums, Location? BiasSums, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => BiasSums is null ? [Read(X), Read(Gradient), Update(Sums)] : [Read(X), Read(Gradient), Update(Sums), Update(BiasSums)];

    public override Scope Scope => Scope.Sample;

    public override void Call(CallWriter to)
    {
        to.Line(Plan.IsGeneral
            ? $"GeneralConvolutions.WeightGradient<T>({to.Row(X)}, {to.Row(Gradient)}, {to.At(Sums)}, {to.Number(Plan.Together)}, {Plan.TapsText(to)});"
            : $"{to.Request(new ConvolutionWeightGradientMethods(Plan), Of)}<T>({to.Row(X)}, {to.Row(Gradient)}, {to.At(Sums)});");
        if (BiasSums is not null)
            to.Line($"Convolutions.SumPixels<T>({to.Row(Gradient)}, {to.At(BiasSums)}, {to.Text(Plan.Y)});");
    }
}

/// <summary>Transposes a convolution's weights, so that inputs are in lanes.</summary>
internal sealed record TransposeWeights(ConvolutionPlan Plan, TensorPlan Weight, Location Transposed, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [Write(Transposed)];

    public override void Call(CallWriter to) =>
        to.Line($"Convolutions.Transpose({to.Parameter(Weight)}, {to.At(Transposed)}, {to.Number(Plan.Height.Kernel * Plan.Runs)}, {to.Number(Plan.Run)}, {to.Number(Plan.Filters)}, {to.Number(Plan.PanelWidth)});");
}

/// <summary>The gradients of a convolution's inputs.</summary>
/// <param name="Transposed">The weights with inputs in lanes; null where lanes are outputs as well as inputs.</param>
internal sealed record ConvolutionInputGradient(Owner Of, ConvolutionPlan Plan, TensorPlan Weight, Location Gradient, Location XGradient, Location? Transposed, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => Transposed is null ? [Read(Gradient), Write(XGradient)] : [Read(Gradient), Write(XGradient), Read(Transposed)];

    public override Scope Scope => Scope.Sample;

    public override void Call(CallWriter to)
    {
        if (Transposed is not null)
        {
            to.Line(Plan.IsGeneral
                ? $"GeneralConvolutions.InputGradient<T>({to.Row(Gradient)}, {to.Row(XGradient)}, {to.At(Transposed)}, {to.Number(Plan.Together)}, {Plan.TapsText(to)}, new InputTaps({string.Join(", ", Plan.InputTaps.Select(to.Number))}));"
                : $"{to.Request(new ConvolutionInputGradientMethods(Plan), Of)}<T>({to.Row(Gradient)}, {to.Row(XGradient)}, {to.At(Transposed)});");
            return;
        }
        to.Line($"Grids.Clear({to.Row(XGradient)}, {to.Number(Plan.InputLength - Plan.InputSkipped)});");
        to.Line($"GroupedConvolutions.InputGradient<T>({to.Row(Gradient)}, {to.Row(XGradient)}, {to.Parameter(Weight)}, {Plan.TapsText(to)});");
    }
}
