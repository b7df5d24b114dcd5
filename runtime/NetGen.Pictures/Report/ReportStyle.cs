namespace NetGen.Pictures;

/// <summary>The style sheet of a report, besides that of its pictures.</summary>
internal static class ReportStyle
{
    public static string Css { get; } = $$"""
        :root{color-scheme:light dark;--surface:#ffffff;--ink:#1b1f24;--muted:#57606a;--line:#d0d7de }
        @media (prefers-color-scheme:dark){:root{--surface:#0d1117;--ink:#e6edf3;--muted:#9da7b3;--line:#30363d} }
        *{box-sizing:border-box}
        body{margin:0;background:var(--surface);color:var(--ink);font:15px/1.5 {{PictureStyle.FontFamily}};font-variant-numeric:tabular-nums}
        main{max-width:820px;margin:0 auto;padding:32px 20px 64px}
        h1{font-size:26px;line-height:1.25;margin:0 0 8px;overflow-wrap:anywhere}
        h2{font-size:18px;margin:44px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
        .wide{overflow-x:auto;margin:12px 0}
        table{border-collapse:collapse;font-size:14px}
        caption{text-align:left;color:var(--muted);font-size:13px;padding-bottom:6px}
        th,td{padding:5px 20px 5px 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
        th:last-child,td:last-child{padding-right:4px}
        tbody th{font-weight:400}
        thead th{font-weight:600;white-space:nowrap}
        tfoot th,tfoot td{font-weight:600;border-bottom:0}
        .number{text-align:right;white-space:nowrap}
        figure{margin:12px 0;overflow-x:auto}
        figure svg{display:block;height:auto;max-width:max(100%,var(--smallest))}
        @media (max-width:480px){main{padding:20px 12px 40px}th,td{padding-right:14px} }

        """.ReplaceLineEndings("\n");
}
