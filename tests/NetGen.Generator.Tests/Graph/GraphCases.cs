namespace NetGen.Generator.Tests;

/// <summary>Small networks that together cover every op, every epilogue and every order of channels.</summary>
public static class GraphCases
{
    public static TheoryData<string> All =>
    [
        "[Network(40)] [Dense(50, Activation.Gelu)] [Dense(3)]",
        "[Network(784, Loss = Loss.CrossEntropy)] [Dense(128, Activation.Relu)] [Dense(10, Activation.Softmax)]",
        "[Network(40)] [PRelu] [LayerNorm] [Activate(Activation.Tanh)] [Dropout(0.5)] [Dense(3, Activation.Silu)]",
        "[Network(40)] [Dense(30)] [BatchNorm] [Activate(Activation.Relu)] [Dense(3)]",
        "[Network(1, 28, 28)] [Conv2D(6, 5, Activation.Relu, Padding = 2)] [MaxPool2D(2)] [Conv2D(16, 5, Activation.Gelu)] [AveragePool2D(2)] [Dense(10)]",
        "[Network(3, 12, 12)] [Conv2D(8, 3, Padding = 1)] [BatchNorm] [Activate(Activation.Relu)] [GlobalAveragePool]",
        "[Network(3, 12, 12)] [Conv2D(8, 3, Padding = 1)] [BatchNorm] [Activate(Activation.HardSwish)] [MaxPool2D(2)] [Conv2D(8, 3, Groups = 8)] [Conv2D(8, 3, Groups = 2)]",
        "[Network(1, 6, 37)] [Conv2D(3, 3, Padding = 1)] [Dropout(0.25)] [Conv2D(2, 3, Activation.Tanh, Padding = 1)] [Dense(3)]",
        "[Network(4, 15)] [Conv1D(4, 3, Activation.Softplus)]",
        "[Network(12)] [Reshape(3, 4)] [LayerNorm] [MaxPool1D(2)] [Flatten] [Dense(2)]",
        "[Network(3, 10)] [Flatten]",
        "[Network(5)] [Dense(32)] [Reshape(1, 32)] [BatchNorm] [Dense(3)]",
        "[Network(5)] [Dense(32)] [Reshape(1, 4, 8)] [Conv2D(2, 3)] [Dense(3)]",
        "[Network(3, 10)] [LayerNorm(Over = Over.Channels)] [Conv1D(8, 3, Padding = 1)] [LayerNorm(Over = Over.Channels)] [Dense(3)]",
        "[Network(2, SequenceLength = 40, WarmupFrames = 3)] [Lstm(5)] [CausalConv1D(4, 3, Activation.Tanh, Dilation = 2)] [Gru(17, UseBias = false)] [Delay(7)] [Rnn(3, Activation.Relu)]",
        "[Network(3, SequenceLength = 40, Loss = Loss.CrossEntropy)] [CausalConv1D(20, 2, UseBias = false)] [Dropout(0.5)] [Dense(3, Activation.Softmax)] [LastFrame]",
        "[Network(1, 12)] [Lstm(5, Bidirectional = true)] [Conv1D(4, 3, Padding = 1)] [Gru(17)] [Rnn(3, Activation.Relu, UseBias = false)]",
        "[Network(3, 7, Loss = Loss.CrossEntropy)] [Rnn(20)] [Gru(4, Bidirectional = true)] [Lstm(6, Bidirectional = true, Return = Return.Last)] [Dense(3)]",
        "[Network(12, Loss = Loss.CrossEntropy)] [Embedding(9, 20)] [PositionEmbedding] [SelfAttention(4)] [LayerNorm(Over = Over.Channels)] [SelfAttention(2, Causal = true)] [Dense(3)]",
        "[Network(5)] [Activate(Activation.Step)] [Dense(40)]",
    ];
}
