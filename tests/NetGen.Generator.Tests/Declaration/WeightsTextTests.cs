using NetGen.Generator.Declaration;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Tests;

/// <summary>The text by which the build task passes headers of weight files to the compiler.</summary>
public sealed class WeightsTextTests
{
    [Fact]
    public void Written_text_can_be_read()
    {
        WeightsHeader[] headers =
        [
            new("a b.safetensors", [new(Escapes.Escape("a\tb\nc\\d\u2028"), "F32", "1 × 2"), new("", "", "[]")]),
            new("b.safetensors", []),
            new("c.safetensors", [new("a.weight", "I8", "1 × 2"), new("a.weight_scale", "F32", "1")], "Int8"),
        ];
        Assert.Equal(new EquatableArray<WeightsHeader>(headers), WeightsText.Read(WeightsText.Write(headers)));
    }

    [Fact]
    public void Names_are_compared_as_written()
    {
        string[] names = ["0", "größe_层", "_"];
        StoredTensor[] tensors = [.. names.SelectMany(name => new StoredTensor[] { new(Escapes.Escape($"{name}.weight"), "F32", "2 × 2"), new(Escapes.Escape($"{name}.bias"), "F32", "2") })];
        NetworkDeclaration declaration = Sources.Parse($"[Network(2, Weights = \"w\")] {string.Concat(names.Select(name => $"[Dense(2, Name = \"{name}\")] "))} partial class Net;");
        Assert.Empty(NetworkRules.Check(declaration, new(false, WeightsText.Read(WeightsText.Write([new("w", [.. tensors])])))));
    }

    [Fact]
    public void Files_are_sorted() =>
        Assert.Equal(WeightsText.Write([new("a", []), new("B", [])]), WeightsText.Write([new("B", []), new("a", [])]));

    [Theory]
    [InlineData("")]
    [InlineData("file\ta")]
    [InlineData("Notes of the user's own\nfile\ta")]
    public void Another_text_of_the_same_name_is_ignored(string text) => Assert.Empty(WeightsText.Read(text));

    [Theory]
    [InlineData("plain größe 中文 🙂 × % ; '", "plain größe 中文 🙂 × % ; '")]
    [InlineData("a\nb", "a\\u000ab")]
    [InlineData("a\\b", "a\\u005cb")]
    [InlineData("\u202e", "\\u202e")]
    public void Escapes_are_those_of_C_sharp(string text, string escaped) => Assert.Equal(escaped, Escapes.Escape(text));
}
