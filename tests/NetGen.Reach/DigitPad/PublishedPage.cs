using Microsoft.Playwright;

namespace NetGen.Reach.DigitPad;

/// <summary>samples/DigitPad, published and opened in one browser by the first test that is not skipped.</summary>
public sealed class PublishedPage : IAsyncLifetime
{
    private BitsProject? _project;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Opens the page, on a server of its own.</summary>
    internal async Task<PadPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        if (_project is null)
        {
            _project = new();
            // The outputs of the solution are referenced, not built again.
            _project.Publish(Path.Combine(Repository.Root, "samples", "DigitPad"), "-p:BuildProjectReferences=false");
        }
        _playwright ??= await Playwright.CreateAsync();
        // Chromium has no sandbox for root; the page is trusted.
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Tools.Find(BrowserFactAttribute.Browser), Args = ["--no-sandbox"] });
        return await PadPage.OpenAsync(_browser, new StaticServer(Path.Combine(_project.Published, "wwwroot")), options);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _project?.Dispose();
    }
}
