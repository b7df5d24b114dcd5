namespace NetGen.Tests.Weights;

public class InitializationTests
{
    private const int FanIn = 200, FanOut = 50;

    [Theory]
    [InlineData(Initializer.GlorotUniform, 6.0 / (FanIn + FanOut))]
    [InlineData(Initializer.HeUniform, 6.0 / FanIn)]
    [InlineData(Initializer.LeCunUniform, 3.0 / FanIn)]
    [InlineData(Initializer.Uniform, 0.05 * 0.05)]
    [InlineData(Initializer.FanInUniform, 1.0 / FanIn)]
    public void Uniform_weights_fill_their_range(Initializer initializer, double squaredLimit)
    {
        float[] weights = Draw(initializer);
        double limit = Math.Sqrt(squaredLimit);
        Assert.InRange(weights.Max(), 0.995 * limit, limit);
        Assert.InRange(weights.Min(), -limit, -0.995 * limit);
        Assert.Equal(squaredLimit / 3, weights.Average(w => (double)w * w), squaredLimit / 100);
    }

    [Theory]
    [InlineData(Initializer.GlorotNormal, 2.0 / (FanIn + FanOut))]
    [InlineData(Initializer.HeNormal, 2.0 / FanIn)]
    [InlineData(Initializer.LeCunNormal, 1.0 / FanIn)]
    [InlineData(Initializer.Normal, 0.05 * 0.05)]
    [InlineData(Initializer.StandardNormal, 1)]
    [InlineData(Initializer.NarrowNormal, 0.02 * 0.02)]
    public void Normal_weights_have_their_variance(Initializer initializer, double variance)
    {
        float[] weights = Draw(initializer);
        Assert.Equal(0, weights.Average(), 0.03 * Math.Sqrt(variance));
        Assert.Equal(variance, weights.Average(w => (double)w * w), 0.05 * variance);
        Assert.True(weights.Max() > 3 * Math.Sqrt(variance));
    }

    [Fact]
    public void Zeros_are_zero() => Assert.All(Draw(Initializer.Zeros), w => Assert.Equal(0, w));

    [Fact]
    public void Auto_is_for_the_compiler_to_resolve() => Assert.Throws<InvalidOperationException>(() => Draw(Initializer.Auto));

    [Fact]
    public void Layout_does_not_change_weights_and_padding_is_zero()
    {
        TensorLayout bias = new("b", [3], 0, 0, Initializer.Normal, 5, 3);
        var plain = new ParameterBlock(new("Plain", 32, bias with { Offset = 15 }, new TensorLayout("w", [3, 5], 0, 0, Initializer.HeUniform, 5, 3)));
        var panels = new ParameterBlock(new("Panels", 96, bias, new TensorLayout("w", [3, 5], 16, 16, Initializer.HeUniform, 5, 3)));
        panels.Values.Fill(float.NaN);
        plain.Initialize(3);
        panels.Initialize(3);
        foreach (string name in plain.Names)
            Assert.Equal(Copy(plain, name), Copy(panels, name));
        Assert.Equal(18, panels.Values.ToArray().Count(value => value != 0));
    }

    /// <summary>Outputs of two gates, 3 units each, side by side in panels of 16.</summary>
    [Fact]
    public void Gates_are_side_by_side_in_a_panel()
    {
        var block = new ParameterBlock(new("Gates", 5 * 2 * 16, new TensorLayout("w", [6, 5], 0, 16, Initializer.HeUniform, 5, 6, Gates: 2)));
        block.CopyFrom("w", [.. Enumerable.Range(1, 30).Select(i => (float)i)]);
        for (int gate = 0; gate < 2; gate++)
            for (int unit = 0; unit < 3; unit++)
                for (int input = 0; input < 5; input++)
                    Assert.Equal((gate * 3 + unit) * 5 + input + 1, block.Values[(input * 2 + gate) * 16 + unit]);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => (float)i), Copy(block, "w"));
        Assert.Equal(30, block.Values.ToArray().Count(value => value != 0));
        Assert.Throws<ArgumentException>(() => new ParameterLayout("Uneven", 200, new TensorLayout("w", [5, 5], 0, 16, Initializer.HeUniform, 5, 6, Gates: 2)));
        Assert.Throws<ArgumentException>(() => new ParameterLayout("Short", 159, new TensorLayout("w", [6, 5], 0, 16, Initializer.HeUniform, 5, 6, Gates: 2)));
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(Draw(Initializer.HeUniform, 8), Draw(Initializer.HeUniform, 8));
        Assert.NotEqual(Draw(Initializer.HeUniform, 8), Draw(Initializer.HeUniform, 9));
    }

    private static float[] Draw(Initializer initializer, ulong seed = 1)
    {
        var block = new ParameterBlock(new("Drawn", FanIn * FanOut, new TensorLayout("w", [FanOut, FanIn], 0, 0, initializer, FanIn, FanOut)));
        block.Initialize(seed);
        return Copy(block, "w");
    }

    private static float[] Copy(ParameterBlock block, string name)
    {
        float[] values = new float[block.Layout.Tensors.Single(tensor => tensor.Name == name).Length];
        block.CopyTo(name, values);
        return values;
    }
}
