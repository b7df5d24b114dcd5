using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

public class TranspositionTests
{
    private const float Untouched = -1;

    public static TheoryData<int> Rows => [.. Enumerable.Range(1, 21), 32];

    [Theory, MemberData(nameof(Rows))]
    public void RowsBecomeColumns(int rows)
    {
        for (int columns = 1; columns <= 13; columns++)
            Transpose(rows, columns);
    }

    private static void Transpose(int rows, int columns)
    {
        int stride = columns + 3, transposedStride = rows + 5;
        float[] source = Numbers(rows * stride), transposed = Filled(columns * transposedStride), expected = Filled(transposed.Length);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                expected[column * transposedStride + row] = source[row * stride + column];
        Blocks.Transpose(ref source[0], stride, ref transposed[0], transposedStride, rows, columns);
        Assert.Equal(expected, transposed);
    }

    public static TheoryData<int, int, int, int> Grids => new()
    {
        { 32, 16, 16, 1 }, { 32, 16, 16, 0 }, { 11, 3, 7, 2 }, { 11, 3, 7, 0 }, { 3, 5, 9, 1 }, { 6, 4, 3, 1 }, { 1, 6, 5, 2 }, { 9, 1, 1, 1 }, { 8, 1, 4, 0 }, { 2, 2, 2, 0 },
    };

    [Theory, MemberData(nameof(Grids))]
    public void ChannelsLastAndBackIsTheIdentity(int channels, int height, int width, int border)
    {
        int pitch = (width + 2 * border) * channels;
        var grid = new Grid(channels, height, width, pitch, border * (pitch + channels));
        float[] first = Numbers(channels * height * width), last = Filled((height + 2 * border) * pitch), expected = Filled(last.Length), again = new float[first.Length];
        for (int channel = 0; channel < channels; channel++)
            for (int row = 0; row < height; row++)
                for (int column = 0; column < width; column++)
                    expected[(row + border) * pitch + (column + border) * channels + channel] = first[(channel * height + row) * width + column];
        NetGen.Kernels.Grids.ToChannelsLast(ref first[0], ref last[0], grid);
        Assert.Equal(expected, last);
        NetGen.Kernels.Grids.ToChannelsFirst(ref last[0], ref again[0], grid);
        Assert.Equal(first, again);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    private static float[] Filled(int count) => [.. Enumerable.Repeat(Untouched, count)];
}
