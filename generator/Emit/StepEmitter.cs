using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using static NetGen.Generator.Emit.ScratchText;

namespace NetGen.Generator.Emit;

/// <summary>Writes steps in order: over a block of samples, or over one.</summary>
internal sealed class StepEmitter(CodeWriter writer, bool isBlock)
{
    /// <summary>Consecutive steps that take one sample at a time share a loop, so that each finds the last one's results in the nearest cache.</summary>
    public void Emit(IReadOnlyList<Step> steps)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            if (!isBlock || !steps[i].IsPerSample)
            {
                Emit(steps[i]);
                continue;
            }
            using (writer.Block("for (int row = 0; row < rows; row++)"))
                for (; i < steps.Count && steps[i].IsPerSample; i++)
                    Emit(steps[i]);
            i--;
        }
    }

    private void Emit(Step step)
    {
        if (step.Sentence.Length > 0)
            writer.Line($"// {step.Sentence}");
        switch (step)
        {
            case Step.Dense s:
                writer.Line(isBlock
                    ? $"{s.Layer.Identifier}Forward<T>({At(s.X)}, {At(s.Y)}, ref w, rows);"
                    : $"{s.Layer.Identifier}Sample<T>({At(s.X)}, {At(s.Y)}, ref w);");
                break;
            case Step.Activate s:
                EmitActivate(s);
                break;
            case Step.ActivateGradient s:
                EmitActivateGradient(s);
                break;
            case Step.WeightGradient s:
                writer.Line($"{s.Layer.Identifier}WeightGradient<T>({At(s.X)}, {At(s.Gradient)}, ref w, ref g, rows, 0, {s.Layer.Units}, 0, {s.Layer.Inputs}, step, accumulate);");
                break;
            case Step.BiasGradient s:
                writer.Line($"SumColumns<T>({At(s.Gradient)}, {s.Gradient.Stride}, ref At(ref w, {s.Layer.Bias!.Identifier}), ref At(ref g, {s.Layer.Bias.Identifier}), {s.Layer.Units}, rows, step, accumulate);");
                break;
            case Step.InputGradient s:
                writer.Line($"{s.Layer.Identifier}InputGradient<T>({At(s.Gradient)}, {At(s.XGradient)}, ref w, ref scratch, rows);");
                break;
            case Step.ClearPadding { Gradient: var place }:
                writer.Line($"ClearPadding({At(place)}, {place.Length}, {place.Stride}, rows);");
                break;
            case Step.Spread { Layer: var c, Back: var back } s:
                writer.Line($"GroupedConvolutions.{(back ? "Gather" : "Spread")}({Row(s.From)}, {Row(s.To)}, {c.X.Size / c.X.Channels}, {c.X.Channels}, {c.Filters}, {c.Groups});");
                break;
            case Step.Convolve s:
                writer.Line($"{s.Layer.Identifier}Forward<T>({Row(s.X)}, {Row(s.Y)}, ref w{(s.Scale is null || s.Shift is null ? "" : $", {At(s.Scale)}, {At(s.Shift)}")});");
                break;
            case Step.ConvolutionGradient s:
                writer.Line($"{s.Layer.Identifier}WeightGradient<T>({Row(s.X)}, {Row(s.Gradient)}, {At(s.Sums)});");
                if (s.BiasSums is not null)
                    writer.Line($"Convolutions.SumPixels<T>({Row(s.Gradient)}, {At(s.BiasSums)}, {GridText(s.Layer.Y)});");
                break;
            case Step.Turn { Layer: var c, Turned: var turned }:
                writer.Line($"Convolutions.Turn(ref At(ref w, {c.Weight.Identifier}), {At(turned)}, {c.Height.Kernel * c.Runs}, {c.Run}, {c.Filters}, {c.PanelWidth});");
                break;
            case Step.ConvolutionInputGradient { Layer.Groups: > 1 } s:
                writer.Line($"Grids.Clear({Row(s.XGradient)}, {s.Layer.InputLength});");
                writer.Line($"GroupedConvolutions.InputGradient<T>({Row(s.Gradient)}, {Row(s.XGradient)}, ref At(ref w, {s.Layer.Weight.Identifier}), {Taps(s.Layer)});");
                break;
            case Step.ConvolutionInputGradient s:
                writer.Line($"{s.Layer.Identifier}InputGradient<T>({Row(s.Gradient)}, {Row(s.XGradient)}, {At(s.Turned!)});");
                break;
            case Step.Pool s:
                writer.Line($"{s.Layer.Identifier}Forward<T>({Row(s.X)}, {Row(s.Y)});");
                break;
            case Step.PoolGradient s:
                writer.Line(s.Layer.Kind == PoolKind.Max
                    ? $"{s.Layer.Identifier}Gradient<T>({Row(s.X)}, {Row(s.Y)}, {Row(s.Gradient)}, {Row(s.XGradient)});"
                    : $"{s.Layer.Identifier}Gradient<T>({Row(s.Gradient)}, {Row(s.XGradient)});");
                break;
            case Step.ToChannelsLast s:
                writer.Line($"Grids.ToChannelsLast({Row(s.X)}, {Row(s.Y)}, {GridText(s.Y.Grid)});");
                break;
            case Step.ToChannelsFirst s:
                writer.Line($"Grids.ToChannelsFirst({Row(s.X)}, {Row(s.Y)}, {GridText(s.X.Grid)});");
                break;
            case Step.Call s:
                writer.Line($"{s.Routine}({string.Join(", ", s.Arguments.Select(argument => Text(argument, s.Once)))});");
                break;
            case Step.Clear { Sums: var sums, Length: var length }:
                writer.Line($"Grids.Clear({At(sums)}, {length});");
                break;
            case Step.Deliver s:
                EmitDeliver(s.Tensor, At(s.Sums));
                break;
            default:
                throw new NotSupportedException($"{step} has no text.");
        }
    }

    private string Text(Argument argument, bool once) => argument switch
    {
        Argument.At { Place: var place } => once ? At(place) : Row(place),
        Argument.Shape { Grid: var grid } => GridText(grid),
        Argument.Parameter { Tensor: var tensor } => $"ref At(ref w, {tensor.Identifier})",
        Argument.Integer { Value: var number } => $"{number}",
        Argument.Bits { Value: var bits } => $"{bits}u",
        Argument.Real { Value: var number } => Number(number),
        Argument.Rows => "rows",
        Argument.Batch => "batch",
        Argument.Draw { Layer: var layer } => $"batch.Draw({layer}, row)",
        Argument.RowSums { Norm: var norm } => $"ref batch.Row({norm}, row)",
        Argument.Statistics { Norm: var norm } => $"ref batch.Of({norm})",
        _ => throw new NotSupportedException($"{argument} has no text."),
    };

    /// <summary>A literal that reads back as the same float.</summary>
    public static string Number(double number) => ((float)number).ToString("R", CultureInfo.InvariantCulture) + "f";

    private static string GridText(Grid grid) => $"new Grid({grid.Channels}, {grid.Height}, {grid.Width}, {grid.Pitch}, {grid.Origin})";

    /// <summary>A sample's part of a place: where one sample is all, the whole.</summary>
    private string Row(Place place) => isBlock ? ScratchText.Row(place) : At(place);

    private static string Taps(ConvolutionPlan c) =>
        $"new Taps({c.Filters}, {c.Depth}, {c.Height.Kernel}, {c.Width.Kernel}, {c.Height.Dilation * c.RowLength}, {c.Width.Dilation * c.PixelLength}, {c.Rows}, {c.Columns}, {c.Height.Stride * c.RowLength}, {c.Width.Stride * c.PixelLength}, {c.Y.Pitch}, {c.Y.Origin}, {c.PanelWidth})";

    private void EmitActivate(Step.Activate s)
    {
        if (s.Kind.IsRowWise())
        {
            if (isBlock)
                writer.Line($"for (int row = 0; row < rows; row++)\n    Rows.{s.Kind}<T>({Row(s.X)}, {Row(s.Y)}, {s.X.Length});");
            else
                writer.Line($"Rows.{s.Kind}<T>({At(s.X)}, {At(s.Y)}, {s.X.Length});");
            return;
        }
        OverNumbers(s.Apart, s.X.Grid.Size, s.X, s.Y, (x, y) => $"T.Store(Activations.{s.Kind}(T.Load({x}, i)), {y}, i);");
    }

    /// <summary>A statement for every vector of two places: of one sample, or of a whole block, row by row where their rows have different lengths.</summary>
    private void OverNumbers(bool perSample, int size, Place first, Place second, Func<string, string, string> statement)
    {
        if (perSample || !isBlock)
            writer.Line($"for (int i = 0; i < {size}; i += T.Count)\n    {statement(Row(first), Row(second))}");
        else if (first.Stride == second.Stride)
            writer.Line($"for (int i = 0; i < rows * {first.Stride}; i += T.Count)\n    {statement(At(first), At(second))}");
        else
            writer.Line($"for (int row = 0; row < rows; row++)\n    for (int i = 0; i < {size}; i += T.Count)\n        {statement(Row(first), Row(second))}");
    }

    private void EmitActivateGradient(Step.ActivateGradient s)
    {
        if (s.Kind.IsRowWise())
        {
            writer.Line($"for (int row = 0; row < rows; row++)\n    Rows.{s.Kind}Gradient<T>({Row(s.Values)}, {Row(s.Gradient)}, {Row(s.Gradient)}, {s.Gradient.Length});");
            return;
        }
        OverNumbers(s.Apart, s.Gradient.Grid.Size, s.Values, s.Gradient, (values, gradient) => $"T.Store(T.Load({gradient}, i) * Activations.{s.Kind}Gradient(T.Load({values}, i)), {gradient}, i);");
    }

    /// <summary>What vectors left behind the last filter must not reach the parameters' padding.</summary>
    private void EmitDeliver(TensorPlan tensor, string sums)
    {
        int width = tensor.PanelWidth == 0 ? DenseShapes.RoundUp(tensor.Length, Limits.NarrowPanelWidth) : tensor.PanelWidth;
        int used = tensor.PanelWidth == 0 ? tensor.Length : tensor.Shape[0] % width, rows = tensor.PanelWidth == 0 ? 1 : tensor.Length / ((tensor.Shape[0] + width - 1) / width) / width;
        if (used % width != 0)
            writer.Line($"ClearPadding(ref At({sums}, {(tensor.PanelWidth == 0 ? 0 : tensor.Length - rows * width)}), {used}, {width}, {rows});");
        writer.Line($"Deliver<T>({sums}, ref At(ref w, {tensor.Identifier}), ref At(ref g, {tensor.Identifier}), {(tensor.PanelWidth == 0 ? width : tensor.Length)}, step, accumulate);");
    }
}
