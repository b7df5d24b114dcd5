using System.Reflection;

namespace NetGen.Stress.Declarations;

/// <summary>An attribute class of the runtime, with all its arguments.</summary>
internal sealed class AttributeKind(Type type)
{
    private readonly ConstructorInfo[] _constructors = type.GetConstructors();
    private readonly PropertyInfo[] _properties = [.. type.GetProperties().Where(property => property.SetMethod?.IsPublic == true)];

    public static readonly AttributeKind[] All =
    [
        .. from type in typeof(NetworkAttribute).Assembly.GetExportedTypes()
           where type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract && type.GetCustomAttribute<AttributeUsageAttribute>()?.ValidOn.HasFlag(AttributeTargets.Class) != false
           select new AttributeKind(type),
    ];

    public string Name => type.Name[..^"Attribute".Length];

    public bool IsNetwork => type == typeof(NetworkAttribute);

    public static AttributeKind Of(AttributeText text) => All.Single(kind => kind.Name == text.Name);

    /// <summary>Draws any constructor, possibly without its last arguments, and any properties.</summary>
    public AttributeText Draw(Random random, ValueDrawing values)
    {
        ParameterInfo[] parameters = _constructors[random.Next(_constructors.Length)].GetParameters();
        IEnumerable<string> positional = parameters.Where(parameter => !parameter.IsOptional || random.Next(2) == 0).Select(parameter => values.Draw(parameter.ParameterType));
        IEnumerable<string> named = _properties.Where(_ => random.Next(_properties.Length + 1) == 0).Select(property => Named(property, values));
        return new(Name, [.. positional, .. named]);
    }

    /// <summary>The attribute with one more property, possibly a duplicate.</summary>
    public AttributeText Extend(AttributeText text, ValueDrawing values) =>
        _properties.Length == 0 ? text : text with { Arguments = text.Arguments.Add(Named(values.One(_properties), values)) };

    /// <summary>The attribute with another value for an argument.</summary>
    public AttributeText Change(AttributeText text, int argument, ValueDrawing values)
    {
        if (text.Arguments[argument].Split(" = ") is [var name, _] && _properties.FirstOrDefault(property => property.Name == name) is { } property)
            return text.With(argument, Named(property, values));
        ParameterInfo? parameter = _constructors.Select(constructor => constructor.GetParameters().ElementAtOrDefault(argument)).FirstOrDefault(parameter => parameter is not null);
        return text.With(argument, values.Draw(parameter?.ParameterType ?? typeof(int)));
    }

    private static string Named(PropertyInfo property, ValueDrawing values) => $"{property.Name} = {values.Draw(property.PropertyType)}";
}
