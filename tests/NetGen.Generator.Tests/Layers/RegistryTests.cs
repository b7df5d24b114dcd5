extern alias runtime;

using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Tests;

/// <summary>Compares the registry with the runtime's attributes and with its own kinds.</summary>
public sealed class RegistryTests
{
    [Fact]
    public void It_has_every_layer_attribute_of_the_runtime() => Assert.Equal(
        typeof(runtime::NetGen.LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(runtime::NetGen.LayerAttribute))).Select(type => type.Name).Order(StringComparer.Ordinal),
        Registry.Default.Attributes.Select(attribute => $"{attribute}Attribute").Order(StringComparer.Ordinal));

    /// <summary>Messages and the cost table use the names of the registry.</summary>
    [Fact]
    public void Kinds_have_their_attributes_names() =>
        Assert.Equal(Registry.Default.Attributes, Registry.Default.Attributes.Select(attribute => Registry.Default.Find(attribute)!(new NoArguments()).Attribute));

    [Fact]
    public void Adding_a_kind_does_not_change_the_registry()
    {
        Registry more = Registry.Default.With("Scale", ScaleLayer.Parse);
        Assert.Equal([.. Registry.Default.Attributes, "Scale"], more.Attributes);
        Assert.Null(Registry.Default.Find("Scale"));
    }

    private sealed class NoArguments : Arguments
    {
        protected override object? Find(string name) => null;
    }
}
