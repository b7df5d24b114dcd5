using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

public class GeneralConvolutionTests
{
    /// <summary>Filters, groups, channels of a group, kernel, stride, dilation, rows and columns of results: one and several vectors, the last of which is whole or ends in the next pixel; groups whose vectors go in pairs, alone, or across two; rows that end in pairs, threes, and alone.</summary>
    public static TheoryData<int, int, int, int, int, int, int, int> Cases => new()
    {
        { 16, 1, 3, 3, 1, 1, 5, 8 }, { 64, 1, 32, 3, 2, 1, 3, 4 }, { 32, 1, 16, 1, 2, 1, 4, 6 }, { 20, 1, 5, 3, 1, 2, 2, 7 }, { 12, 1, 4, 2, 1, 1, 3, 5 },
        { 40, 1, 1, 3, 1, 1, 2, 9 }, { 1, 1, 2, 3, 1, 1, 2, 4 }, { 64, 2, 6, 3, 1, 1, 2, 5 }, { 64, 4, 3, 3, 2, 1, 2, 6 }, { 72, 3, 4, 1, 1, 1, 3, 4 }, { 40, 2, 3, 2, 1, 2, 2, 5 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Every_result_is_the_sum_of_its_products_in_the_order_of_the_kernel(int filters, int groups, int depth, int kernel, int stride, int dilation, int rows, int columns)
    {
        foreach (bool hasBias in new[] { false, true })
        {
            Convolution convolution = new(filters, groups, depth, kernel, stride, dilation, rows, columns, hasBias);
            Assert.Equal(convolution.Expected(), EveryWidth.Agree(convolution));
        }
    }

    private readonly record struct Convolution(int Filters, int Groups, int Depth, int Kernel, int Stride, int Dilation, int Rows, int Columns, bool HasBias) : IVectorWork<float[]>
    {
        private int Channels => Groups * Depth;

        private int Width => (Columns - 1) * Stride + (Kernel - 1) * Dilation + 1;

        private int Height => (Rows - 1) * Stride + (Kernel - 1) * Dilation + 1;

        private int PanelWidth => Filters <= 16 ? 16 : 32;

        private int Panels => (Filters + PanelWidth - 1) / PanelWidth;

        private int Terms => Kernel * Kernel * Depth;

        private float[] Inputs => Values(Height * Width * Channels, 1);

        /// <summary>Panels, then biases.</summary>
        private float[] Weights => Values(Panels * PanelWidth * (Terms + 1), 2);

        public float[] Run<T>() where T : struct, ILanes<T>
        {
            float[] x = Inputs, w = Weights, y = new float[Rows * Columns * Filters + KernelConstants.Lanes];
            Taps taps = new(Filters, Depth, Kernel, Kernel, Dilation * Width * Channels, Dilation * Channels, Rows, Columns, Stride * Width * Channels, Stride * Channels, Columns * Filters, 0, PanelWidth);
            GeneralConvolutions.Forward<T>(ref x[0], ref y[0], ref w[0], HasBias, Filters / Groups, taps);
            return y[..(Rows * Columns * Filters)];
        }

        public float[] Expected()
        {
            float[] x = Inputs, w = Weights, y = new float[Rows * Columns * Filters];
            for (int row = 0; row < Rows; row++)
                for (int column = 0; column < Columns; column++)
                    for (int filter = 0; filter < Filters; filter++)
                    {
                        float sum = HasBias ? w[Panels * PanelWidth * Terms + filter] : 0;
                        for (int term = 0; term < Terms; term++)
                        {
                            (int u, int v, int channel) = (term / Depth / Kernel, term / Depth % Kernel, filter / (Filters / Groups) * Depth + term % Depth);
                            float input = x[((row * Stride + u * Dilation) * Width + column * Stride + v * Dilation) * Channels + channel];
                            sum = MathF.FusedMultiplyAdd(input, w[(filter / PanelWidth * Terms + term) * PanelWidth + filter % PanelWidth], sum);
                        }
                        y[(row * Columns + column) * Filters + filter] = sum;
                    }
            return y;
        }

        private static float[] Values(int count, int seed)
        {
            Random random = new(seed);
            return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
        }
    }
}
