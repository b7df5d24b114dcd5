using NetGen.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Terminal;

/// <summary>Summaries and results as tables for Spectre.Console, which fit their columns to the width of the terminal, and shortcuts that write them.</summary>
public static class Renderables
{
    /// <summary>A row for each layer: name, kind, shape, parameters, multiply-adds and their share; of a graph also what each layer reads, and the outputs.</summary>
    public static IRenderable ToTable(this NetworkSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new NetworkSummaryTable(summary);
    }

    /// <summary>A row for each epoch, or for some of them if they are many.</summary>
    public static IRenderable ToTable(this TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return EpochTable.Of(history);
    }

    /// <summary>Loss and accuracy, with a row for each output.</summary>
    public static IRenderable ToTable(this Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return new EvaluationTable(evaluation);
    }

    /// <summary>A row for each actual class and a column for each predicted one, coloured by the share of the row. Where not all classes fit, those with the most errors, and a column for the others.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="names">Names of the classes; null for their numbers.</param>
    /// <exception cref="ArgumentException">The names are not as many as the classes.</exception>
    public static IRenderable ToTable(this ConfusionMatrix matrix, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (names is not null && names.Count != matrix.Classes)
            throw new ArgumentException(NumberText.Invariant($"There are {names.Count:N0} names for {matrix.Classes:N0} classes; each class needs one."), nameof(names));
        return new ConfusionMatrixTable(matrix, names);
    }

    /// <summary>Writes the table of a network.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="console">Where to write it; by default standard output.</param>
    public static void Write(this NetworkSummary summary, IAnsiConsole? console = null) => Write(summary.ToTable(), console);

    /// <summary>Writes the table of epochs.</summary>
    /// <param name="history">The history.</param>
    /// <param name="console">Where to write it; by default standard output.</param>
    public static void Write(this TrainingHistory history, IAnsiConsole? console = null) => Write(history.ToTable(), console);

    /// <summary>Writes the table of an evaluation.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="console">Where to write it; by default standard output.</param>
    public static void Write(this Evaluation evaluation, IAnsiConsole? console = null) => Write(evaluation.ToTable(), console);

    /// <summary>Writes the table of a confusion matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="names">Names of the classes; null for their numbers.</param>
    /// <param name="console">Where to write it; by default standard output.</param>
    /// <exception cref="ArgumentException">The names are not as many as the classes.</exception>
    public static void Write(this ConfusionMatrix matrix, IReadOnlyList<string>? names = null, IAnsiConsole? console = null) => Write(matrix.ToTable(names), console);

    private static void Write(IRenderable table, IAnsiConsole? console) => (console ?? AnsiConsole.Console).Write(table);
}
