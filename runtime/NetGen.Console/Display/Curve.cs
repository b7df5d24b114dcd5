namespace NetGen.Terminal;

/// <summary>A curve of any number of values in a fixed number of points, each the mean of as many values: when all points are used, pairs become one.</summary>
internal sealed class Curve
{
    private const int Capacity = 512;

    private readonly double[] _points = new double[Capacity];
    private int _count, _pending;
    private long _valuesPerPoint = 1;
    private double _sum;

    /// <summary>A copy of the points so far; values that do not fill one yet are left out unless they are all there is.</summary>
    public double[] Points => _count == 0 && _pending > 0 ? [_sum / _pending] : _points[.._count];

    /// <summary>Forgets everything.</summary>
    public void Clear() => (_count, _pending, _valuesPerPoint, _sum) = (0, 0, 1, 0);

    /// <summary>Appends a value.</summary>
    public void Add(double value)
    {
        _sum += value;
        if (++_pending < _valuesPerPoint)
            return;
        _points[_count++] = _sum / _pending;
        (_sum, _pending) = (0, 0);
        if (_count == Capacity)
            Halve();
    }

    /// <summary>Values as no more points than some, each the mean of its values that are numbers.</summary>
    public static double[] Resample(IReadOnlyList<double> values, int points)
    {
        if (values.Count <= points)
            return [.. values];
        double[] result = new double[points];
        for (int i = 0; i < points; i++)
        {
            int from = (int)((long)i * values.Count / points), to = (int)((long)(i + 1) * values.Count / points);
            (double sum, int count) = (0, 0);
            for (int j = from; j < to; j++)
                if (double.IsFinite(values[j]))
                    (sum, count) = (sum + values[j], count + 1);
            result[i] = sum / count;
        }
        return result;
    }

    private void Halve()
    {
        _count /= 2;
        _valuesPerPoint *= 2;
        for (int i = 0; i < _count; i++)
            _points[i] = (_points[2 * i] + _points[2 * i + 1]) / 2;
    }
}
