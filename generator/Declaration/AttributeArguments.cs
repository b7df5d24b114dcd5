using System;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>The arguments of an attribute by the names of its parameters and properties. What the source lacks or has wrong is a default: C# reports it.</summary>
internal readonly struct AttributeArguments(AttributeData attribute)
{
    /// <summary>Whether C# could bind the attribute to a constructor and its arguments to constants.</summary>
    public bool AreBound
    {
        get
        {
            if (attribute.AttributeConstructor?.Parameters.Length != attribute.ConstructorArguments.Length)
                return false;
            foreach (TypedConstant argument in attribute.ConstructorArguments)
                if (argument.Kind == TypedConstantKind.Error)
                    return false;
            foreach (var argument in attribute.NamedArguments)
                if (argument.Value.Kind == TypedConstantKind.Error)
                    return false;
            return true;
        }
    }

    /// <summary>Parameters of the chosen constructor.</summary>
    private int ParameterCount => attribute.ConstructorArguments.Length;

    /// <summary>A shape said by one, two or three parameters: length, channels × length, or channels × height × width.</summary>
    public Shape Shape => new(ParameterCount switch
    {
        3 => [Int("channels"), Int("height"), Int("width")],
        2 => [Int("channels"), Int("length")],
        _ => [Int("length")],
    });

    public bool Has(string name) => Find(name) is not null;

    public int Int(string name, int missing = 0) => Find(name) is int value ? value : missing;

    public double Double(string name, double missing = 0) => Find(name) is double value ? value : missing;

    public bool Bool(string name, bool missing) => Find(name) is bool value ? value : missing;

    public string? Text(string name) => Find(name) as string;

    /// <summary>An enum's value, which may be one that the enum doesn't define.</summary>
    public TEnum Choice<TEnum>(string name) where TEnum : struct, Enum =>
        Find(name) is int value ? (TEnum)Enum.ToObject(typeof(TEnum), value) : default;

    private object? Find(string name)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == name)
                return Value(argument.Value);
        for (int i = 0; i < attribute.AttributeConstructor?.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
            if (attribute.AttributeConstructor.Parameters[i].Name == name)
                return Value(attribute.ConstructorArguments[i]);
        return null;
    }

    /// <remarks>An array's <see cref="TypedConstant.Value"/> throws.</remarks>
    private static object? Value(TypedConstant constant) => constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? constant.Value : null;
}
