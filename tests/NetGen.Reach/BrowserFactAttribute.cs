namespace NetGen.Reach;

/// <summary>A test that publishes a program as WebAssembly and opens it in Chromium: skipped without the browser or the packages, and as <see cref="LongFactAttribute"/> is.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public const string Browser = "chromium";

    private static readonly Lazy<string?> s_missing = new(() => Tools.OtherMachine ?? Tools.Missing(Browser) ?? Tools.NotRestored("""
        <Project Sdk="Microsoft.NET.Sdk.WebAssembly">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
        </Project>
        """));

    public BrowserFactAttribute() => Skip = LongFactAttribute.Reason ?? s_missing.Value;
}
