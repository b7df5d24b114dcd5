namespace NetGen.Training;

/// <summary>The class that a target or an output means.</summary>
/// <remarks>
/// Several outputs: the class of the largest, the first of equals; NaN is larger than all, as in <c>torch.argmax</c>.
/// One output: class 1 if it is at least the network's <c>DecisionThreshold</c>, else class 0.
/// </remarks>
internal static class ClassOf
{
    /// <summary>Returned by <see cref="Target"/> for a target that names no class.</summary>
    public const int None = -1;

    /// <summary>The class of an output.</summary>
    public static int Output(ReadOnlySpan<float> output, float threshold)
    {
        if (output.Length == 1)
            return output[0] >= threshold ? 1 : 0;
        int largest = 0;
        for (int i = 1; i < output.Length; i++)
            if (IsLarger(output[i], output[largest]))
                largest = i;
        return largest;
    }

    /// <summary>How many classes an output ranks above a given one.</summary>
    public static int Rank(ReadOnlySpan<float> output, int label, float threshold)
    {
        if (output.Length == 1)
            return Output(output, threshold) == label ? 0 : 1;
        int rank = 0;
        for (int i = 0; i < output.Length; i++)
            if (i < label ? !IsLarger(output[label], output[i]) : IsLarger(output[i], output[label]))
                rank++;
        return rank;
    }

    /// <summary>The class that a target names. With cross-entropy it is the index of the largest element; otherwise the target must be 1 at one index and 0 (with hinge loss −1) at all others, or it names none.</summary>
    public static int Target(ReadOnlySpan<float> target, Loss loss)
    {
        float off = loss == Loss.Hinge ? -1 : 0;
        if (target.Length == 1)
            return target[0] == 1 ? 1 : target[0] == off ? 0 : None;
        int largest = Output(target, threshold: 1);
        return loss == Loss.CrossEntropy || target[largest] == 1 && !target[..largest].ContainsAnyExcept(off) && !target[(largest + 1)..].ContainsAnyExcept(off)
            ? largest
            : None;
    }

    private static bool IsLarger(float a, float b) => a > b || float.IsNaN(a) && !float.IsNaN(b);
}
