using NetGen.Training;

namespace NetGen.Terminal;

/// <summary>A row for each of some epochs.</summary>
internal sealed class EpochTable(IReadOnlyList<EpochResult> epochs) : FittedTable(null, _ => Columns(epochs))
{
    /// <summary>The most rows of a history's table: of more epochs it has every second, fifth, tenth …, the first and the last.</summary>
    private const int MostRows = 25;

    public static EpochTable Of(TrainingHistory history)
    {
        IReadOnlyList<EpochResult> all = history.Epochs;
        int stride = EpochStride.Of(all.Count, MostRows);
        return new([.. all.Where((epoch, index) => epoch.Epoch % stride == 0 || index == 0 || index == all.Count - 1)]);
    }

    private static FittedColumn[] Columns(IReadOnlyList<EpochResult> epochs) =>
    [
        new("Epoch", [.. epochs.Select(epoch => NumberText.Count(epoch.Epoch))], int.MaxValue),
        .. EpochColumn.ScoresOf(epochs).Prepend(EpochColumn.Loss).Select(column => new FittedColumn(column.Heading, [.. epochs.Select(epoch => column.Format(column.Value(epoch)))], column.Importance)),
        new("Seconds", [.. epochs.Select(epoch => NumberText.Seconds(epoch.Seconds))], 0) { Style = Palette.Muted },
    ];
}
