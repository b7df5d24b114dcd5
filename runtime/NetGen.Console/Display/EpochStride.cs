namespace NetGen.Terminal;

/// <summary>Which of many epochs are shown: each, or every second, fifth, tenth …</summary>
internal static class EpochStride
{
    /// <summary>The smallest stride of which no more than some epochs are multiples.</summary>
    public static int Of(int epochs, int limit)
    {
        for (long power = 1; ; power *= 10)
            foreach (long stride in (ReadOnlySpan<long>)[power, 2 * power, 5 * power])
                if (epochs / stride <= limit)
                    return (int)stride;
    }
}
