using NetGen.Data;
using NetGen.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Training.Tests.Terminal;

/// <summary>Summaries and results as tables.</summary>
public sealed class TableTests
{
    public static TheoryData<int> Widths => [40, 80, 200];

    private static string[] Lines(IRenderable table, int width = 80, bool isTerminal = true)
    {
        (Screen screen, IAnsiConsole console) = Screen.Create(width, isTerminal: isTerminal);
        console.Write(table);
        Assert.All(screen.Lines, line => Assert.InRange(line.Length, 0, width));
        return [.. screen.Lines.Where(line => line.Length > 0)];
    }

    private static ConfusionMatrix Matrix(int classes, params (int Actual, int Predicted, int Count)[] cells)
    {
        List<int> actual = [], predicted = [];
        foreach (var (label, prediction, count) in cells)
        {
            actual.AddRange(Enumerable.Repeat(label, count));
            predicted.AddRange(Enumerable.Repeat(prediction, count));
        }
        return ConfusionMatrix.Of([.. actual], [.. predicted], classes);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_summary_has_a_row_for_each_layer_and_fits(int width)
    {
        string[] lines = Lines(Classifier.Summary.ToTable(), width);
        Assert.Equal("Classifier, input 2", lines[0]);
        Assert.Contains(lines, line => line.Contains("hidden", StringComparison.Ordinal) && line.Contains("24", StringComparison.Ordinal) && line.Contains("40.0 %", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("dense2", StringComparison.Ordinal) && line.Contains("27", StringComparison.Ordinal) && line.Contains("60.0 %", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Total", StringComparison.Ordinal) && line.Contains("51", StringComparison.Ordinal));
        Assert.Equal(width > 40, lines.Any(line => line.Contains("Dense, tanh", StringComparison.Ordinal)));
        Assert.Equal(width > 40, lines.Any(line => line.Contains('█')));
        Assert.Equal(width <= 40, lines.Any(line => line.StartsWith("Too narrow for: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_summary_of_a_graph_has_what_layers_read_and_the_outputs()
    {
        var summary = new NetworkSummary("Graph", "", [new("a", "Dense", "4", 8, 8, "", "") { From = ["x[0]"] }])
        {
            Inputs = [new("x[0]", "2"), new("y", "3")],
            Outputs = [new("action", "4", "a", "0.5 · cross-entropy")],
        };
        string[] lines = Lines(summary.ToTable(), 120);
        Assert.Equal("Graph, inputs x[0] 2, y 3", lines[0]);
        Assert.Contains(lines, line => line.Contains("From", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("x[0]", StringComparison.Ordinal) && line.Contains("Dense", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("action", StringComparison.Ordinal) && line.Contains("output, 0.5 · cross-entropy", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_may_have_the_characters_of_markup()
    {
        var summary = new NetworkSummary("N<[red]>", "[2]", [new("[bold]x[/]", "Dense, [x", "4", 8, 0, "", "")]);
        string[] lines = Lines(summary.ToTable());
        Assert.Equal("N<[red]>, input [2]", lines[0]);
        Assert.Contains(lines, line => line.Contains("[bold]x[/]", StringComparison.Ordinal) && line.Contains("Dense, [x", StringComparison.Ordinal));
        Assert.Contains(Lines(Matrix(2, (0, 0, 1)).ToTable(["[cat]", "]dog["])), line => line.Contains("[cat]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_without_layers_or_multiply_adds_has_a_table()
    {
        Assert.Equal("Empty, input 2", Lines(new NetworkSummary("Empty", "2", []).ToTable())[0]);
        Assert.Contains(Lines(new NetworkSummary("Flat", "2", [new("flatten1", "Flatten", "2", 0, 0, "", "")]).ToTable()), line => line.Contains("0.0 %", StringComparison.Ordinal));
    }

    [Fact]
    public void A_confusion_matrix_is_readable_without_colour()
    {
        string[] lines = Lines(Matrix(3, (0, 0, 1200), (0, 2, 3), (1, 1, 10)).ToTable(["ant", "bee", "cat"]), isTerminal: false);
        Assert.Equal(
            [
                "actual   ant   bee   cat   recall",
                "   ant 1,200     ·     3   99.8 %",
                "   bee     ·    10     ·  100.0 %",
                "   cat     ·     ·     ·        –",
                "Rows are actual classes, columns predicted ones.",
            ], lines);
    }

    [Fact]
    public void A_cell_has_a_stronger_colour_the_more_of_its_row_it_has()
    {
        (Screen screen, IAnsiConsole console) = Screen.Create(colors: ColorSystemSupport.TrueColor);
        console.Write(Matrix(2, (0, 0, 1), (0, 1, 99), (1, 1, 100)).ToTable());
        Assert.Contains("48;2;0;130;50m", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("48;2;0;42;16m", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("48;2;219;0;19m", screen.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Of_very_many_classes_those_with_the_most_errors_are_shown(int width)
    {
        string[] lines = Lines(Matrix(1000, [.. Enumerable.Range(0, 1000).Select(label => (label, label, 50)), (7, 993, 5), (500, 501, 4)]).ToTable(), width);
        Assert.Contains(lines, line => line.TrimStart().StartsWith("993 ", StringComparison.Ordinal));
        string seven = lines.Single(line => line.TrimStart().StartsWith("7 ", StringComparison.Ordinal));
        Assert.EndsWith("90.9 %", seven, StringComparison.Ordinal);
        Assert.Matches(@"\d+ of 1,000 classes: those with the most", string.Join(' ', lines));
    }

    [Fact]
    public void The_column_of_other_classes_completes_a_row()
    {
        string[] lines = Lines(Matrix(40, [.. Enumerable.Range(0, 40).Select(label => (label, label, 10)), (1, 2, 9), (1, 39, 3), (2, 1, 9), .. Enumerable.Range(3, 30).Select(label => (label, 2, 2))]).ToTable(), 40);
        string one = lines.Single(line => line.TrimStart().StartsWith("1 ", StringComparison.Ordinal));
        int[] counts = [.. one.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^2].Select(cell => cell == "·" ? 0 : int.Parse(cell))];
        Assert.Equal(22, counts.Sum());
    }

    [Fact]
    public void Names_must_be_as_many_as_the_classes()
    {
        var error = Assert.Throws<ArgumentException>(() => Matrix(3).ToTable(["a"]));
        Assert.Contains("There are 1 names for 3 classes", error.Message, StringComparison.Ordinal);
        Assert.Contains(Lines(Matrix(2, (0, 0, 1)).ToTable([new('x', 50), "b"])), line => line.Contains(new string('x', 15) + "…", StringComparison.Ordinal));
    }

    [Fact]
    public void An_evaluation_has_loss_and_accuracy()
    {
        Evaluation evaluation = Evaluation.Of(new Classifier(seed: 1), Datasets.Points());
        string[] lines = Lines(evaluation.ToTable());
        Assert.Matches("Loss +Accuracy +Samples", lines[0]);
        Assert.Contains($"{NumberText.Percent(evaluation.Accuracy)}", lines[2], StringComparison.Ordinal);
        Evaluation regression = Evaluation.Of(new Regressor(seed: 1), Dataset.FromArrays([1f, 2, 3], [4f, 5], 3, 2));
        Assert.DoesNotContain("Accuracy", Lines(regression.ToTable())[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_long_history_has_some_epochs(int width)
    {
        var history = new TrainingHistory(1003);
        for (int epoch = 1; epoch <= 1003; epoch++)
            history.Add(new(epoch, 1.0 / epoch, epoch == 7 ? 0.5 : double.NaN, double.NaN, 0.01));
        string[] lines = Lines(history.ToTable(), width);
        int[] epochs = [.. lines[2..].Select(line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], System.Globalization.NumberStyles.AllowThousands))];
        Assert.Equal([1, .. Enumerable.Range(1, 20).Select(k => 50 * k), 1003], epochs);
    }

    [Fact]
    public void The_shortcuts_write_to_a_console()
    {
        (Screen screen, IAnsiConsole console) = Screen.Create();
        Classifier.Summary.Write(console);
        Matrix(2, (0, 1, 3)).Write(console: console);
        Evaluation.Of(new Classifier(seed: 1), Datasets.Points()).Write(console);
        new TrainingHistory(1).Write(console);
        Assert.Contains("Classifier", screen.Text, StringComparison.Ordinal);
        Assert.Contains("recall", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Samples", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Epoch", screen.Text, StringComparison.Ordinal);
    }
}
