using Digits;
using Microsoft.Playwright;

namespace NetGen.Reach.DigitPad;

/// <summary>samples/DigitPad, used as people use it.</summary>
[Collection(nameof(Hashes))]
public class DigitPadTests(PublishedPage published) : IClassFixture<PublishedPage>
{
    /// <summary>Counts frames, of which a page that waits for its training has none, and collects what the drawing is read as, while training runs.</summary>
    private const string WatchTraining = """
        () => {
            const watched = globalThis.watched = { frames: 0, readings: new Set() };
            const next = () => {
                if (document.getElementById('status').textContent.startsWith('Epoch')) {
                    watched.frames++;
                    watched.readings.add(document.getElementById('sureness').textContent);
                }
                requestAnimationFrame(next);
            };
            next();
        }
        """;

    /// <summary>Stops training at its first report: the test itself might come too late.</summary>
    private const string StopAtOnce = """
        () => new MutationObserver((_, observer) => {
            if (!document.getElementById('status').textContent.startsWith('Epoch'))
                return;
            observer.disconnect();
            document.getElementById('train').click();
        }).observe(document.getElementById('status'), { childList: true })
        """;

    [BrowserFact]
    public async Task Digits_drawn_with_the_mouse_are_read()
    {
        await using PadPage pad = await published.OpenAsync();
        Assert.Equal(DrawnDigits.Classes, await pad.CountReadAsync());
        await pad.Button("Undo").ClickAsync();
        await pad.ExpectAsync(pad.Answer, "^–$");
        pad.AssertQuiet();
    }

    [BrowserFact]
    public async Task The_keyboard_draws_undoes_and_clears()
    {
        await using PadPage pad = await published.OpenAsync();
        await pad.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(pad.Page.Locator("#pad")).ToBeFocusedAsync();
        await PressAsync("ArrowLeft", 5);
        await PressAsync("Space", 1);
        await pad.ExpectAsync(pad.Announcement, "^Pen down, 29 % from the left, 25 % from the top.$");
        await PressAsync("ArrowRight", 10);
        await pad.Page.Keyboard.DownAsync("ArrowLeft");
        // The down key repeats; both together are a diagonal.
        await PressAsync("ArrowDown", 6);
        await pad.Page.Keyboard.UpAsync("ArrowLeft");
        await PressAsync("ArrowDown", 8);
        await PressAsync("Space", 1);
        await pad.ExpectAsync(pad.Announcement, "^It looks like a 7,");
        await pad.ExpectAsync(pad.Answer, "^7$");
        await PressAsync("Backspace", 1);
        await pad.ExpectAsync(pad.Answer, "^–$");
        await PressAsync("Space", 2);
        await pad.ExpectAsync(pad.Answer, @"^\d$");
        await PressAsync("Delete", 1);
        await pad.ExpectAsync(pad.Announcement, "^The pad is empty.$");
        await pad.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(pad.Button("Train")).ToBeFocusedAsync();
        pad.AssertQuiet();

        async Task PressAsync(string key, int times)
        {
            for (int i = 0; i < times; i++)
                await pad.Page.Keyboard.PressAsync(key);
        }
    }

    [BrowserFact]
    public async Task Training_starts_from_scratch_while_the_page_reads_and_its_weights_are_used()
    {
        await using PadPage pad = await published.OpenAsync();
        Point[] three = Strokes.Variants(3)[0];
        string trained = await WeightsAsync();
        await pad.DrawAsync(three);
        await pad.Page.EvaluateAsync(WatchTraining);
        await pad.Button("Train").ClickAsync();
        await pad.ExpectAsync(pad.Status, @"^Trained: after 8 of 8 epochs the loss is 0\.[01]\d+, and (9[5-9]|100)(\.\d)? % of unseen digits are read correctly\.$");
        Assert.Matches("after 8 of 8 epochs the loss is 0", await pad.Page.Locator("#chart").GetAttributeAsync("aria-label"));
        Assert.InRange(await pad.Page.EvaluateAsync<int>("watched.frames"), 10, int.MaxValue);
        Assert.InRange(await pad.Page.EvaluateAsync<int>("watched.readings.size"), 3, int.MaxValue);
        Assert.InRange(await pad.CountReadAsync(), 8, DrawnDigits.Classes);
        await ClearAsync();
        Assert.NotEqual(trained, await WeightsAsync());

        await pad.Button("Train again").ClickAsync();
        await pad.Button("Stop").ClickAsync();
        await pad.ExpectAsync(pad.Status, "^Stopped before the first step: the weights are as they were.$");
        await pad.Page.EvaluateAsync(StopAtOnce);
        await pad.Button("Train again").ClickAsync();
        await pad.ExpectAsync(pad.Status, "^Stopped: after [0-7][0-9.]* of 8 epochs the loss is ");
        await pad.Button("Use the built-in weights").ClickAsync();
        await pad.ExpectAsync(pad.Status, "^The built-in weights are in use.$");
        Assert.Equal("3", await pad.DrawAsync(three));
        await ClearAsync();
        Assert.Equal(trained, await WeightsAsync());
        pad.AssertQuiet();

        async Task ClearAsync()
        {
            await pad.Button("Clear").ClickAsync();
            await pad.ExpectAsync(pad.Announcement, "^The pad is empty.$");
        }

        // Pictures of the hidden neurons' weights.
        Task<string> WeightsAsync() => pad.Page.Locator("#hidden").EvaluateAsync<string>("canvas => canvas.toDataURL()");
    }

    [BrowserFact]
    public async Task The_page_opens_without_a_connection_once_it_was_loaded()
    {
        await using PadPage pad = await published.OpenAsync();
        await pad.ExpectAsync(pad.Page.Locator("#offline"), "without a connection");
        pad.AssertQuiet();
        pad.Disconnect();
        await pad.Page.ReloadAsync();
        await pad.ExpectReadyAsync();
        await pad.ExpectAsync(pad.Page.Locator("#offline"), "without a connection");
        Assert.Equal("7", await pad.DrawAsync(Strokes.Variants(7)[0]));
        await pad.Button("Train").ClickAsync();
        await pad.ExpectAsync(pad.Status, "^(Epoch|Trained)");
    }

    [BrowserFact]
    public async Task Every_width_fits_text_is_readable_and_nothing_moves_for_those_who_ask()
    {
        await using PadPage pad = await published.OpenAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await pad.DrawAsync(Strokes.Variants(5)[0]);
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await pad.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            foreach (int width in (int[])[320, 360, 800, 1600])
            {
                await pad.Page.SetViewportSizeAsync(width, 800);
                Assert.Equal(width, await pad.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            }
            Assert.Empty(await pad.Page.EvaluateAsync<string[]>(Contrast.FaintTexts));
        }
        Assert.Equal("0s", await pad.Page.Locator(".bar").First.EvaluateAsync<string>("bar => getComputedStyle(bar).transitionDuration"));
        pad.AssertQuiet();
    }
}
