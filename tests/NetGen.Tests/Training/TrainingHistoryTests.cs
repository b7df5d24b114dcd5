using NetGen.Training;

namespace NetGen.Tests.Training;

public class TrainingHistoryTests
{
    [Fact]
    public void The_table_has_a_row_for_each_epoch()
    {
        var history = new TrainingHistory(2);
        history.Add(new(1, 1.25, 1.5, 0.5, 3));
        history.Add(new(2, 0.123456, 0.2, 0.98765, 2.5));
        const string Expected = """
            Epoch     Loss  Validation loss  Accuracy  Seconds
            ──────────────────────────────────────────────────
                1     1.25              1.5   50.00 %     3.00
                2  0.12346              0.2   98.77 %     2.50

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), history.ToString());
        Assert.Equal(5.5, history.Seconds);
        Assert.Equal(2, history.Last.Epoch);
    }

    [Fact]
    public void Empty_columns_are_omitted()
    {
        var history = new TrainingHistory(1);
        history.Add(new(1, 2, double.NaN, double.NaN, 1));
        Assert.Equal("Epoch  Loss  Seconds", history.ToString().Split('\n')[0]);
    }

    [Theory]
    [InlineData(25, 25)]
    [InlineData(26, 14)]
    [InlineData(10_000, 21)]
    [InlineData(9_999, 21)]
    public void A_long_history_shows_some_epochs_with_the_first_and_the_last(int epochs, int rows)
    {
        var history = new TrainingHistory(epochs);
        for (int epoch = 1; epoch <= epochs; epoch++)
            history.Add(new(epoch, 1, double.NaN, double.NaN, 0));
        string[] lines = history.ToString().TrimEnd().Split('\n');
        Assert.Equal(rows, lines.Length - 2);
        Assert.StartsWith("1 ", lines[2].TrimStart());
        Assert.StartsWith($"{epochs:N0} ", lines[^1].TrimStart());
    }

    [Fact]
    public void Without_a_complete_epoch_there_is_no_last() => Assert.Throws<InvalidOperationException>(() => new TrainingHistory(3).Last);
}
