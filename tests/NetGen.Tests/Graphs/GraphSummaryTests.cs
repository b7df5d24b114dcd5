using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Graphs;

/// <summary>The summary and the documentation of networks that branch.</summary>
public sealed class GraphSummaryTests
{
    private static readonly GraphSpec s_spec = new(
        [new("image", new(2, 4, 4)), new("sensors", new(3))],
        [
            new("a", "image", new Convolution(4, new(new(3), new Axis(3)), Activation.Relu)), new("b", "sensors", new Dense(5) { Name = "shared" }), new("c", "sensors", new Dense(5) { Name = "shared" }),
            new("p", "a", new Dense(6, Activation.Softmax)), new("v", "c", new Dense(1)),
        ],
        [new("action", "p", Loss.CrossEntropy), new("value", "v", Loss.MeanSquaredError, 0.5), new("hidden", "b")]);

    private static readonly Lazy<(string Text, NetworkSummary Summary)> s_compiled = new(() =>
    {
        byte[] assembly = GraphCompiler.Compile([s_spec], out string[] texts);
        return (texts[0], ((IListed)new CompiledNetworks(assembly).Create(0, typeof(ListedSubject<>))).Summary);
    });

    [Fact]
    public void The_table_has_what_each_layer_reads()
    {
        string[] lines = s_compiled.Value.Summary.ToString().Split('\n');
        Assert.Equal("Network0, inputs image 2 × 4 × 4, sensors 3", lines[0]);
        Assert.Matches("^Layer \\(kind\\) +From +Output shape +Param #", lines[1]);
        Assert.Matches("^conv1 \\(Conv2D, relu\\) +image +4 × 2 × 2 +76 ", lines[3]);
        Assert.Matches("^shared \\(Dense\\) +sensors +5 +20 ", lines[4]);
        Assert.Matches("^shared \\(Dense\\) +sensors +5 +0 ", lines[5]);
        Assert.Matches("^dense4 \\(Dense\\) +shared#2 +1 +6 ", lines[7]);
        Assert.Matches("^value \\(output\\) +dense4 +1 +0.5 · mean squared error$", lines[10]);
        Assert.Matches("^hidden \\(output\\) +shared +5$", lines[11]);
        Assert.Matches("^Total +204 ", lines[12]);
    }

    [Fact]
    public void The_chart_has_inputs_layers_outputs_and_arrows() => Assert.Equal("""
        flowchart TD
            input0(["image<br/>2 × 4 × 4"])
            input1(["sensors<br/>3"])
            layer0["conv1<br/>Conv2D, relu<br/>4 × 2 × 2"]
            input0 --> layer0
            layer1["shared<br/>Dense<br/>5"]
            input1 --> layer1
            layer2["shared<br/>Dense<br/>5"]
            input1 --> layer2
            layer3["dense3<br/>Dense, softmax<br/>6"]
            layer0 --> layer3
            layer4["dense4<br/>Dense<br/>1"]
            layer2 --> layer4
            output0(["action<br/>6<br/>cross-entropy"])
            layer3 --> output0
            output1(["value<br/>1<br/>0.5 · mean squared error"])
            layer4 --> output1
            output2(["hidden<br/>5"])
            layer1 --> output2

        """, s_compiled.Value.Summary.ToMermaid());

    [Fact]
    public void A_chain_is_drawn_too()
    {
        NetworkSummary chain = new("Net", "3", [new("hidden", "Dense", "4", 16, 12, "", ""), new("out", "Dense, \"x\" #1", "2", 10, 8, "", "")]);
        Assert.Equal("""
            flowchart TD
                input0(["input<br/>3"])
                layer0["hidden<br/>Dense<br/>4"]
                input0 --> layer0
                layer1["out<br/>Dense, #quot;x#quot; #35;1<br/>2"]
                layer0 --> layer1
                output0(["output<br/>2"])
                layer1 --> output0

            """, chain.ToMermaid());
    }

    [Fact]
    public void The_documentation_says_what_feeds_what()
    {
        string text = s_compiled.Value.Text;
        Assert.Contains("<summary>A network image 2 × 4 × 4, sensors 3 → action 6, value 1, hidden 5: 204 parameters (816 bytes)", text, StringComparison.Ordinal);
        Assert.Contains("trained by cross-entropy of action + 0.5 · mean squared error of value.</summary>", text, StringComparison.Ordinal);
        Assert.Contains("<term>dense4: Dense</term><description>from shared#2: 1, 6 parameters", text, StringComparison.Ordinal);
        Assert.Contains("<term>value</term><description>output 1 from dense4: 0.5 · mean squared error</description>", text, StringComparison.Ordinal);
    }
}
