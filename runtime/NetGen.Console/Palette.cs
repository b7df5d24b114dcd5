using Spectre.Console;

namespace NetGen.Terminal;

/// <summary>What colours mean. All is readable without them.</summary>
internal static class Palette
{
    public static readonly Style Plain = Style.Plain, Strong = new(decoration: Decoration.Bold), Muted = new(Color.Grey);

    public static readonly Style Epoch = new(Color.Blue), Total = new(Color.Green), Loss = new(Color.Orange1), Score = new(Color.Green);

    public static Style Of(ConclusionKind kind) => kind switch
    {
        ConclusionKind.Completed => new(Color.Green),
        ConclusionKind.Stopped => new(Color.Yellow),
        _ => new(Color.Red),
    };
}
