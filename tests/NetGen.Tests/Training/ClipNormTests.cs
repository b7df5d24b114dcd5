using NetGen.Bits;
using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Manual clipping equals the trainer's, and both exclude padding and running statistics.</summary>
public class ClipNormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_manual_loop_has_the_same_bits_as_the_trainer(int threads)
    {
        Loop<Depthwise>(threads);
        Loop<Classifier>(threads);
        Loop<Tiny>(threads);
    }

    private static void Loop<TNetwork>(int threads) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        const double Limit = 0.01;
        Dataset data = Dataset.FromArrays(
            [.. Enumerable.Range(0, 128 * TNetwork.InputLength).Select(i => MathF.Sin(i))], [.. Enumerable.Range(0, 128 * TNetwork.OutputLength).Select(i => i % 3 / 2f)],
            TNetwork.InputLength, TNetwork.OutputLength);
        TNetwork network = TNetwork.Create(1), manual = TNetwork.Create(1);
        using var trainer = new Trainer<TNetwork>(network, new Adam()) { BatchSize = 64, Shuffle = false, Threads = threads, ThreadingThreshold = 0, GradientClipNorm = Limit };
        trainer.Fit(data, epochs: 2);

        Workspace workspace = TNetwork.CreateWorkspace(64);
        var optimizer = new Adam();
        for (int epoch = 0; epoch < 2; epoch++)
            foreach ((ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) in data.Batches(64))
            {
                manual.ComputeGradients(inputs, targets, workspace);
                Assert.True(workspace.Gradients.ClipNorm(Limit) > Limit);
                Assert.Equal(Limit, GradientNorm.Of(workspace.Gradients), 1e-5);
                optimizer.Step(manual.Parameters, workspace.Gradients);
            }
        foreach (string name in network.Parameters.Names)
            Assert.Equal(Values(manual.Parameters, name), Values(network.Parameters, name));
    }

    [Fact]
    public void Gradients_below_the_limit_are_unchanged()
    {
        ParameterBlock block = Numbered(new Tiny().Parameters.Layout);
        float[] before = block.Values.ToArray();
        double norm = block.ClipNorm(double.PositiveInfinity);
        Assert.Equal(Math.Sqrt(Enumerable.Range(1, 9).Sum(i => i * i)), norm, 1e-12);
        Assert.Equal(norm, block.ClipNorm(norm + 0.001));
        Assert.Equal(before, block.Values.ToArray());
    }

    [Fact]
    public void A_non_finite_norm_is_returned_and_nothing_is_scaled()
    {
        foreach (float value in new[] { float.NaN, float.PositiveInfinity })
        {
            ParameterBlock block = Numbered(new Tiny().Parameters.Layout);
            block.CopyFrom("dense2.bias", [value]);
            float[] before = block.Values.ToArray();
            Assert.False(double.IsFinite(block.ClipNorm(1e-3)));
            Assert.Equal(before, block.Values.ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_limit_must_be_positive(double limit) =>
        Assert.Equal("maxNorm", Assert.Throws<ArgumentOutOfRangeException>(() => new Tiny().Parameters.ClipNorm(limit)).ParamName);

    [Fact]
    public void The_norm_covers_every_trained_element_in_the_fewest_ranges()
    {
        foreach (ParameterLayout layout in new[] { new Tiny().Parameters.Layout, new Depthwise().Parameters.Layout, new LongSum().Parameters.Layout, new Grouped().Parameters.Layout, new Dropped().Parameters.Layout })
        {
            int[] places = [.. layout.Tensors.SelectMany(tensor => Enumerable.Range(0, tensor.Length).Select(tensor.OffsetOf)).Where(place => place < layout.Length).Order()];
            (int Start, int Length)[] ranges = layout.Trained.ToArray();
            Assert.Equal(places, ranges.SelectMany(range => Enumerable.Range(range.Start, range.Length)));
            Assert.All(ranges.Skip(1).Zip(ranges), pair => Assert.True(pair.Second.Start + pair.Second.Length < pair.First.Start));
        }
    }

    private static ParameterBlock Numbered(ParameterLayout layout)
    {
        var block = new ParameterBlock(layout);
        int next = 1;
        foreach (TensorLayout tensor in layout.Tensors)
            block.CopyFrom(tensor.Name, [.. Enumerable.Range(0, tensor.Length).Select(_ => (float)next++)]);
        return block;
    }

    private static float[] Values(ParameterBlock block, string name)
    {
        float[] values = new float[block.Layout[name].Length];
        block.CopyTo(name, values);
        return values;
    }
}
