using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace NetGen.Training.Tests.Pictures;

/// <summary>A report as a browser shows it. The checks are in page-checks.js.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-pictures-");

    [BrowserFact]
    public async Task The_page_is_readable_in_light_colours() => await Check(ColorScheme.Light, 1000, "rgb(255, 255, 255)");

    [BrowserFact]
    public async Task The_page_is_readable_in_dark_colours() => await Check(ColorScheme.Dark, 1000, "rgb(13, 17, 23)");

    [BrowserFact]
    public async Task The_page_fits_a_phone() => await Check(ColorScheme.Light, 360, "rgb(255, 255, 255)");

    [BrowserFact]
    public async Task The_checks_find_what_is_wrong() => await WithPage(ColorScheme.Light, 360, async page =>
    {
        await page.AddStyleTagAsync(new() { Content = ".picture text{fill:#999!important} h2{color:#888;width:800px} svg{width:20px!important;height:20px!important}" });
        Assert.Contains(await Faults(page, "contrast", 100), fault => fault.Contains("'Settings' (H2)", StringComparison.Ordinal));
        Assert.Contains(await Faults(page, "contrast", 100), fault => fault.Contains("(text)", StringComparison.Ordinal));
        Assert.NotEmpty(await Faults(page, "pictures", 13));
        Assert.NotEmpty(await Faults(page, "overflow", 1));
    });

    [BrowserFact]
    public async Task A_single_picture_follows_the_colour_scheme()
    {
        string path = Path.Combine(_folder.FullName, "chart.svg");
        NetGen.Pictures.TrainingChart.ToPicture(("Adam", PictureData.Typical(20, 1))).Save(path);
        foreach ((ColorScheme scheme, string surface) in new[] { (ColorScheme.Light, "rgb(255, 255, 255)"), (ColorScheme.Dark, "rgb(13, 17, 23)") })
            await Browse(scheme, 600, path, async page => Assert.Equal(surface, await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.surface')).fill")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task Check(ColorScheme scheme, int width, string surface) => await WithPage(scheme, width, async page =>
    {
        Assert.Equal(surface, await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(await Faults(page, "overflow", 1));
        Assert.Empty(await Faults(page, "pictures", 13));
        Assert.Empty(await Faults(page, "contrast", 500));
    });

    private async Task WithPage(ColorScheme scheme, int width, Func<IPage, Task> check)
    {
        string path = Path.Combine(_folder.FullName, "report.html");
        SampleReport.Full().WriteHtml(path);
        await Browse(scheme, width, path, async page =>
        {
            await page.EvaluateAsync(await File.ReadAllTextAsync(Checks()));
            await check(page);
        });
    }

    /// <summary>Opens a file, which must request nothing else and report no error.</summary>
    private static async Task Browse(ColorScheme scheme, int width, string path, Func<IPage, Task> check)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        // Chromium has no sandbox for root; the page is trusted.
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Path, Args = ["--no-sandbox"] });
        IPage page = await browser.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        List<string> faults = [];
        string address = new Uri(path).AbsoluteUri;
        page.Console += (_, message) => faults.Add(message.Text);
        page.PageError += (_, fault) => faults.Add(fault);
        page.RequestFailed += (_, request) => faults.Add($"{request.Url} failed");
        page.Request += (_, request) =>
        {
            if (request.Url != address && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                faults.Add($"{request.Url} was requested");
        };
        await page.GotoAsync(address);
        await check(page);
        Assert.Empty(faults);
    }

    /// <summary>What a check finds, which must look at a number of things at least.</summary>
    private static async Task<string[]> Faults(IPage page, string check, int least)
    {
        var result = await page.EvaluateAsync<CheckResult>($"checks.{check}()");
        Assert.InRange(result.Checked, least, int.MaxValue);
        return result.Faults;
    }

    private static string Checks([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "page-checks.js");

    private sealed class CheckResult
    {
        public string[] Faults { get; set; } = [];
        public int Checked { get; set; }
    }
}
