namespace NetGen.Tests.Reference;

/// <summary>One value for every window of a channel.</summary>
public abstract record Pooling(Window Window) : SampleLayer
{
    public override string Kind => "pool";

    // A pool's stride is its size by default, so that a stride of 1 is always written.
    public override string Attribute => Write(
        $"{GetType().Name}{Window.Suffix}", $"{(Window.Rows ?? Window.Columns).Size}",
        Window.Size.Columns == (Window.Rows ?? Window.Columns).Size ? null : $"SizeWidth = {Window.Size.Columns}",
        StrideArguments, Window.Write("Padding", axis => axis.Padding, 0));

    public override Shape? Output(Shape input) =>
        Fits(Window.Rows) && Fits(Window.Columns) ? Window.Output(input, input.Channels) : null;

    public override IEnumerable<LayerSpec> Simpler() => Window.Simpler().Select(window => this with { Window = window });

    private string? StrideArguments =>
        Window.Columns.Stride == Window.Columns.Size && (Window.Rows is null || Window.Rows.Stride == Window.Rows.Size) ? null : Window.Write("Stride", axis => axis.Stride, 0);

    // Every window must contain an input element, and a pool has no dilation.
    private static bool Fits(Axis? axis) => axis is null || axis.Padding >= 0 && 2 * axis.Padding <= axis.Size && axis.Dilation == 1;
}
