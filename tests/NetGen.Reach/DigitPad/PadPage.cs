using System.Text.RegularExpressions;
using Digits;
using Microsoft.Playwright;

namespace NetGen.Reach.DigitPad;

/// <summary>The page in a browser, with what it prints and asks for.</summary>
internal sealed class PadPage : IAsyncDisposable
{
    private const float TimeoutMilliseconds = 60_000;

    private readonly StaticServer _server;
    private readonly List<string> _messages = [];

    private PadPage(IPage page, StaticServer server)
    {
        (Page, _server) = (page, server);
        page.SetDefaultTimeout(TimeoutMilliseconds);
        page.Console += (_, message) =>
        {
            // What the interpreter says of the methods that it doesn't compile is no fault of the page.
            if (!message.Text.StartsWith("MONO_WASM:", StringComparison.Ordinal))
                _messages.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, fault) => _messages.Add(fault);
        page.Context.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>The addresses that the page and its workers asked for.</summary>
    public List<string> Requests { get; } = [];

    public ILocator Answer => Page.Locator("#answer");

    public ILocator Announcement => Page.GetByRole(AriaRole.Status);

    public ILocator Status => Page.Locator("#status");

    public string Address => _server.Address;

    public static async Task<PadPage> OpenAsync(IBrowser browser, StaticServer server, BrowserNewContextOptions? options)
    {
        IBrowserContext context = await browser.NewContextAsync(options);
        PadPage pad = new(await context.NewPageAsync(), server);
        await pad.Page.GotoAsync(server.Address);
        await pad.ExpectReadyAsync();
        return pad;
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task ExpectAsync(ILocator locator, string pattern) => Assertions.Expect(locator).ToHaveTextAsync(new Regex(pattern), new() { Timeout = TimeoutMilliseconds });

    /// <summary>Waits until the network can be used.</summary>
    public Task ExpectReadyAsync() => Assertions.Expect(Page.Locator("#train")).ToBeEnabledAsync(new() { Timeout = TimeoutMilliseconds });

    /// <summary>Draws strokes with the mouse, and returns the digit that they are read as.</summary>
    public async Task<string> DrawAsync(Point[] strokes)
    {
        ILocator pad = Page.Locator("#pad");
        if (await Button("Clear").IsEnabledAsync())
            await Button("Clear").ClickAsync();
        await ExpectLabelAsync("^Empty drawing pad$");
        await pad.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await pad.BoundingBoxAsync())!;
        bool isDown = false;
        foreach (Point corner in strokes)
        {
            if (corner.LiftsPen)
                await Page.Mouse.UpAsync();
            else
                await Page.Mouse.MoveAsync(box.X + corner.X * box.Width, box.Y + corner.Y * box.Height, new() { Steps = isDown ? 3 : 1 });
            if (!corner.LiftsPen && !isDown)
                await Page.Mouse.DownAsync();
            isDown = !corner.LiftsPen;
        }
        await Page.Mouse.UpAsync();
        int count = 1 + strokes.Count(corner => corner.LiftsPen);
        await ExpectLabelAsync($@"^Drawing of {count} strokes?, read as \d$");
        return (await pad.GetAttributeAsync("aria-label"))![^1..];

        Task ExpectLabelAsync(string pattern) => Assertions.Expect(pad).ToHaveAttributeAsync("aria-label", new Regex(pattern), new() { Timeout = TimeoutMilliseconds });
    }

    /// <summary>How many of the ten digits, in their first shape, are read as what they are.</summary>
    public async Task<int> CountReadAsync()
    {
        int read = 0;
        for (int digit = 0; digit < DrawnDigits.Classes; digit++)
            read += await DrawAsync(Strokes.Variants(digit)[0]) == $"{digit}" ? 1 : 0;
        return read;
    }

    /// <summary>Asserts that nothing was printed, and nothing asked for elsewhere.</summary>
    public void AssertQuiet()
    {
        Assert.Empty(_messages);
        Assert.All(Requests.Where(address => !address.StartsWith("data:", StringComparison.Ordinal)), address => Assert.StartsWith(Address, address));
        Assert.Contains(Requests, address => address.EndsWith(".wasm", StringComparison.Ordinal));
    }

    /// <summary>Ends the server, as a lost connection does.</summary>
    public void Disconnect() => _server.Dispose();

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        _server.Dispose();
    }
}
