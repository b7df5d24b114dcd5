namespace NetGen.Training.Tests.Pictures;

/// <summary>A test in Debian's Chromium: skipped where it is not installed; tests/NetGen.Reach/install.sh installs it.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    private const string Browser = "chromium";

    public BrowserFactAttribute() => Skip = Path is null ? $"{Browser} is not installed." : null;

    /// <summary>The installed browser; null for none.</summary>
    internal static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, Browser)).FirstOrDefault(File.Exists);
}
