namespace NetGen.CodeFixes.Tests;

/// <summary>The changes that messages propose.</summary>
public sealed class ProposalCases : Cases
{
    public ProposalCases()
    {
        // Softmax for cross-entropy, however the activation is written.
        foreach (string activation in (string[])["Activation.Relu", "NetGen.Activation.Tanh", "(Activation)3", "activation: Activation.Sigmoid", "/* at last */ Activation.HardSigmoid"])
            Net("NETGEN040", "Activation.Softmax",
                $"[Network(2, Loss = Loss.CrossEntropy)] [Dense(4, Activation.Relu)] [Dense(2, {activation})]",
                $"[Network(2, Loss = Loss.CrossEntropy)] [Dense(4, Activation.Relu)] [Dense(2, {Replaced(activation)})]");
        Net("NETGEN040", "Activation.Softmax",
            "[Network(2, Loss = Loss.CrossEntropy), Dense(activation: Activation.Relu, units: 2, Name = \"digit\")] // ten of them\n",
            "[Network(2, Loss = Loss.CrossEntropy), Dense(activation: Activation.Softmax, units: 2, Name = \"digit\")] // ten of them\n");
        Net("NETGEN040", "Activation.Linear", "[Network(2, Loss = Loss.CrossEntropy)]\n[Dense(2, Activation.Relu)]\n", "[Network(2, Loss = Loss.CrossEntropy)]\n[Dense(2, Activation.Linear)]\n");
        Add("NETGEN040", "Activation.Softmax",
            ["[NetGen.Network(2, Loss = NetGen.Loss.CrossEntropy)] [NetGen.Dense(2, NetGen.Activation.Relu)] partial class A;"],
            ["[NetGen.Network(2, Loss = NetGen.Loss.CrossEntropy)] [NetGen.Dense(2, NetGen.Activation.Softmax)] partial class A;"]);
        Add("NETGEN040", "Activation.Softmax",
            ["using A = NetGen.Activation; [NetGen.Network(2, Loss = NetGen.Loss.CrossEntropy)] [NetGen.Dense(2, A.Relu)] partial class Net;"],
            ["using A = NetGen.Activation; [NetGen.Network(2, Loss = NetGen.Loss.CrossEntropy)] [NetGen.Dense(2, A.Softmax)] partial class Net;"]);

        // In the layer with the activation, skipping layers that only reshape or drop its outputs.
        Net("NETGEN040", "Activation.Softmax",
            "[Network(2, Loss = Loss.CrossEntropy)] [Dense(4, Activation.Relu)] [Reshape(2, 2)] [Flatten]", "[Network(2, Loss = Loss.CrossEntropy)] [Dense(4, Activation.Softmax)] [Reshape(2, 2)] [Flatten]");
        Net("NETGEN040", "Activation.Softmax",
            "[Network(2, Loss = Loss.CrossEntropy)] [Dense(4)] [BatchNorm] [Activate(Activation.Relu)]", "[Network(2, Loss = Loss.CrossEntropy)] [Dense(4)] [BatchNorm] [Activate(Activation.Softmax)]");
        Net("NETGEN040", "Activation.Linear",
            "[Network(1, 4, 4, Loss = Loss.CrossEntropy)] [Conv2D(3, 3, Activation.Sigmoid, UseBias = false)] [GlobalAveragePool]",
            "[Network(1, 4, 4, Loss = Loss.CrossEntropy)] [Conv2D(3, 3, Activation.Linear, UseBias = false)] [GlobalAveragePool]");
        Net("NETGEN040", "Activation.Sigmoid",
            "[Network(1, 4, 4, Loss = Loss.BinaryCrossEntropy)] [Conv2D(3, 3, Activation.Relu)]", "[Network(1, 4, 4, Loss = Loss.BinaryCrossEntropy)] [Conv2D(3, 3, Activation.Sigmoid)]");

        // Or another loss, with another activation if necessary.
        Net("NETGEN040", "Loss.BinaryCrossEntropy Activation.Sigmoid",
            "[Network(2, Loss = Loss.CrossEntropy)] [Dense(2, Activation.HardSigmoid)]", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Sigmoid)]");
        Net("NETGEN040", "Loss.CrossEntropy", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Softmax)]", "[Network(2, Loss = Loss.CrossEntropy)] [Dense(2, Activation.Softmax)]");
        Net("NETGEN040", "Activation.Sigmoid", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.LogSoftmax)]", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Sigmoid)]");
        Net("NETGEN040", "Activation.Sigmoid", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Gelu)]", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Sigmoid)]");
        Net("NETGEN040", "Activation.Tanh", "[Network(2, Loss = Loss.Hinge)] [Dense(2, Activation.Relu)]", "[Network(2, Loss = Loss.Hinge)] [Dense(2, Activation.Tanh)]");

        // One output can't distinguish classes. Its activation may have to be added first.
        Net("NETGEN041", "Loss.BinaryCrossEntropy Activation.Sigmoid", "[Network(2, Loss = Loss.CrossEntropy)] [Dense(1)]", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(1, Activation.Sigmoid)]");
        Net("NETGEN041", "Loss.BinaryCrossEntropy Activation.Sigmoid",
            "[Network(2, Loss = Loss.CrossEntropy)] [Dense(1, Name = \"yes\")]", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(1, Activation.Sigmoid, Name = \"yes\")]");
        Net("NETGEN041", "Loss.BinaryCrossEntropy Activation.Sigmoid",
            "[Network(2, Loss = Loss.CrossEntropy)] [Dense(units: 1)]", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(units: 1, activation: Activation.Sigmoid)]");
        Net("NETGEN041", "Loss.BinaryCrossEntropy Activation.Sigmoid",
            "[Network(1, 4, 4, Loss = Loss.CrossEntropy)] [Conv2D(1, kernel: 4)] [Flatten]", "[Network(1, 4, 4, Loss = Loss.BinaryCrossEntropy)] [Conv2D(1, kernel: 4, activation: Activation.Sigmoid)] [Flatten]");
        // If another layer follows the activation, the loss regards its outputs as logits.
        Net("NETGEN041", "Loss.BinaryCrossEntropy", "[Network(1, 4, 4, Loss = Loss.CrossEntropy)] [Conv2D(1, 2)] [GlobalAveragePool]", "[Network(1, 4, 4, Loss = Loss.BinaryCrossEntropy)] [Conv2D(1, 2)] [GlobalAveragePool]");
        Net("NETGEN041", "Loss.BinaryCrossEntropy", "[Network(2, Loss = Loss.CrossEntropy)] [Dense(1)] [LayerNorm]", "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(1)] [LayerNorm]");
        Net("NETGEN042", "Activation.Sigmoid", "[Network(2)] [Dense(1, Activation.Softmax)]", "[Network(2)] [Dense(1, Activation.Sigmoid)]");

        Net("NETGEN043", "Activation.Relu", "[Network(2)] [Dense(3, Activation.Softmax)] [Dense(3, Activation.LogSoftmax)] [Dense(2)]", "[Network(2)] [Dense(3, Activation.Relu)] [Dense(3, Activation.Relu)] [Dense(2)]");
        Net("NETGEN045", "Activation.Linear", "[Network(2, Loss = Loss.Hinge)] [Dense(2, Activation.Silu)]", "[Network(2, Loss = Loss.Hinge)] [Dense(2, Activation.Linear)]");
        // A loss that was not declared is added at the end.
        Net("NETGEN064", "Loss.CrossEntropy", "[Network(2)] [Dense(2, Activation.Softmax)]", "[Network(2, Loss = Loss.CrossEntropy)] [Dense(2, Activation.Softmax)]");
        Net("NETGEN064", "Loss.CrossEntropy",
            "[Network(height: 1, width: 2, channels: 1, Unroll = Unroll.Loops /* slow */)] [Flatten] [Dense(2, Activation.LogSoftmax)]",
            "[Network(height: 1, width: 2, channels: 1, Unroll = Unroll.Loops /* slow */, Loss = Loss.CrossEntropy)] [Flatten] [Dense(2, Activation.LogSoftmax)]");
        Add("NETGEN064", "Loss.CrossEntropy",
            ["[NetGen.Network(2)] [NetGen.Dense(2, NetGen.Activation.Softmax)] partial class A;"],
            ["[NetGen.Network(2, Loss = NetGen.Loss.CrossEntropy)] [NetGen.Dense(2, NetGen.Activation.Softmax)] partial class A;"]);

        Bodies();

        // Two layers are too large, because of one argument.
        Net("NETGEN046", "Unroll.Auto", "[Network(1300, Unroll = Unroll.Full)] [Dense(1300)] [Dense(1)]", "[Network(1300, Unroll = Unroll.Auto)] [Dense(1300)] [Dense(1)]");
    }

    /// <summary>In the calls of a <c>Define</c>, and on <c>[Network]</c> and <c>[Output]</c>.</summary>
    private void Bodies()
    {
        Body("NETGEN040", "Activation.Softmax", "[Network(Loss = Loss.CrossEntropy)]", "x.Dense(2, Activation.Relu, name: \"a\").Reshape(2)", "x.Dense(2, Activation.Softmax, name: \"a\").Reshape(2)");
        Body("NETGEN040", "Activation.Softmax", "[Network(Loss = Loss.CrossEntropy)]", "x.Dense(4).Relu().Dense(2, activation: (Activation)3 /* odd */)", "x.Dense(4).Relu().Dense(2, activation: Activation.Softmax /* odd */)");
        Body("NETGEN040", "Activation.Softmax", "[Network(Loss = Loss.CrossEntropy)]", "x.Dense(4).BatchNorm()\n    .Relu()", "x.Dense(4).BatchNorm()\n    .Softmax()");
        Body("NETGEN040", "Activation.Linear", "[Network(Loss = Loss.CrossEntropy)]", "x.Dense(4).Activate(Activation.Relu)", "x.Dense(4).Activate(Activation.Linear)");
        Body("NETGEN040", "Loss.BinaryCrossEntropy Activation.Sigmoid", "[Network(Loss = Loss.CrossEntropy)]", "x.Dense(2).HardSigmoid()", "x.Dense(2).Sigmoid()", "[Network(Loss = Loss.BinaryCrossEntropy)]");
        Body("NETGEN040", "Loss.CrossEntropy", "[Network] [Output(\"output\", Loss.BinaryCrossEntropy, Weight = 2)]", "x.Dense(2).Softmax()", "x.Dense(2).Softmax()", "[Network] [Output(\"output\", Loss.CrossEntropy, Weight = 2)]");
        // An activation that isn't written yet.
        foreach ((string before, string after) in ((string, string)[])[("(1)", "(1, Activation.Sigmoid)"), ("(1, name: \"a\")", "(1, Activation.Sigmoid, name: \"a\")"), ("(name: \"a\", units: 1)", "(name: \"a\", units: 1, activation: Activation.Sigmoid)")])
            Body("NETGEN041", "Loss.BinaryCrossEntropy Activation.Sigmoid", "[Network(Loss = Loss.CrossEntropy)]", $"x.Dense{before}", $"x.Dense{after}", "[Network(Loss = Loss.BinaryCrossEntropy)]");
        Body("NETGEN042", "Activation.Sigmoid", "[Network(Loss = Loss.Huber)]", "x.Dense(1).Softmax()", "x.Dense(1).Sigmoid()");
        Body("NETGEN043", "Activation.Relu", "[Network]", "x.Dense(3, Activation.Softmax).Dense(3).LogSoftmax().Dense(2)", "x.Dense(3, Activation.Relu).Dense(3).Relu().Dense(2)");
        Body("NETGEN045", "Activation.Linear", "[Network(Loss = Loss.Hinge)]", "x.Dense(2, Activation.Silu)", "x.Dense(2, Activation.Linear)");
        // A loss that isn't written yet.
        Body("NETGEN064", "Loss.CrossEntropy", "[Network]", "x.Dense(2, Activation.Softmax)", "x.Dense(2, Activation.Softmax)", "[Network(Loss = Loss.CrossEntropy)]");
        Body("NETGEN064", "Loss.CrossEntropy", "[Network()]", "x.Dense(2).Softmax()", "x.Dense(2).Softmax()", "[Network(Loss = Loss.CrossEntropy)]");
        // In a block.
        Add("NETGEN043", "Activation.Tanh",
            ["static class Blocks { public static NetGen.Tensor Hidden(this NetGen.Tensor x) => x.Dense(2, NetGen.Activation.Softmax); }", Defined("[Network]", "x.Hidden().Dense(1)")],
            ["static class Blocks { public static NetGen.Tensor Hidden(this NetGen.Tensor x) => x.Dense(2, NetGen.Activation.Tanh); }", Defined("[Network]", "x.Hidden().Dense(1)")]);
    }

    private static string Defined(string attributes, string result) => File($"{attributes} partial class Net {{ static Tensor Define([Shape(4)] Tensor x) => {result}; }}");

    private void Body(string id, string key, string attributes, string before, string after, string? newAttributes = null) =>
        Add(id, key, [Defined(attributes, before)], [Defined(newAttributes ?? attributes, after)]);

    private void Net(string id, string key, string before, string after) => Add(id, key, [File($"{before} partial class Net;")], [File($"{after} partial class Net;")]);

    private static string Replaced(string activation) =>
        activation.Contains(' ') ? activation[..(activation.LastIndexOf(' ') + 1)] + "Activation.Softmax" : "Activation.Softmax";
}
