using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Copies the outputs from scratch to the caller, one after another.</summary>
internal sealed record CopyOutputs(EquatableArray<Location> Outputs) : Kernel("")
{
    public override EquatableArray<Use> Uses => [.. Outputs.Select(Read)];

    public override void Call(CallWriter to)
    {
        int offset = 0;
        foreach (Location output in Outputs)
        {
            string length = Outputs.Count == 1 ? to.OutputLength : $"{output.Length}";
            if (to is { IsBlock: true, Stream.GivesLastFrame: true })
                to.Line($"CopyRows(ref Unsafe.Add({to.At(output)}, (rows - 1) * {to.StrideOf(output)}), {to.StrideOf(output)}, ref y, {length}, {length}, 1);");
            else
                to.Line($"CopyRows({to.At(output)}, {(to.IsBlock ? $"{to.StrideOf(output)}" : length)}, {(offset == 0 ? "ref y" : $"ref Unsafe.Add(ref y, {offset})")}, {to.OutputLength}, {length}, {(to.IsBlock ? "rows" : "1")});");
            offset += output.Length;
        }
    }
}

/// <summary>Copies the caller's gradients of the outputs to scratch.</summary>
internal sealed record CopyOutputGradients(EquatableArray<Location> Gradients) : Kernel("")
{
    public override EquatableArray<Use> Uses => [.. Gradients.Select(Write)];

    public override void Call(CallWriter to)
    {
        int offset = 0;
        foreach (Location gradient in Gradients)
        {
            int stride = to.StrideOf(gradient);
            bool isLast = to.Stream is { GivesLastFrame: true };
            if (isLast)
                to.Line($"Grids.Clear({to.At(gradient)}, rows * {stride});\nif (skipped < rows)\n    CopyRows(ref dy, {to.OutputLength}, ref Unsafe.Add({to.At(gradient)}, skipped * {stride}), {stride}, {to.OutputLength}, 1);");
            else
                to.Line($"CopyRows({(offset == 0 ? "ref dy" : $"ref Unsafe.Add(ref dy, {offset})")}, {to.OutputLength}, {to.At(gradient)}, {stride}, {(Gradients.Count == 1 ? to.OutputLength : $"{gradient.Length}")}, rows);");
            if (gradient.Length != stride && !isLast)
                to.Line($"ClearPadding({to.At(gradient)}, {gradient.Length}, {stride}, rows);");
            offset += gradient.Length;
        }
    }
}

/// <summary>Copies the gradients of the inputs from scratch to the caller, one after another.</summary>
/// <param name="Gradients">Those of each input; null for an input that no output depends on.</param>
/// <param name="Lengths">Elements of each input.</param>
internal sealed record CopyInputGradients(EquatableArray<Location?> Gradients, EquatableArray<int> Lengths) : Kernel("")
{
    public override EquatableArray<Use> Uses => [.. Gradients.OfType<Location>().Select(Read)];

    public override void Call(CallWriter to)
    {
        int offset = 0;
        for (int i = 0; i < Gradients.Count; offset += Lengths[i++])
            if (Gradients[i] is { } gradient)
                to.Line($"CopyRows({to.At(gradient)}, {to.StrideOf(gradient)}, ref Unsafe.Add(ref dx, {offset}), InputLength, {Lengths[i]}, rows);");
            else
                to.OverRows($"Grids.Clear(ref Unsafe.Add(ref dx, row * InputLength + {offset}), {Lengths[i]});");
    }
}

/// <summary>Zeroes the padding after a vector's gradient, which must not reach the parameters' padding.</summary>
internal sealed record ClearPadding(Location Gradient) : Kernel("")
{
    public override EquatableArray<Use> Uses => [Update(Gradient)];

    public override void Call(CallWriter to) => to.Line($"ClearPadding({to.At(Gradient)}, {to.Number(Gradient.Length)}, {to.Stride(Gradient)}, rows);");
}

/// <summary>Combines a batch normalisation's sums over the samples into statistics of the batch, which the runtime does.</summary>
internal sealed record CombineSums(BatchStatistics Statistics) : Kernel("")
{
    public override EquatableArray<Use> Uses => [];

    public override Scope Scope => Scope.Batch;

    public override bool DependsOnBatch => true;

    public override void Call(CallWriter to) { }
}

/// <summary>A batch normalisation, as the runtime needs it to combine its sums.</summary>
/// <param name="Index">Its index among the network's batch normalisations.</param>
/// <param name="Count">Elements that a sample adds to each channel's statistics.</param>
internal sealed record BatchStatistics(string Layer, int Index, int Channels, int Count, double Epsilon, double Momentum, TensorPlan Mean, TensorPlan Variance);

/// <summary>Zeroes sums before a block's samples are added.</summary>
internal sealed record ClearSums(Location Sums) : Kernel("")
{
    public override EquatableArray<Use> Uses => [Write(Sums)];

    public override void Call(CallWriter to) => to.Line($"Grids.Clear({to.At(Sums)}, {to.Number(Sums.Storage!.Size)});");
}

/// <summary>Stores or adds a block's sums in a tensor's gradient, or updates the tensor with them.</summary>
internal sealed record DeliverSums(TensorPlan Tensor, Location Sums) : Kernel($"{Tensor.Name}: the sums over the samples")
{
    public override EquatableArray<Use> Uses => [Read(Sums), Update(Tensor)];

    /// <summary>What vectors stored after the last filter must not reach the parameters' padding.</summary>
    public override void Call(CallWriter to)
    {
        string sums = to.At(Sums);
        int width = Tensor.PanelWidth == 0 ? Layers.DenseShapes.RoundUp(Tensor.Length, Limits.NarrowPanelWidth) : Tensor.PanelWidth;
        int used = Tensor.PanelWidth == 0 ? Tensor.Length : Tensor.Units % width, rows = Tensor.PanelWidth == 0 ? 1 : Tensor.Length / Tensor.Panels / width;
        if (used % width != 0)
            to.Line($"ClearPadding(ref Unsafe.Add({sums}, {to.Number(Tensor.PanelWidth == 0 ? 0 : Tensor.Length - rows * width)}), {to.Number(used)}, {to.Number(width)}, {to.Number(rows)});");
        to.Line($"Deliver<T>({sums}, {to.Parameter(Tensor)}, {to.Gradient(Tensor)}, {to.Number(Tensor.PanelWidth == 0 ? width : Tensor.Length)}, step, accumulate);");
    }
}
