using System;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Named values that something is declared with, wherever they are written. What the source lacks or has wrong is a default: C# reports it.</summary>
/// <remarks>A layer's place and the name of a value together are the value's place: rules name it by them.</remarks>
internal abstract class Arguments
{
    /// <summary>The layer's name, if it has one.</summary>
    public string? Name => Text("Name");

    /// <summary>A shape said by one, two or three values: length, channels × length, or channels × height × width.</summary>
    public Shape Shape => new(
        Has("height") ? [Int("channels"), Int("height"), Int("width")]
        : Has("channels") ? [Int("channels"), Int("length")]
        : [Int("length")]);

    public bool Has(string name) => Find(name) is not null;

    public int Int(string name, int missing = 0) => Find(name) is int value ? value : missing;

    public double Double(string name, double missing = 0) => Find(name) is double value ? value : missing;

    public bool Bool(string name, bool missing) => Find(name) is bool value ? value : missing;

    public string? Text(string name) => Find(name) as string;

    /// <summary>An enum's value, which may be one that the enum doesn't define.</summary>
    public TEnum Choice<TEnum>(string name) where TEnum : struct, Enum =>
        Find(name) is int value ? (TEnum)Enum.ToObject(typeof(TEnum), value) : default;

    /// <summary>The value of a name, an enum's as its number; none where the source doesn't say it.</summary>
    protected abstract object? Find(string name);
}
