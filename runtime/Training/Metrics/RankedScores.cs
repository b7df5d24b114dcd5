namespace NetGen.Training;

/// <summary>The scores of all samples, from which areas under ROC curves are computed.</summary>
/// <param name="columns">Scores of a sample.</param>
/// <remarks>Their memory is kept from one use to the next.</remarks>
internal sealed class RankedScores(int columns)
{
    private float[] _scores = [];
    private bool[] _positive = [];
    private ulong[] _sorted = [];
    private int _length, _normalized;

    /// <summary>Makes room for some samples, so that adding them allocates nothing.</summary>
    /// <exception cref="InvalidOperationException">They are more than an array can hold.</exception>
    public void Reserve(long samples)
    {
        long length = samples * columns;
        if (length <= _scores.Length)
            return;
        if (length > Array.MaxLength)
            throw new InvalidOperationException(FormattableString.Invariant($"The area under the ROC curve needs the scores of all samples: {samples:N0} × {columns:N0}, more than an array can hold. Use fewer samples."));
        Array.Resize(ref _scores, (int)length);
        Array.Resize(ref _positive, (int)length);
    }

    /// <summary>Adds a sample, whose scores the caller writes.</summary>
    /// <param name="positive">Which columns the sample is positive in: false, until the caller changes it.</param>
    public Span<float> Add(out Span<bool> positive)
    {
        if ((long)_length + columns > _scores.Length)
            Reserve(Math.Max(_length / columns + 1, Math.Min(Array.MaxLength / columns, Math.Max(64, 2L * (_length / columns)))));
        positive = _positive.AsSpan(_length, columns);
        positive.Clear();
        Span<float> scores = _scores.AsSpan(_length, columns);
        _length += columns;
        return scores;
    }

    public void Reset() => (_length, _normalized) = (0, 0);

    /// <summary>Makes the scores of each sample probabilities, by softmax, unless those of all samples are some already: whether one is more certain of a class than another can't be seen from logits alone.</summary>
    public void Normalize()
    {
        if (_normalized == 0 && AreProbabilities())
            return;
        for (; _normalized < _length; _normalized += columns)
        {
            Span<float> row = _scores.AsSpan(_normalized, columns);
            double largest = double.NegativeInfinity, sum = 0;
            foreach (float logit in row)
                largest = Math.Max(largest, logit);
            foreach (float logit in row)
                sum += PortableMath.Exp(logit - largest);
            foreach (ref float logit in row)
                logit = (float)(PortableMath.Exp(logit - largest) / sum);
        }
    }

    /// <summary>The area under the ROC curve of one column.</summary>
    public double Auc(int column) => Auc(column, columns).Area;

    /// <summary>The mean over all columns, each weighted by its number of positive samples or not.</summary>
    public double MeanAuc(bool areWeighted)
    {
        double sum = 0, weights = 0;
        for (int column = 0; column < columns; column++)
        {
            (double area, long positive) = Auc(column, columns);
            double weight = areWeighted ? positive : 1;
            sum += weight * area;
            weights += weight;
        }
        return sum / weights;
    }

    /// <summary>The area of all columns together.</summary>
    public double MicroAuc() => Auc(0, 1).Area;

    /// <summary>Whether no score is negative and those of every sample add up to 1, as scikit-learn asks for.</summary>
    private bool AreProbabilities()
    {
        const double Tolerance = 1e-3;
        for (int start = 0; start < _length; start += columns)
        {
            double sum = 0;
            foreach (float score in _scores.AsSpan(start, columns))
                sum += score >= 0 ? score : double.NaN;
            if (!(Math.Abs(sum - 1) <= Tolerance))
                return false;
        }
        return true;
    }

    /// <summary>
    /// The share of pairs of a positive and a negative sample in which the positive one has the higher score, equal scores counting one half: the area under the ROC curve by trapezoids.
    /// Counted in integers, so that the order of samples is of no matter. NaN without positive or without negative samples, and with a score that is NaN.
    /// </summary>
    private (double Area, long Positive) Auc(int start, int stride)
    {
        int count = _length / stride;
        if (_sorted.Length < count)
            _sorted = new ulong[count];
        bool isBroken = false;
        for (int i = 0; i < count; i++)
        {
            float score = _scores[start + i * stride];
            isBroken |= float.IsNaN(score);
            _sorted[i] = (ulong)Order(score) << 1 | (_positive[start + i * stride] ? 1u : 0);
        }
        Array.Sort(_sorted, 0, count);
        long twiceWon = 0, positive = 0, negative = 0;
        for (int i = 0; i < count;)
        {
            long positiveHere = 0, here = 0;
            for (ulong score = _sorted[i] >> 1; i < count && _sorted[i] >> 1 == score; i++, here++)
                positiveHere += (long)(_sorted[i] & 1);
            twiceWon += positiveHere * (2 * negative + here - positiveHere);
            positive += positiveHere;
            negative += here - positiveHere;
        }
        return (isBroken || positive == 0 || negative == 0 ? double.NaN : twiceWon / 2.0 / positive / negative, positive);
    }

    /// <summary>An integer that orders floats as their values do; sorting it with the target in its lowest bit takes one array.</summary>
    private static uint Order(float value)
    {
        const uint Sign = 0x8000_0000;
        uint bits = BitConverter.SingleToUInt32Bits(value + 0f); // −0 + 0 is 0
        return (bits & Sign) == 0 ? bits | Sign : ~bits;
    }
}
