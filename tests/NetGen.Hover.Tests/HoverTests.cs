namespace NetGen.Hover.Tests;

/// <summary>What a user sees without opening the emitted code: shapes and costs, beside what they wrote themselves.</summary>
public sealed class HoverTests
{
    private const string OwnSummary = "/// <summary>Reads a digit.</summary>\n";
    private const string OwnRemarks = "/// <remarks>Of my own.</remarks>\n";
    private const string Total = "784 → 128 → 10: 101770 parameters (407080 bytes), 101632 multiply-adds a sample; trained by cross-entropy";
    private const string Hidden = "hidden: Dense, relu –128, 100480 parameters, 100352 multiply-adds, 401920 bytes: ";
    private const string Output = "dense2: Dense, softmax –10, 1290 parameters, 1280 multiply-adds, 5160 bytes: ";

    private const string Digits = """
        [NetGen.Network(784, Loss = NetGen.Loss.CrossEntropy)]
        [NetGen.Dense(128, NetGen.Activation.Relu, Name = "hidden")]
        [NetGen.Dense(10, NetGen.Activation.Softmax)]
        public sealed partial class Digits;

        """;

    public static TheoryData<string, string[], string[]> Classes => new()
    {
        { "", [$"A network {Total}.", Hidden, Output, $"In all –{Total}"], [$"A network {Total}."] },
        { OwnSummary, ["Reads a digit.", Hidden, Output, $"In all –{Total}"], ["Reads a digit."] },
        { OwnRemarks, [$"A network {Total}.", "Of my own."], [$"A network {Total}."] },
        { OwnSummary + OwnRemarks, ["Reads a digit.", "Of my own."], ["Reads a digit."] },
    };

    [Theory, MemberData(nameof(Classes))]
    public async Task A_class_shows_shapes_and_costs(string own, string[] hover, string[] completion)
    {
        AssertShows(hover, await new EditorProject(own + Digits.Replace("class Digits", "class ⟦Digits")).Hover());
        AssertShows(hover, await new EditorProject($"{own}{Digits}class Use {{ ⟦Digits? _digits; }}").Hover());
        AssertShows(completion, await new EditorProject($"{own}{Digits}class Use {{ void M(⟦) {{ }} }}").Describe("Digits"));
    }

    /// <summary>The table is there too for a class with remarks of its own.</summary>
    [Fact]
    public async Task The_summary_shows_the_table() =>
        AssertShows([Hidden, Output, $"In all –{Total}"], await Member("object x = Digits.⟦Summary;"));

    [Fact]
    public async Task Parameters_show_their_tensors() => AssertShows(
        ["All 101770 trained parameters, in one aligned block of 410176 bytes.", "hidden.weight: 128 × 784", "hidden.bias: 128", "dense2.weight: 10 × 128", "dense2.bias: 10"],
        await Member("object x = new Digits().⟦Parameters;"));

    [Theory]
    [InlineData("int x = Digits.⟦InputLength;", "= 784")]
    [InlineData("int x = Digits.⟦ParameterCount;", "= 101770")]
    public async Task Constants_show_their_values(string code, string value) => AssertShows([value], await Member(code));

    [Fact]
    public async Task Completion_of_a_member_shows_its_size() => AssertShows(
        ["in one aligned block of 410176 bytes"],
        await new EditorProject($"{Digits}class Use {{ void M(Digits digits) {{ digits.⟦ }} }}").Describe("Parameters"));

    private static Task<string> Member(string code) => new EditorProject($"{Digits}class Use {{ void M() {{ {code} }} }}").Hover();

    /// <summary>All of the lines, in order.</summary>
    private static void AssertShows(string[] lines, string shown)
    {
        int start = 0;
        foreach (string line in lines)
        {
            int place = shown.IndexOf(line, start, StringComparison.Ordinal);
            Assert.True(place >= 0, $"'{line}' is not shown, or not in its place:\n{shown}");
            start = place + line.Length;
        }
        Assert.DoesNotContain("A network", shown[start..], StringComparison.Ordinal);
    }
}
