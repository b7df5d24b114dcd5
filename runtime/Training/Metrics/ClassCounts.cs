namespace NetGen.Training;

/// <summary>How often each class was predicted as which, and where outputs ranked the right one.</summary>
/// <param name="output">The output; one element means two classes.</param>
internal sealed class ClassCounts(NetworkOutput output)
{
    /// <summary>The most classes whose pairs have a counter each, half a megabyte of them; of more classes only the pairs that occur are counted.</summary>
    private const int MaxDenseClasses = 256;

    private readonly long[] _ranks = new long[Math.Max(2, output.Length)];
    private readonly long[]? _dense = output.Length <= MaxDenseClasses ? new long[Math.Max(2, output.Length) * Math.Max(2, output.Length)] : null;
    private readonly Dictionary<(int Actual, int Predicted), long>? _sparse = output.Length <= MaxDenseClasses ? null : [];

    public int Classes => _ranks.Length;

    public LabelCounts ByClass { get; } = new(Math.Max(2, output.Length), areClasses: true);

    /// <summary>Whether a target named no class; nothing is counted from there on.</summary>
    public bool HasOther { get; private set; }

    /// <summary>Counts a sample. Returns its class, or <see cref="ClassOf.None"/>.</summary>
    public int Add(ReadOnlySpan<float> y, ReadOnlySpan<float> t)
    {
        int actual = HasOther ? ClassOf.None : ClassOf.Target(t, output.Loss ?? default);
        if (actual == ClassOf.None)
        {
            HasOther = true;
            return actual;
        }
        int predicted = ClassOf.Output(y, output.DecisionThreshold);
        _ranks[predicted == actual ? 0 : ClassOf.Rank(y, actual, output.DecisionThreshold)]++;
        ByClass.Add(actual, predicted, samples: 1);
        if (_dense is not null)
            _dense[actual * Classes + predicted]++;
        else
            _sparse![(actual, predicted)] = _sparse.GetValueOrDefault((actual, predicted)) + 1;
        return actual;
    }

    /// <summary>Samples whose class was among the k largest outputs.</summary>
    public long TopK(int k)
    {
        long sum = 0;
        foreach (long count in _ranks.AsSpan(0, Math.Min(k, Classes)))
            sum += count;
        return sum;
    }

    /// <exception cref="InvalidOperationException">There are more pairs of classes than an array can hold.</exception>
    public ConfusionMatrix ToMatrix()
    {
        if (Classes > ConfusionMatrix.MaxClasses)
            throw new InvalidOperationException(FormattableString.Invariant($"A confusion matrix of {Classes:N0} classes has {(long)Classes * Classes:N0} cells, more than an array can hold; Accuracy and TopK need none."));
        int[] counts = new int[Classes * Classes];
        for (int i = 0; i < _dense?.Length; i++)
            counts[i] = checked((int)_dense[i]);
        foreach (((int actual, int predicted), long count) in _sparse ?? [])
            counts[actual * Classes + predicted] = checked((int)count);
        return new(Classes, counts);
    }

    public void Reset()
    {
        HasOther = false;
        Array.Clear(_ranks);
        ByClass.Reset();
        _dense?.AsSpan().Clear();
        _sparse?.Clear();
    }
}
