using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

internal sealed record PoolForwardMethod(PoolPlan Plan) : Definition
{
    public override string Suffix => "Forward";

    public override (int, int) Order => (0, 0);

    public override void Emit(MethodWriter to) => new PoolMethods(to, Plan).EmitForward();
}

internal sealed record PoolGradientMethod(PoolPlan Plan) : Definition
{
    public override string Suffix => "Gradient";

    public override (int, int) Order => (0, 1);

    public override void Emit(MethodWriter to) => new PoolMethods(to, Plan).EmitGradient();
}

/// <summary>Writes a pool of one sample: channels in lanes, window by window in ascending order, since a vector may reach into the next pixel's channels.</summary>
internal sealed class PoolMethods(MethodWriter writer, PoolPlan layer)
{
    private bool Clips => layer.Height.Before + layer.Width.Before > 0 || layer.Height.After + layer.Width.After > 0;

    private bool IsMax => layer.Kind == PoolKind.Max;

    public void EmitForward()
    {
        writer.Line($"/// <summary>{writer.Layer}: y = {(IsMax ? "the largest" : "the mean")} of {layer.Height.Kernel} × {layer.Width.Kernel}; one sample.</summary>");
        writer.Line(MethodWriter.Optimize);
        using (writer.Block($"static void {writer.Name}<T>(ref float x, ref float y) {MethodWriter.Generic}"))
            Windows(reads: true, () =>
            {
                if (layer.IsWrittenOut)
                {
                    writer.Line("T value = T.Load(ref window, 0);");
                    foreach (int offset in Offsets().Skip(1))
                        writer.Line($"value = {Next($"T.Load(ref window, {offset})")};");
                }
                else
                {
                    writer.Line($"T value = {(IsMax ? "T.Create(float.NegativeInfinity)" : "T.Zero")};");
                    OverWindow($"value = {Next($"T.Load(ref window, u * {layer.X.Pitch} + v * {layer.X.Channels})")};");
                }
                writer.Line($"T.Store({(IsMax ? "value" : $"value / T.Create({layer.Size}f)")}, ref Unsafe.Add(ref y, {Y}), 0);");
            });
        writer.Line();
    }

    /// <summary>Writes the gradient of a pool.</summary>
    public void EmitGradient()
    {
        string values = IsMax ? "ref float x, ref float y, " : "";
        writer.Line($"/// <summary>{writer.Layer}: ∂x = ∂y {(IsMax ? "at the first largest of a window" : "over the window")}{Pool.Before(layer.Before)}; one sample.</summary>");
        writer.Line(MethodWriter.Optimize);
        using (writer.Block($"static void {writer.Name}<T>({values}ref float dy, ref float dx) {MethodWriter.Generic}"))
            if (layer.StoresGradient)
                EmitStoredGradient();
            else
                EmitAddedGradient();
        writer.Line();
    }

    /// <summary>Windows that don't overlap: every element is stored once. Vectors that spill into the next pixel are stored before it: the rows of a window one after another, and the last vector of channels before the others.</summary>
    private void EmitStoredGradient()
    {
        (int height, int width) = (layer.Height.Kernel, layer.Width.Kernel);
        int rest = layer.X.Width - layer.Y.Width * width, restRows = layer.X.Height - layer.Y.Height * height;
        using (writer.Block($"for (int row = 0; row < {layer.Y.Height}; row++)"))
        {
            if (layer.Spills)
                for (int u = 0; u < height; u++)
                    Columns(reads: IsMax, $"int c = {layer.X.Channels - 1} / T.Count * T.Count; c >= 0; c -= T.Count", () => EmitStoredRows(u, u + 1));
            else
                Columns(reads: IsMax, Channels, () => EmitStoredRows(0, height));
            for (int u = 0; rest > 0 && u < height; u++)
                writer.Line($"Grids.Clear(ref Unsafe.Add(ref dx, row * {height * layer.X.Pitch} + {layer.X.Origin + u * layer.X.Pitch + layer.Y.Width * width * layer.X.Channels}), {rest * layer.X.Channels});");
        }
        if (restRows > 0)
            writer.Line($"Grids.Clear(ref Unsafe.Add(ref dx, {layer.X.Origin + layer.Y.Height * height * layer.X.Pitch}), {(restRows - 1) * layer.X.Pitch + layer.X.Width * layer.X.Channels});");
    }

