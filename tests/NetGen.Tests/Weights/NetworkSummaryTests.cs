namespace NetGen.Tests.Weights;

public class NetworkSummaryTests
{
    private static readonly NetworkSummary Summary = new("DigitReader", "784",
    [
        new("hidden", "Dense, ReLU", "128", 100_480, 100_352, "panels of 64", "784 inputs"),
        new("dense2", "Dense, Softmax", "10", 1_290, 1_280, "straight line", ""),
    ]);

    [Fact]
    public void The_table_lists_layers_and_totals()
    {
        const string Expected = """
            DigitReader, input 784
            Layer (kind)             Output shape  Param #  Multiply-adds    Bytes  Code shape
            ────────────────────────────────────────────────────────────────────────────────────────────────
            hidden (Dense, ReLU)     128           100,480        100,352  401,920  panels of 64: 784 inputs
            dense2 (Dense, Softmax)  10              1,290          1,280    5,160  straight line
            ────────────────────────────────────────────────────────────────────────────────────────────────
            Total                                  101,770        101,632  407,080

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), Summary.ToString());
    }

    [Fact]
    public void Totals_are_sums()
    {
        Assert.Equal(101_770, Summary.Parameters);
        Assert.Equal(101_632, Summary.MultiplyAdds);
        Assert.Equal(407_080, Summary.Bytes);
    }
}
