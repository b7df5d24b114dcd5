using System.Text.RegularExpressions;
using NetGen.Terminal;
using Spectre.Console;

namespace NetGen.Training.Tests.Terminal;

/// <summary>Lines, where nothing can be drawn again.</summary>
public sealed class LinesDisplayTests
{
    [Fact]
    public void Redirected_output_has_a_line_for_each_epoch_and_no_escape_sequence()
    {
        var run = new Run(isTerminal: false);
        run.Fit(epochs: 3, secondsPerStep: 0.1);
        string[] lines = run.Screen.Lines;
        Assert.Equal(5, lines.Length);
        for (int epoch = 1; epoch <= 3; epoch++)
            Assert.Matches($@"^epoch {epoch} of 3: loss \d\.\d{{4}}, validation loss \d\.\d{{4}}, accuracy \d+\.\d\d %, \d\.\d\d s$", lines[epoch - 1]);
        Assert.StartsWith("Completed 3 epochs in", lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Screen.ToString());
    }

    [Fact]
    public void Lines_are_not_wrapped()
    {
        var run = new Run(width: 20, isTerminal: false);
        run.Fit(epochs: 1, secondsPerStep: 0);
        Assert.Equal(3, run.Screen.Lines.Length);
        Assert.True(run.Screen.Lines[0].Length > 20);
    }

    [Fact]
    public void A_long_epoch_has_a_line_every_five_seconds()
    {
        var run = new Run(isTerminal: false);
        run.Fit(epochs: 2, secondsPerStep: 2);
        string[] lines = run.Screen.Lines;
        Assert.Matches(@"^epoch 1 of 2, 50 %: loss \d\.\d{4}, [0-9,]+ samples/s, .* left$", lines[0]);
        Assert.StartsWith("epoch 1 of 2: ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("epoch 2 of 2, 50 %: ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("epoch 2 of 2: ", lines[3], StringComparison.Ordinal);
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public void Of_many_epochs_some_have_a_line()
    {
        var run = new Run(isTerminal: false);
        run.Fit(epochs: 305, secondsPerStep: 0);
        string[] epochs = [.. run.Screen.Lines.Where(line => line.StartsWith("epoch", StringComparison.Ordinal))];
        Assert.Equal(61, epochs.Length);
        Assert.StartsWith("epoch 5 of 305", epochs[0], StringComparison.Ordinal);
        Assert.StartsWith("epoch 305 of 305", epochs[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CI", "true", false)]
    [InlineData("CI", "false", true)]
    [InlineData("CI", "", true)]
    [InlineData("GITHUB_ACTIONS", "true", false)]
    [InlineData("TF_BUILD", "True", false)]
    [InlineData("TERM", "dumb", false)]
    [InlineData("TERM", "xterm-256color", true)]
    [InlineData("NO_COLOR", "1", true)]
    public void The_environment_decides_whether_it_is_live(string variable, string value, bool isLive)
    {
        var run = new Run(environment: new() { [variable] = value });
        run.Fit(epochs: 1);
        Assert.Equal(isLive, run.Screen.ToString().Contains("\e[?25l", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("1", false)]
    public void No_color_is_respected(string? noColor, bool hasColors)
    {
        // Spectre.Console reads the process's own environment.
        Dictionary<string, string?> variables = new() { ["TERM"] = "xterm-256color", ["COLORTERM"] = "truecolor", ["NO_COLOR"] = noColor }, before = [];
        foreach (string name in variables.Keys)
        {
            before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, variables[name]);
        }
        (Screen screen, IAnsiConsole console) = Screen.Create(colors: ColorSystemSupport.Detect);
        foreach (var (name, value) in before)
            Environment.SetEnvironmentVariable(name, value);
        new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { Callbacks = [ConsoleDisplay.Live(console, null, new ManualTime(), _ => null)] }.Fit(Datasets.Points(), epochs: 2);
        Assert.Contains("\e[?25l", screen.ToString(), StringComparison.Ordinal);
        Assert.Equal(hasColors, Regex.IsMatch(screen.ToString(), "\e\\[[0-9;]*[34]8;"));
    }
}
