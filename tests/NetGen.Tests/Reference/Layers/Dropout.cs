namespace NetGen.Tests.Reference;

/// <summary>In training, zeroes the units that <see cref="DropoutMask"/> drops, and scales the rest by 1 / (1 − rate); in inference the identity.</summary>
public sealed record Dropout(double Rate) : LayerSpec
{
    public override string Kind => "dropout";

    public override string Attribute => FormattableString.Invariant($"Dropout({Rate:r})");

    public override bool KeepsValues => Rate == 0;

    public override Shape? Output(Shape input) => input;

    public override Sum[][] Forward(LayerPass pass, double[][] x) => Masked(pass, x);

    public override Sum[][] Pullback(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients) => Masked(pass, dz);

    public override IEnumerable<LayerSpec> Simpler() => Rate == 0.5 ? [] : [this with { Rate = 0.5 }];

    private Sum[][] Masked(LayerPass pass, double[][] batch) =>
        [.. batch.Select((sample, row) => sample.Select((value, i) => Masked(pass, row, i, value)).ToArray())];

    private Sum Masked(LayerPass pass, int row, int i, double value)
    {
        if (pass.Training is null)
            return Sum.Exact(value);
        // From channels first, the layout of samples, to channels last, the numbering of units.
        (int channel, int place) = Math.DivRem(i, pass.Input.Plane);
        int unit = place * pass.Input.Channels + channel;
        return DropoutMask.Drops(pass.Training, pass.Index, row, unit, Rate) ? default : new(value * (float)(1 / (1 - Rate)));
    }
}
