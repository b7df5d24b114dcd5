namespace NetGen;

/// <summary>Draws fresh weights. Elements are drawn tensor by tensor in PyTorch's order, so that the compiler's layout never changes a weight.</summary>
internal static class Initialization
{
    public static void Fill(ParameterBlock parameters, ulong seed)
    {
        var random = new SeededRandom(seed);
        Span<float> values = parameters.All;
        values.Clear();
        foreach (TensorLayout tensor in parameters.Layout.Tensors)
        {
            (double scale, bool normal) = Distribution(tensor);
            if (scale == 0 && tensor.Start == 0)
                continue;
            if (tensor.IsPacked)
            {
                float[] drawn = new float[tensor.Length];
                for (int i = 0; i < drawn.Length; i++)
                    drawn[i] = Draw(tensor, random, scale, normal);
                parameters.CopyFrom(tensor, 0, drawn);
            }
            else
                for (int i = 0; i < tensor.Length; i++)
                    values[tensor.OffsetOf(i)] = Draw(tensor, random, scale, normal);
        }
    }

    private static float Draw(TensorLayout tensor, SeededRandom random, double scale, bool normal) =>
        scale == 0 ? tensor.Start : (float)(scale * (normal ? random.NextNormal() : 2.0 * random.NextSingle() - 1));

    /// <summary>The half width of a uniform distribution around 0, or the standard deviation of a normal one.</summary>
    private static (double Scale, bool Normal) Distribution(TensorLayout tensor) => tensor.Initializer switch
    {
        Initializer.GlorotUniform => (Math.Sqrt(6.0 / (tensor.FanIn + tensor.FanOut)), false),
        Initializer.GlorotNormal => (Math.Sqrt(2.0 / (tensor.FanIn + tensor.FanOut)), true),
        Initializer.HeUniform => (Math.Sqrt(6.0 / tensor.FanIn), false),
        Initializer.HeNormal => (Math.Sqrt(2.0 / tensor.FanIn), true),
        Initializer.LeCunUniform => (Math.Sqrt(3.0 / tensor.FanIn), false),
        Initializer.LeCunNormal => (Math.Sqrt(1.0 / tensor.FanIn), true),
        Initializer.Uniform => (0.05, false),
        Initializer.Normal => (0.05, true),
        Initializer.Zeros => (0, false),
        Initializer.StandardNormal => (1, true),
        Initializer.NarrowNormal => (0.02, true),
        Initializer.FanInUniform => (Math.Sqrt(1.0 / tensor.FanIn), false),
        _ => throw new InvalidOperationException($"{tensor.Name} has the initializer {tensor.Initializer}, which doesn't draw weights."),
    };
}
