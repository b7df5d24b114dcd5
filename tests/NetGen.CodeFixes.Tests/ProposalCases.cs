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

        // Two layers are too large, because of one argument.
        Net("NETGEN046", "Unroll.Auto", "[Network(1300, Unroll = Unroll.Full)] [Dense(1300)] [Dense(1)]", "[Network(1300, Unroll = Unroll.Auto)] [Dense(1300)] [Dense(1)]");
    }

    private void Net(string id, string key, string before, string after) => Add(id, key, [File($"{before} partial class Net;")], [File($"{after} partial class Net;")]);

    private static string Replaced(string activation) =>
        activation.Contains(' ') ? activation[..(activation.LastIndexOf(' ') + 1)] + "Activation.Softmax" : "Activation.Softmax";
}
