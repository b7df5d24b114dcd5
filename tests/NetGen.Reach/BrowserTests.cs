using Microsoft.Playwright;

namespace NetGen.Reach;

/// <summary>The same bits in a browser: tests/NetGen.Bits.Browser, interpreted as WebAssembly without a workload's compiler; its multiply-adds are fused in software.</summary>
[Collection(nameof(Hashes))]
public class BrowserTests(Hashes hashes)
{
    // Served by the test itself from the published files.
    private const string Site = "http://bits.example/";

    private const float TimeoutMilliseconds = 600_000;

    [BrowserFact]
    public async Task Every_hash_equals_that_of_x64()
    {
        using var bits = new BitsProject();
        // The outputs of the solution are referenced, not built again.
        bits.Publish(Path.Combine(Repository.Root, "tests", "NetGen.Bits.Browser"), "-p:BuildProjectReferences=false");
        string output = await Print(Path.Combine(bits.Published, "wwwroot"));
        hashes.AssertSame(output, threads: 1);
    }

    /// <summary>Returns what a page prints to its console until it sets its exit code, which must be 0.</summary>
    private static async Task<string> Print(string folder)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        // Chromium has no sandbox for root; the page is trusted.
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Tools.Find(BrowserFactAttribute.Browser), Args = ["--no-sandbox"] });
        IPage page = await browser.NewPageAsync();
        await page.RouteAsync($"{Site}**", route => route.FulfillAsync(Answer(folder, new Uri(route.Request.Url).AbsolutePath)));
        List<string> lines = [];
        page.Console += (_, message) =>
        {
            // What the interpreter says of the methods that it doesn't compile is no output of the program.
            if (!message.Text.StartsWith("MONO_WASM:", StringComparison.Ordinal))
                lines.Add(message.Text);
        };
        page.PageError += (_, fault) => lines.Add(fault);
        await page.GotoAsync(Site);
        try
        {
            await page.WaitForFunctionAsync("globalThis.exitCode !== undefined", null, new() { Timeout = TimeoutMilliseconds });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The page did not finish:\n{string.Join('\n', lines)}");
        }
        Assert.True(await page.EvaluateAsync<int>("globalThis.exitCode") == 0, string.Join('\n', lines));
        return string.Join('\n', lines);
    }

    private static RouteFulfillOptions Answer(string folder, string path)
    {
        string file = Path.Combine(folder, path == "/" ? "index.html" : path[1..]);
        if (!File.Exists(file))
            return new() { Status = 404 };
        string type = Path.GetExtension(file) switch { ".html" => "text/html", ".js" => "text/javascript", ".wasm" => "application/wasm", _ => "application/octet-stream" };
        return new() { Path = file, ContentType = type };
    }
}
