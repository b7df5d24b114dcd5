using System;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Named values of a declaration, independent of how they are written. What is missing or wrong in the source has a default: C# reports it.</summary>
/// <remarks>The index of a layer and the name of a value identify the value's location: rules refer to it by them.</remarks>
internal abstract class Arguments
{
    /// <summary>The layer's name, if it has one.</summary>
    public string? Name => Text("Name");

    /// <summary>A shape given by one, two or three values: length, channels × length, or channels × height × width.</summary>
    public Shape Shape => new(
        Has("height") ? [Int("channels"), Int("height"), Int("width")]
        : Has("channels") ? [Int("channels"), Int("length")]
        : [Int("length")]);

    public bool Has(string name) => Find(name) is not null;

    public int Int(string name, int missing = 0) => Find(name) is int value ? value : missing;

    public double Double(string name, double missing = 0) => Find(name) is double value ? value : missing;

    public bool Bool(string name, bool missing) => Find(name) is bool value ? value : missing;

    /// <summary>Integers in an array; none if the source doesn't give it.</summary>
    public EquatableArray<int> Ints(string name) => Find(name) is int[] values ? new(values) : [];

    public string? Text(string name) => Find(name) as string;

    /// <summary>An enum's value, which may be one that the enum doesn't define.</summary>
    public TEnum Choice<TEnum>(string name) where TEnum : struct, Enum =>
        Find(name) is int value ? (TEnum)Enum.ToObject(typeof(TEnum), value) : default;

    /// <summary>The value with a given name, an enum's as its number, an array of integers; null if the source doesn't give it.</summary>
    protected abstract object? Find(string name);
}
