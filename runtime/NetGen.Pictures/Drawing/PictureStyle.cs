namespace NetGen.Pictures;

/// <summary>The style sheet of all pictures: type, lines and the colours of both schemes. Classes instead of variables, which some viewers of SVG don't know.</summary>
internal static class PictureStyle
{
    /// <summary>Runs that have a colour of their own; further ones repeat the colours with other markers.</summary>
    public const int RunColors = 6;

    public const string FontFamily = "system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif";

    private static readonly Scheme s_light = new("#ffffff", "#1b1f24", "#57606a", "#f6f8fa", "#8c959f", "#dde2e8", "#b84a00", "#0b62a4", ["#0b62a4", "#b84a00", "#1a7f37", "#7a3fd0", "#a40e56", "#6b5300"]);
    private static readonly Scheme s_dark = new("#0d1117", "#e6edf3", "#9da7b3", "#161b22", "#6e7681", "#2a3038", "#f69d50", "#6cb6ff", ["#6cb6ff", "#f69d50", "#6bc46d", "#b793f5", "#f08bbd", "#d9bd3a"]);

    public static string Css { get; } = $$"""
        .picture{font-family:{{FontFamily}};font-size:12px;font-variant-numeric:tabular-nums}
        .picture .strong{font-weight:600}
        .picture .small{font-size:11px}
        .picture .tiny{font-size:9px}
        .picture .middle{text-anchor:middle}
        .picture .end{text-anchor:end}
        .picture .edge,.picture .run{fill:none}
        .picture .edge{stroke-width:1.25}
        .picture .run{stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}
        .picture .validation{stroke-dasharray:5 4;stroke-linecap:butt}
        .picture .negative{stroke-dasharray:4 3}
        .picture .on-light{fill:#000}
        .picture .on-dark{fill:#fff}
        .picture image{image-rendering:pixelated}
        {{Rules(s_light)}}@media (prefers-color-scheme:dark){
        {{Rules(s_dark)}}}

        """.ReplaceLineEndings("\n");

    private static string Rules(Scheme scheme) => $$"""
        .picture .surface{fill:{{scheme.Surface}}}
        .picture text{fill:{{scheme.Ink}}}
        .picture text.muted{fill:{{scheme.Muted}}}
        .picture .box{fill:{{scheme.Box}};stroke:{{scheme.Line}}}
        .picture .terminal,.picture .neuron{fill:{{scheme.Surface}};stroke:{{scheme.Line}}}
        .picture .outline,.picture .edge,.picture .axis{stroke:{{scheme.Line}}}
        .picture .arrow,.picture .dot{fill:{{scheme.Line}}}
        .picture .grid{stroke:{{scheme.Grid}}}
        .picture .positive{stroke:{{scheme.Positive}}}
        .picture .negative{stroke:{{scheme.Negative}}}
        .picture .key{stroke:{{scheme.Muted}}}
        {{string.Concat(scheme.Runs.Select((color, i) => $".picture .run{i}{{stroke:{color}}}\n.picture .mark{i}{{fill:{color};stroke:{scheme.Surface}}}\n"))}}
        """.ReplaceLineEndings("\n");

    private sealed record Scheme(string Surface, string Ink, string Muted, string Box, string Line, string Grid, string Positive, string Negative, string[] Runs);
}
