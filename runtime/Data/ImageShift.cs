namespace NetGen.Data;

/// <summary>Shifts images by whole pixels: y[r, c] = x[r − down, c − right], 0 from outside.</summary>
internal sealed class ImageShift(int maxPixels) : Augmentation
{
    internal override bool IsForImages => true;

    internal override void Apply(Span<float> input, ImageShape shape, SeededRandom random, Span<float> scratch)
    {
        int down = random.NextInt32(2 * maxPixels + 1) - maxPixels, right = random.NextInt32(2 * maxPixels + 1) - maxPixels;
        (int height, int width) = (shape.Height, shape.Width);
        input.CopyTo(scratch);
        input.Clear();
        int kept = width - Math.Abs(right);
        if (kept <= 0)
            return;
        for (int channel = 0; channel < shape.Channels; channel++)
            for (int row = Math.Max(0, down); row < Math.Min(height, height + down); row++)
            {
                int to = (channel * height + row) * width, from = to - down * width;
                scratch.Slice(from + Math.Max(0, -right), kept).CopyTo(input[(to + Math.Max(0, right))..]);
            }
    }
}
