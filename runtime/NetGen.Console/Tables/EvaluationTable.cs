using NetGen.Training;
using Spectre.Console;

namespace NetGen.Terminal;

/// <summary>The loss and the accuracy of each output of a network.</summary>
internal sealed class EvaluationTable(Evaluation evaluation) : FittedTable(null, _ => Columns(evaluation))
{
    private static List<FittedColumn> Columns(Evaluation evaluation)
    {
        OutputEvaluation[] outputs = [.. evaluation.Outputs.Values];
        bool isSingle = outputs.Length == 1;
        List<FittedColumn> columns =
        [
            new("Loss", isSingle ? [NumberText.Loss(evaluation.Loss)] : [.. outputs.Select(output => NumberText.Loss(output.Loss))], 2) { Total = isSingle ? null : NumberText.Loss(evaluation.Loss) },
            new("Samples", [.. outputs.Select(_ => NumberText.Count(evaluation.Count))], 0) { Style = Palette.Muted },
        ];
        if (Array.Exists(outputs, output => !double.IsNaN(output.Accuracy)))
            columns.Insert(1, new("Accuracy", [.. outputs.Select(output => NumberText.Percent(output.Accuracy))], 3));
        if (!isSingle)
            columns.Insert(0, new("Output", [.. outputs.Select(output => output.Name)], 4) { Alignment = Justify.Left, Total = "Network" });
        return columns;
    }
}
