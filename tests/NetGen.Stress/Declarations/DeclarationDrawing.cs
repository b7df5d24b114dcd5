using System.Collections.Immutable;
using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Stress.Declarations;

/// <summary>Draws a declaration: most are valid networks with some changes; the others have random attributes.</summary>
internal sealed class DeclarationDrawing(Random random)
{
    private static readonly string[] Typed = ["", "", "", "[", "]", "(", ")", ",", ";", "{", "}", "\"", "/*", "#if", "@", "partial", "class", "null", "\0", "\u2028", "??"];

    private readonly ValueDrawing _values = new(random);

    /// <summary>The declaration with an index for a seed.</summary>
    public static Declaration Of(ulong seed, int number) => new DeclarationDrawing(new Random((int)(seed * 1_000_003) + number)).Draw();

    private Declaration Draw()
    {
        List<AttributeText> attributes = random.Next(5) == 0 ? AsTheyCome() : OfNetwork(new StackDrawing(random).Network());
        int changes = random.Next(5) switch { < 2 => 0, < 4 => 1, _ => random.Next(2, 6) };
        for (int i = 0; i < changes; i++)
            Change(attributes);
        return new(
            [.. attributes],
            random.Next(5) < 3 ? Forms.Plain : _values.One(Forms.All),
            random.Next(5) < 3 ? Forms.PlainName : _values.One(Forms.Names),
            random.Next(3) > 0 ? Style.Apart : _values.One(Enum.GetValues<Style>()),
            random.Next(8) == 0 ? new(random.NextDouble(), random.Next(3) == 0 ? random.NextDouble() : random.NextDouble() / 20, _values.One(Typed)) : null);
    }

    private List<AttributeText> AsTheyCome() =>
        [.. AttributeKind.All.Where(kind => kind.IsNetwork).Concat(Enumerable.Range(0, random.Next(6)).Select(_ => _values.One(AttributeKind.All))).Select(kind => kind.Draw(random, _values))];

    private static List<AttributeText> OfNetwork(NetworkSpec spec) =>
        [.. NetworkSource.Declare(spec, Forms.PlainName).Split('\n').Where(line => line.StartsWith('[')).Select(line => AttributeText.Parse(line[1..^1]))];

    private void Change(List<AttributeText> attributes)
    {
        int i = random.Next(attributes.Count + 1);
        if (i == attributes.Count)
        {
            attributes.Insert(random.Next(attributes.Count + 1), _values.One(AttributeKind.All).Draw(random, _values));
            return;
        }
        AttributeText text = attributes[i];
        AttributeKind kind = AttributeKind.Of(text);
        switch (random.Next(10))
        {
            case 0:
                attributes.RemoveAt(i);
                break;
            case 1:
                attributes.Insert(random.Next(attributes.Count + 1), text);
                break;
            case 2:
                int j = random.Next(attributes.Count);
                (attributes[i], attributes[j]) = (attributes[j], text);
                break;
            case 3 when text.Arguments.Length > 0:
                attributes[i] = text with { Arguments = text.Arguments.RemoveAt(random.Next(text.Arguments.Length)) };
                break;
            case < 7 when text.Arguments.Length > 0:
                attributes[i] = kind.Change(text, random.Next(text.Arguments.Length), _values);
                break;
            default:
                attributes[i] = kind.Extend(text, _values);
                break;
        }
    }
}
