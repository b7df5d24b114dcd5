namespace NetGen.Hashes;

/// <summary>Access to the tensors of a block by name, independent of its layout.</summary>
internal static class Tensors
{
    /// <summary>The names of trained tensors.</summary>
    public static IEnumerable<string> Trained(this ParameterBlock block) => block.Names.Where(name => !IsStatistic(name));

    /// <summary>The names of running statistics.</summary>
    public static IEnumerable<string> Statistics(this ParameterBlock block) => block.Names.Where(IsStatistic);

    /// <summary>A copy of a tensor in PyTorch's layout.</summary>
    public static float[] Tensor(this ParameterBlock block, string name)
    {
        int length = 1;
        foreach (int extent in block.GetShape(name))
            length *= extent;
        var values = new float[length];
        block.CopyTo(name, values);
        return values;
    }

    /// <summary>Changes tensors that are initially constant (biases, scales, PRelu weights and statistics), so that a kernel that ignores them is detected.</summary>
    public static void MoveConstants(this ParameterBlock block, SeededRandom random)
    {
        foreach (string name in block.Names)
        {
            float[] values = block.Tensor(name);
            if (values.AsSpan().ContainsAnyExcept(values[0]))
                continue;
            for (int i = 0; i < values.Length; i++)
                values[i] += 0.6f * random.NextSingle() - 0.3f;
            block.CopyFrom(name, values);
        }
    }

    private static bool IsStatistic(string name) => name.EndsWith(".running_mean", StringComparison.Ordinal) || name.EndsWith(".running_var", StringComparison.Ordinal);
}
