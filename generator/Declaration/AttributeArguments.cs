using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>The arguments of an attribute by the names of its parameters and properties.</summary>
internal sealed class AttributeArguments(AttributeData attribute) : Arguments
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

    protected override object? Find(string name)
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
