using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>Kernels of sequences have the same bits for every vector width, write nothing but their results, and take nothing from positions that are masked.</summary>
public class AttentionTests
{
    /// <summary>Lengths and widths of heads around those of vectors and tiles.</summary>
    public static TheoryData<int, int, int, bool> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int, bool>();
            foreach (int length in (int[])[1, 3, 4, 8, 15, 17, 32, 35])
                foreach ((int heads, int width) in ((int, int)[])[(1, 1), (2, 3), (1, 8), (3, 12), (2, 16), (1, 27), (1, 48)])
                    foreach (bool isCausal in (bool[])[false, true])
                        sizes.Add(length, heads, width, isCausal);
            return sizes;
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Every_width_agrees(int length, int heads, int width, bool isCausal) => EveryWidth.Agree(new Pass(length, heads, width, isCausal, Draw(3 * heads * width * length, 1)));

    /// <summary>A NaN at a position reaches no earlier one, in any result or gradient of a causal attention.</summary>
    [Theory]
    [InlineData(5, 2, 3)]
    [InlineData(20, 1, 16)]
    [InlineData(35, 2, 8)]
    public void Masked_positions_have_no_effect(int length, int heads, int width)
    {
        int channels = heads * width, last = length - 1;
        float[] x = Draw(3 * channels * length, 1), changed = [.. x];
        changed.AsSpan(last * 3 * channels).Fill(float.NaN);
        float[] expected = new Pass(length, heads, width, true, x).Run<Lanes256>(), actual = new Pass(length, heads, width, true, changed).Run<Lanes256>();
        // Results alone: queries' gradients of earlier positions follow from them and from earlier keys.
        Assert.Equal(expected.AsSpan(0, last * channels), actual.AsSpan(0, last * channels));
        Assert.All(actual.AsSpan(last * channels, channels).ToArray(), value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 4)]
    [InlineData(16, 3)]
    [InlineData(21, 6)]
    public void Rows_of_tables_agree(int channels, int length) => EveryWidth.Agree(new Tables(channels, length));

    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(5, 3, 4)]
    [InlineData(16, 1, 7)]
    [InlineData(37, 2, 3)]
    public void Norms_of_pixels_agree(int channels, int height, int columns) => EveryWidth.Agree(new Norm(channels, height, columns));

    private static float[] Draw(int length, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, length).Select(_ => 2 * random.NextSingle() - 1)];
    }

    /// <summary>Memory for some elements and for a vector that begins at the last; what isn't written is NaN.</summary>
    private static float[] Room(int length)
    {
        var room = new float[length + 16];
        room.AsSpan().Fill(float.NaN);
        return room;
    }

    private static float[] With(float[] values)
    {
        float[] room = Room(values.Length);
        values.CopyTo(room, 0);
        return room;
    }

    private static void AssertNaN(ReadOnlySpan<float> slack)
    {
        foreach (float value in slack)
            Assert.True(float.IsNaN(value), "Something was written after the results.");
    }

    /// <summary>Forward and backward: the results, then the gradients of queries, keys and values.</summary>
    private sealed record Pass(int Length, int Heads, int Width, bool IsCausal, float[] X) : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            int channels = Heads * Width, padded = (Length + 15) / 16 * 16;
            float[] x = With(X), y = Room(channels * Length), dx = Room(X.Length), dy = With(Draw(channels * Length, 2));
            float[] probabilities = Room(Heads * Length * padded), transposed = Room(Width * 16), scores = Room(Length * 16);
            Attention.Forward<T>(ref x[0], ref y[0], ref probabilities[0], ref transposed[0], Length, Heads, Width, IsCausal ? 1 : 0, Length * padded);
            Attention.Gradient<T>(ref x[0], ref probabilities[0], ref dy[0], ref dx[0], ref transposed[0], ref scores[0], Length, Heads, Width, IsCausal ? 1 : 0);
            AssertNaN(y.AsSpan(channels * Length));
            AssertNaN(dx.AsSpan(X.Length));
            float[] again = Room(channels * Length);
            Attention.Forward<T>(ref x[0], ref again[0], ref probabilities[0], ref transposed[0], Length, Heads, Width, IsCausal ? 1 : 0, 0);
            Assert.Equal(y, again);
            return [.. y.AsSpan(0, channels * Length), .. dx.AsSpan(0, X.Length)];
        }
    }

    /// <summary>Rows by their indices, their gradients, and the same of positions.</summary>
    private sealed record Tables(int Channels, int Length) : IVectorWork<float[]>
    {
        private const int Count = 3;

        public float[] Run<T>() where T : struct, ILanes<T>
        {
            Grid grid = new(Channels, 1, Length, Channels * Length, 0);
            float[] indices = [.. Enumerable.Range(0, Length).Select(i => (float)(i * i % Count))], table = Draw(Count * Channels, 1), rows = Room(grid.Length), sums = With(Draw(Count * Channels, 2));
            Embeddings.Copy(ref indices[0], ref table[0], Count, ref rows[0], grid);
            for (int i = 0; i < grid.Length; i++)
                Assert.Equal(table[i / Channels * (i / Channels) % Count * Channels + i % Channels], rows[i]);
            Embeddings.AddGradients<T>(ref indices[0], ref rows[0], grid, ref sums[0], Count);
            AssertNaN(rows.AsSpan(grid.Length));
            AssertNaN(sums.AsSpan(Count * Channels));
            float[] positions = With(Draw(grid.Length, 3)), y = Room(grid.Length), ofPositions = With(Draw(grid.Length, 4));
            Embeddings.AddPositions<T>(ref rows[0], ref positions[0], ref y[0], grid);
            Embeddings.SumPositions<T>(ref y[0], grid, ref ofPositions[0]);
            return [.. sums.AsSpan(0, Count * Channels), .. y.AsSpan(0, grid.Length), .. ofPositions.AsSpan(0, grid.Length)];
        }
    }

    /// <summary>The results of a normalisation in a grid with a border, and all gradients.</summary>
    private sealed record Norm(int Channels, int Height, int Columns) : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            Grid packed = new(Channels, Height, Columns, Channels * Columns, 0), bordered = new(Channels, Height, Columns, Channels * (Columns + 2), Channels * (Columns + 3));
            float[] x = With(Draw(packed.Length, 1)), weight = With(Draw(Channels, 2)), bias = With(Draw(Channels, 3)), y = Room(bordered.Pitch * (Height + 2));
            ChannelNorms.Normalize<T>(ref x[0], ref y[0], bordered, ref weight[0], ref bias[0], 1e-3f);
            float[] dx = Room(packed.Length), weightSums = With(new float[Channels]), biasSums = With(new float[Channels]);
            ChannelNorms.ParameterGradient<T>(ref x[0], ref y[0], bordered, ref weightSums[0], ref biasSums[0], 1e-3f);
            ChannelNorms.Gradient<T>(ref x[0], ref y[0], ref dx[0], bordered, ref weight[0], 1e-3f);
            float[] results = [.. Enumerable.Range(0, Height).SelectMany(row => y.AsSpan(bordered.Origin + row * bordered.Pitch, packed.RowLength).ToArray())];
            return [.. results, .. dx.AsSpan(0, packed.Length), .. weightSums.AsSpan(0, Channels), .. biasSums.AsSpan(0, Channels)];
        }
    }
}
