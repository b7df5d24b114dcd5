namespace NetGen.Hover.Tests;

/// <summary>The information that editors show without opening the emitted code: shapes and costs, next to the user's own documentation.</summary>
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

    private const string Sight = """
        [NetGen.Network(3, 16, 16, Loss = NetGen.Loss.CrossEntropy)]
        [NetGen.Conv2D(8, 3, Padding = 1, Name = "eyes")]
        [NetGen.BatchNorm]
        [NetGen.Activate(NetGen.Activation.Relu)]
        [NetGen.MaxPool2D(2)]
        [NetGen.Conv2D(8, 3, NetGen.Activation.Tanh, Padding = NetGen.Padding.Same, Groups = 8)]
        [NetGen.LayerNorm]
        [NetGen.Flatten]
        [NetGen.Dense(10)]
        [NetGen.PRelu]
        [NetGen.Dropout(0.1)]
        [NetGen.Dense(10, NetGen.Activation.Softmax)]
        public sealed partial class Sight;

        """;

    private const string Text = """
        [NetGen.Network(7)]
        [NetGen.Embedding(11, 6)]
        [NetGen.PositionEmbedding]
        [NetGen.LayerNorm(Over = NetGen.Over.Channels)]
        [NetGen.SelfAttention(3, Causal = true, Name = "look")]
        public sealed partial class Text;

        """;

    private const string Sound = """
        [NetGen.Network(2, 20)]
        [NetGen.Lstm(5, Bidirectional = true, Name = "ear")]
        [NetGen.Gru(4)]
        [NetGen.Rnn(3, NetGen.Activation.Relu, Return = NetGen.Return.Last)]
        public sealed partial class Sound;

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

    /// <summary>The table is shown here even for a class with its own remarks.</summary>
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

    /// <summary>Every kind of layer has a row with its kind, its output shape and its costs.</summary>
    [Fact]
    public async Task Spatial_layers_show_shapes_and_costs() => AssertShows(
        [
            "A network 3 × 16 × 16 → 8 × 16 × 16 → 8 × 16 × 16 → 8 × 16 × 16 → 8 × 8 × 8 → 8 × 8 × 8 → 8 × 8 × 8 → 512 → 10 → 10 → 10 → 10: 6585 parameters (26340 bytes), 65124 multiply-adds a sample; trained by cross-entropy.",
            "eyes: Conv2D –8 × 16 × 16, 224 parameters, 55296 multiply-adds, 896 bytes: columns in lanes, 4 × 1 tiles of filters, in inference; filters in lanes in training; 8 filters would leave lanes empty",
            "norm1: BatchNorm –8 × 16 × 16, 16 parameters, 0 multiply-adds, 64 bytes: channels in lanes; in inference a scale and a shift",
            "activation1: Activate, relu –8 × 16 × 16, 0 parameters, 0 multiply-adds, 0 bytes: elements in lanes; each by itself",
            "pool1: MaxPool2D –8 × 8 × 8, 0 parameters, 0 multiply-adds, 0 bytes: channels in lanes; each channel by itself",
            "conv2: Conv2D, tanh –8 × 8 × 8, 80 parameters, 4608 multiply-adds, 320 bytes: filters in lanes, 8 × 1 tiles of pixels; 9 terms a sum, a kernel's row written out",
            "norm2: LayerNorm –8 × 8 × 8, 1024 parameters, 0 multiply-adds, 4096 bytes: elements in lanes; sums over the whole sample",
            "flatten1: Flatten –512, 0 parameters, 0 multiply-adds, 0 bytes: no code of its own; at most a copy, where the order of elements changes",
            "dense1: Dense –10, 5130 parameters, 5120 multiply-adds, 20520 bytes: ",
            "prelu1: PRelu –10, 1 parameters",
            "dropout1: Dropout –10, 0 parameters, 0 multiply-adds, 0 bytes: elements in lanes; off outside training",
            "In all –",
        ],
        await new EditorProject($"{Sight}class Use {{ ⟦Sight? _sight; }}").Hover());

    [Fact]
    public async Task Layers_of_sequences_show_shapes_and_costs() => AssertShows(
        [
            "A network 7 → 6 × 7 → 6 × 7 → 6 × 7 → 6 × 7: 288 parameters (1152 bytes), 1344 multiply-adds a sample; trained by mean squared error.",
            "embedding1: Embedding –6 × 7, 66 parameters, 0 multiply-adds, 264 bytes: copies rows; gradients are sums of rows",
            "position1: PositionEmbedding –6 × 7, 42 parameters, 0 multiply-adds, 168 bytes: elements in lanes; each by itself",
            "norm1: LayerNorm –6 × 7, 12 parameters, 0 multiply-adds, 48 bytes: channels in lanes; sums over each pixel",
            "look: SelfAttention –6 × 7, 168 parameters, 1344 multiply-adds, 672 bytes: queries in lanes, then channels; products of each head in 4 × 2 and 8 × 1 tiles",
            "In all –",
        ],
        await new EditorProject($"{Text}class Use {{ ⟦Text? _text; }}").Hover());

    [Fact]
    public async Task Parameters_show_running_statistics_too() => AssertShows(
        ["trained parameters and the running statistics, in one aligned block of ", "eyes.weight: 8 × 3 × 3 × 3", "norm1.weight: 8", "norm1.running_mean: 8", "conv2.weight: 8 × 1 × 3 × 3", "norm2.weight: 8 × 8 × 8"],
        await new EditorProject($"{Sight}class Use {{ object _parameters = new Sight().⟦Parameters; }}").Hover());

    [Fact]
    public async Task Recurrent_layers_show_shapes_and_costs() => AssertShows(
        [
            "A network 2 × 20 → 10 × 20 → 4 × 20 → 3: 579 parameters (2316 bytes), 9380 multiply-adds a sample; trained by mean squared error.",
            "ear: Lstm –10 × 20, 360 parameters, 5600 multiply-adds, 1440 bytes: units in lanes, frame by frame; each frame needs the state after the one before",
            "gru1: Gru –4 × 20, 192 parameters, 3360 multiply-adds, 768 bytes: units in lanes, frame by frame",
            "rnn1: Rnn –3, 27 parameters, 420 multiply-adds, 108 bytes: units in lanes, frame by frame",
            "In all –",
        ],
        await new EditorProject($"{Sound}class Use {{ ⟦Sound? _sound; }}").Hover());

    [Fact]
    public async Task Parameters_of_recurrent_layers_have_the_names_of_PyTorch() => AssertShows(
        ["ear.weight_ih_l0: 20 × 2", "ear.weight_hh_l0: 20 × 5", "ear.bias_ih_l0: 20", "ear.bias_hh_l0: 20", "ear.weight_ih_l0_reverse: 20 × 2", "gru1.weight_hh_l0: 12 × 4", "rnn1.bias_hh_l0: 3"],
        await new EditorProject($"{Sound}class Use {{ object _parameters = new Sound().⟦Parameters; }}").Hover());

    private static Task<string> Member(string code) => new EditorProject($"{Digits}class Use {{ void M() {{ {code} }} }}").Hover();

    /// <summary>Asserts that all lines are shown, in order.</summary>
    private static void AssertShows(string[] lines, string shown)
    {
        int start = 0;
        foreach (string line in lines)
        {
            int place = shown.IndexOf(line, start, StringComparison.Ordinal);
            Assert.True(place >= 0, $"'{line}' is not shown, or not in order:\n{shown}");
            start = place + line.Length;
        }
        Assert.DoesNotContain("A network", shown[start..], StringComparison.Ordinal);
    }
}
