using System.Collections;
using System.Globalization;
using System.Text.Json.Serialization;

namespace NetGen.Training;

/// <summary>The value of one metric.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Value">Its value; NaN if there is none.</param>
public readonly record struct MetricValue(string Name, double Value);

/// <summary>The values of some metrics, in order. Two are equal if they have the same names and values.</summary>
[JsonConverter(typeof(MetricValuesConverter))]
public sealed class MetricValues : IReadOnlyList<MetricValue>, IEquatable<MetricValues>
{
    private readonly MetricValue[] _values;

    /// <summary>Some values.</summary>
    /// <param name="values">They are copied.</param>
    /// <exception cref="ArgumentException">A name is empty, or there twice.</exception>
    public MetricValues(IEnumerable<MetricValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [.. values];
        for (int i = 0; i < _values.Length; i++)
        {
            string name = _values[i].Name;
            if (string.IsNullOrEmpty(name))
                throw new ArgumentException("A metric has no name.", nameof(values));
            if (Find(name) is { } first && first < i)
                throw new ArgumentException($"There are two metrics {name}; every one needs a name of its own.", nameof(values));
        }
    }

    /// <summary>Those that results do not have anyway.</summary>
    internal IEnumerable<MetricValue> BesidesLossAndAccuracy => _values.Where(value => value.Name is not ("loss" or "accuracy"));

    /// <summary>No values.</summary>
    public static MetricValues Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public MetricValue this[int index] => _values[index];

    /// <summary>The value of a metric.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric.</exception>
    public double this[string name] => Find(name) is { } index ? _values[index].Value
        : throw new KeyNotFoundException($"There is no metric \"{name}\": {(Count == 0 ? "there are none. Trainer.Metrics names those that are computed after every epoch." : $"there are {string.Join(", ", _values.Select(value => value.Name))}.")}");

    /// <summary>The value of a metric; false, and NaN, if there is none.</summary>
    public bool TryGetValue(string name, out double value)
    {
        value = Find(name) is { } index ? _values[index].Value : double.NaN;
        return Find(name) is not null;
    }

    /// <inheritdoc/>
    public bool Equals(MetricValues? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetricValues);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (MetricValue value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>Names and values in one line.</summary>
    public override string ToString() => string.Join(", ", _values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Name} {value.Value:G5}")));

    /// <inheritdoc/>
    public IEnumerator<MetricValue> GetEnumerator() => ((IEnumerable<MetricValue>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int? Find(string name) => Array.FindIndex(_values, value => value.Name == name) is >= 0 and var index ? index : null;
}
