using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Updates of parameter blocks with many chunks, which threads share.</summary>
public class ParameterUpdateTests
{
    private const int Parts = 5;

    // 25 chunks, of which the last is shorter; a multiple of 16 as in every network.
    private const int Length = 24 * 4096 + 48;

    /// <summary>A tensor without padding, and a panel with 6 lanes of padding in 16.</summary>
    private static readonly ParameterLayout Layout = new("Large", Length,
        new TensorLayout("a", [Length - 160], 0, 0, Initializer.Normal, 1, 1),
        new TensorLayout("b", [10, 10], Length - 160, 16, Initializer.Normal, 1, 1));

    private static ParameterBlock Drawn(ulong seed)
    {
        var block = new ParameterBlock(Layout);
        block.Initialize(seed);
        return block;
    }

    private static ParameterBlock[] DrawnParts() => [.. Enumerable.Range(0, Parts).Select(part => Drawn((ulong)part + 10))];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    public void Shards_are_summed_in_order_clipped_and_applied(int threads, double clip)
    {
        using var workers = new Workers(threads);
        ParameterBlock parameters = Drawn(1), expected = Drawn(1);
        var update = new ParameterUpdate(new Adam(), parameters, workers, new(clip));
        var optimizer = new Adam();
        for (int partCount = Parts; partCount >= 1; partCount -= 2)
        {
            Assert.True(update.Apply(DrawnParts(), partCount));

            ParameterBlock[] parts = DrawnParts();
            Span<float> g = parts[0].Values;
            for (int part = 1; part < partCount; part++)
                for (int i = 0; i < Length; i++)
                    g[i] += parts[part].Values[i];
            if (clip > 0)
            {
                float scale = (float)(clip / (GradientNorm.Of(parts[0]) + 1e-6));
                Assert.True(scale < 1);
                for (int i = 0; i < Length; i++)
                    g[i] *= scale;
            }
            optimizer.Step(expected, parts[0]);
        }
        Assert.True(expected.Values.SequenceEqual(parameters.Values));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_non_finite_value_is_detected_at_any_position(int threads)
    {
        using var workers = new Workers(threads);
        foreach (int place in new[] { 0, 7, 4095, 4096, 50_000, Length - 1 })
            foreach (float value in new[] { float.NaN, float.NegativeInfinity })
            {
                ParameterBlock parameters = Drawn(1);
                parameters.Values[place] = value;
                Assert.False(new ParameterUpdate(new Sgd(), parameters, workers, new()).Apply([Drawn(2)], 1));
                Assert.True(new ParameterUpdate(new Sgd(), Drawn(1), workers, new()).Apply([Drawn(2)], 1));
            }
    }

    [Fact]
    public void A_non_finite_gradient_is_not_applied_with_clipping()
    {
        using var workers = new Workers(2);
        ParameterBlock parameters = Drawn(1), gradients = Drawn(2);
        gradients.Values[777] = float.PositiveInfinity;
        Assert.False(new ParameterUpdate(new Sgd(), parameters, workers, new(1)).Apply([gradients], 1));
        Assert.True(Drawn(1).Values.SequenceEqual(parameters.Values));
    }

    [Fact]
    public void The_norm_excludes_padding()
    {
        ParameterBlock gradients = Drawn(3);
        double sum = 0;
        foreach (TensorLayout tensor in Layout.Tensors)
        {
            float[] values = new float[tensor.Length];
            gradients.CopyTo(tensor.Name, values);
            sum += values.Sum(x => (double)x * x);
        }
        // Lanes 10 to 15 of each of the ten rows of the panel.
        for (int row = 0; row < 10; row++)
            gradients.Values.Slice(Length - 160 + 16 * row + 10, 6).Fill(float.NaN);
        double norm = GradientNorm.Of(gradients);
        Assert.Equal(Math.Sqrt(sum), norm, 1e-12 * norm);
    }
}