    /// <summary>Writes some rows of a window.</summary>
    private void EmitStoredRows(int first, int end)
    {
        int[] offsets = Offsets();
        writer.Line($"ref float gradients = ref Unsafe.Add(ref dx, {X});");
        if (!IsMax)
        {
            writer.Line($"T d = T.Load(ref dy, {Y}) / T.Create({layer.Size}f);");
            for (int element = first * layer.Width.Kernel; element < end * layer.Width.Kernel; element++)
                writer.Line($"T.Store(d, ref gradients, {offsets[element]});");
            return;
        }
        writer.Line($"T value = T.Load(ref y, {Y}), d = T.Load(ref dy, {Y}){(layer.Before == Activation.Linear ? "" : $" * Activations.{layer.Before}Gradient(value)")}, open = Pools.All<T>();");
        for (int element = 0; element < end * layer.Width.Kernel; element++)
        {
            writer.Line($"T x{element} = T.Load(ref window, {offsets[element]});");
            if (element >= first * layer.Width.Kernel)
                writer.Line($"T.Store(Pools.WhereLargest(x{element}, value, d, open), ref gradients, {offsets[element]});");
            if (element < end * layer.Width.Kernel - 1)
                writer.Line($"open = Pools.Open(x{element}, value, open);");
        }
    }

    /// <summary>Windows that overlap, or reach outside: added to zero.</summary>
    private void EmitAddedGradient()
    {
        writer.Line($"Grids.Clear(ref dx, {layer.X.Size});");
        Windows(reads: IsMax, () =>
        {
            writer.Line($"T d = Pools.Keep(T.Load(ref dy, {Y}), {layer.X.Channels} - c);");
            writer.Line($"ref float gradients = ref Unsafe.Add(ref dx, {X});");
            if (IsMax)
            {
                writer.Line($"T value = T.Load(ref y, {Y}), open = Pools.All<T>();");
                string tap(string offset) => $"Pools.AddWhereLargest(T.Load(ref window, {offset}), value, d, ref open, ref gradients, {offset});";
                if (layer.IsWrittenOut)
                    foreach (int offset in Offsets())
                        writer.Line(tap($"{offset}"));
                else
                    OverWindow(tap($"u * {layer.X.Pitch} + v * {layer.X.Channels}"));
            }
            else
            {
                writer.Line($"d /= T.Create({layer.Size}f);");
                OverWindow($"T.Store(T.Load(ref gradients, u * {layer.X.Pitch} + v * {layer.X.Channels}) + d, ref gradients, u * {layer.X.Pitch} + v * {layer.X.Channels});");
            }
        });
    }

    private string Channels => $"int c = 0; c < {layer.X.Channels}; c += T.Count";

    private string Y => $"{layer.Y.Origin} + row * {layer.Y.Pitch} + column * {layer.Y.Channels} + c";

    private string X => $"{layer.X.Origin - layer.Height.Before * layer.X.Pitch - layer.Width.Before * layer.X.Channels} + row * {layer.Height.Stride * layer.X.Pitch} + column * {layer.Width.Stride * layer.X.Channels} + c";

    private void Windows(bool reads, System.Action emit)
    {
        using (writer.Indent($"for (int row = 0; row < {layer.Y.Height}; row++)"))
            Columns(reads, Channels, emit);
    }

    private void Columns(bool reads, string channels, System.Action emit)
    {
        using (writer.Indent($"for (int column = 0; column < {layer.Y.Width}; column++)"))
        using (writer.Block($"for ({channels})"))
        {
            if (Clips)
            {
                writer.Line(Bounds("top", "bottom", "row", layer.Height));
                writer.Line(Bounds("left", "right", "column", layer.Width));
            }
            if (reads)
                writer.Line($"ref float window = ref Unsafe.Add(ref x, {X});");
            emit();
        }
    }

    /// <summary>Writes the bounds of a window's elements inside the input.</summary>
    private static string Bounds(string first, string end, string variable, Axis axis) =>
        $"int {first} = Pools.First({variable} * {axis.Stride}, {axis.Before}), {end} = Pools.End({variable} * {axis.Stride}, {axis.Before}, {axis.Kernel}, {axis.Input});";

    private void OverWindow(string statement)
    {
        (string top, string bottom, string left, string right) = Clips ? ("top", "bottom", "left", "right") : ("0", $"{layer.Height.Kernel}", "0", $"{layer.Width.Kernel}");
        using (writer.Indent($"for (int u = {top}; u < {bottom}; u++)"))
        using (writer.Indent($"for (int v = {left}; v < {right}; v++)"))
            writer.Line(statement);
    }

    private string Next(string value) => IsMax ? $"Pools.Larger(value, {value})" : $"value + {value}";

    private int[] Offsets() =>
        [.. Enumerable.Range(0, layer.Height.Kernel).SelectMany(u => Enumerable.Range(0, layer.Width.Kernel).Select(v => u * layer.X.Pitch + v * layer.X.Channels))];
}
