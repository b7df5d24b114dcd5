using Spectre.Console;

namespace NetGen.Terminal;

/// <summary>Whether a console can be drawn on again and again.</summary>
internal static class LiveTerminal
{
    /// <summary>The variables by which services of continuous integration make themselves known.</summary>
    private static readonly string[] s_integration = ["CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION", "JENKINS_URL", "APPVEYOR", "BUILDKITE", "CODEBUILD_BUILD_ID"];

    public static bool Is(IAnsiConsole console, Func<string, string?> environment) =>
        console.Profile is { Out.IsTerminal: true, Capabilities: { Ansi: true, Interactive: true } }
        && environment("TERM") is not "dumb"
        && !Array.Exists(s_integration, name => environment(name) is not (null or "" or "0" or "false"));
}
