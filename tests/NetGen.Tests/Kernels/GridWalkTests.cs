using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

public class GridWalkTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 0)]
    [InlineData(3, 2, 4, 12, 0)]
    [InlineData(3, 2, 4, 18, 21)]
    [InlineData(16, 5, 1, 40, 7)]
    public void Every_pixel_comes_once_and_in_order(int channels, int height, int width, int pitch, int origin)
    {
        Grid grid = new(channels, height, width, pitch, origin);
        Recorder pixels = new([]);
        GridWalk.Run(grid, ref pixels);
        Assert.Equal(
            from row in Enumerable.Range(0, height)
            from column in Enumerable.Range(0, width)
            select ((nint)((row * width + column) * channels), (nint)(origin + row * pitch + column * channels)),
            pixels.Visited);
    }

    [Fact]
    public void A_row_is_one_pixel_of_a_walk_over_rows()
    {
        Recorder rows = new([]);
        GridWalk.Run(new Grid(Channels: 3, Height: 3, Width: 4, Pitch: 18, Origin: 21).Rows(), ref rows);
        Assert.Equal([(0, 21), (12, 39), (24, 57)], rows.Visited);
    }

    private readonly struct Recorder(List<(nint Packed, nint Strided)> visited) : IPixelOperator
    {
        public List<(nint Packed, nint Strided)> Visited => visited;

        public void Invoke(nint packed, nint strided) => visited.Add((packed, strided));
    }
}
