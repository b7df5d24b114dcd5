using NetGen.Tests.Reference;

namespace NetGen.Tests.Graphs;

/// <summary>Networks that branch, each for one way in which values, outputs and losses meet.</summary>
internal static class GraphCases
{
    public static IReadOnlyDictionary<string, GraphSpec> All { get; } = new Dictionary<string, GraphSpec>
    {
        ["a trunk with two heads"] = new(
            [new("x", new(12))],
            [new("a", "x", new Dense(64, Activation.Tanh)), new("b", "a", new Dense(64, Activation.Tanh)), new("p", "b", new Dense(6, Activation.Softmax)), new("v", "b", new Dense(1))],
            [new("action", "p", Loss.CrossEntropy), new("value", "v", Loss.MeanSquaredError, 0.5)]),
        ["an image and a vector"] = new(
            [new("image", new(3, 9, 7)), new("sensors", new(5))],
            [
                new("c", "image", new Convolution(20, Square(3, padding: 1), Activation.Silu)), new("m", "c", new MaxPool(Square(2, stride: 2))), new("d", "m", new Dense(7, Activation.LogSoftmax)),
                new("s", "sensors", new Dense(33, Activation.Tanh)), new("v", "s", new Dense(3, Activation.Sigmoid)),
            ],
            [new("digit", "d", Loss.CrossEntropy, 2), new("flags", "v", Loss.BinaryCrossEntropy, 0.25)]),
        ["every loss, and an output without one"] = new(
            [new("a", new(9)), new("b", new(4)), new("c", new(17))],
            [
                new("x", "a", new Dense(19, Activation.Gelu)), new("h", "x", new Dense(3, Activation.Tanh)), new("u", "b", new Dense(5)), new("y", "c", new Dense(40, Activation.Elu)),
                new("l", "y", new Dense(4)), new("q", "y", new Dense(2)), new("f", "x", new Dense(21, Activation.Softsign)), new("e", "b", new Dense(1)),
            ],
            [new("hinge", "h", Loss.Hinge), new("huber", "u", Loss.Huber, 3), new("free", "f"), new("logits", "l", Loss.CrossEntropy, 0.1), new("absolute", "q", Loss.MeanAbsoluteError), new("odds", "e", Loss.BinaryCrossEntropy)]),
        ["one value as two outputs"] = new(
            [new("x", new(6))],
            [new("a", "x", new Dense(11, Activation.Tanh)), new("y", "a", new Dense(5, Activation.Softmax))],
            [new("probabilities", "y", Loss.CrossEntropy), new("again", "y", Loss.MeanSquaredError, 0.5), new("free", "y")]),
        ["outputs that layers read"] = new(
            [new("x", new(8))],
            [
                new("a", "x", new Dense(10, Activation.Tanh)), new("p", "a", new Dense(5, Activation.Softmax)), new("s", "p", new Dense(18, Activation.Sigmoid)), new("y", "s", new Dense(2)),
            ],
            [new("hidden", "a", Loss.MeanSquaredError, 0.3), new("probabilities", "p", Loss.CrossEntropy), new("odds", "s", Loss.BinaryCrossEntropy, 2), new("last", "y", Loss.Huber)]),
        ["images as outputs"] = new(
            [new("x", new(2, 6, 5))],
            [
                new("a", "x", new Convolution(3, Square(3, padding: 1), Activation.Tanh)), new("b", "a", new Convolution(17, Square(1), Activation.Silu)), new("c", "b", new Convolution(4, Square(3))),
                new("d", "b", new Dense(3)),
            ],
            [new("first", "a", Loss.MeanSquaredError), new("second", "b", Loss.Huber, 0.5), new("third", "c", Loss.MeanAbsoluteError), new("vector", "d", Loss.MeanSquaredError)]),
        ["an input that several layers read"] = new(
            [new("x", new(3, 8, 8)), new("z", new(7))],
            [
                new("a", "x", new Convolution(6, Square(5, padding: 2), Activation.Tanh)), new("b", "x", new Convolution(18, Square(3, padding: 1), Activation.Relu)), new("c", "x", new Dense(4, Activation.Silu)),
                new("d", "a", new GlobalAveragePool()), new("e", "b", new Dense(3)), new("f", "z", new Dense(2)), new("g", "z", new LayerNorm()),
            ],
            [new("a", "d", Loss.MeanSquaredError), new("b", "e", Loss.MeanSquaredError), new("c", "c", Loss.Huber), new("f", "f", Loss.Hinge), new("g", "g", Loss.MeanSquaredError)]),
        ["an input as an output"] = new(
            [new("x", new(3)), new("z", new(2, 3, 3))],
            [new("a", "x", new Dense(4))],
            [new("echoZ", "z"), new("y", "a", Loss.MeanSquaredError), new("echoX", "x")]),
        ["a normalised trunk"] = new(
            [new("x", new(3, 7, 7)), new("z", new(6))],
            [
                new("a", "x", new Convolution(9, Square(3, padding: 1), UseBias: false)), new("n", "a", new BatchNorm()), new("r", "n", new Activate(Activation.Silu)), new("o", "r", new Dropout(0.3)),
                new("p", "o", new GlobalAveragePool()), new("y", "p", new Dense(4, Activation.Softmax)), new("v", "r", new Dense(2)),
                new("h", "z", new Dense(20, UseBias: false)), new("k", "h", new BatchNorm()), new("q", "k", new Dense(1, Activation.Tanh)),
            ],
            [new("class", "y", Loss.CrossEntropy), new("size", "v", Loss.MeanSquaredError, 0.5), new("other", "q", Loss.Hinge, 2), new("norms", "k")]),
        ["a large trunk"] = new(
            [new("x", new(300)), new("z", new(9))],
            [
                new("a", "x", new Dense(260, Activation.Silu)), new("b", "a", new Dense(130, Activation.Tanh)), new("p", "b", new Dense(5, Activation.Softmax)), new("v", "b", new Dense(1)),
                new("w", "z", new Dense(3)),
            ],
            [new("action", "p", Loss.CrossEntropy), new("value", "v", Loss.MeanSquaredError, 0.5), new("other", "w", Loss.Huber)]),
        ["branches of one dense layer"] = new(
            [new("left", new(10)), new("right", new(10))],
            [
                new("a", "left", new Dense(37, Activation.Tanh) { Name = "shared" }), new("b", "right", new Dense(37, Activation.Tanh) { Name = "shared" }),
                new("y", "a", new Dense(3) { Name = "head" }), new("z", "b", new Dense(3) { Name = "head" }), new("e", "b", new Dense(2)),
            ],
            [new("one", "y", Loss.MeanSquaredError), new("other", "z", Loss.MeanAbsoluteError, 0.75), new("extra", "e", Loss.Huber)]),
        ["branches of shared layers of every kind"] = new(
            [new("left", new(4, 8, 8)), new("right", new(4, 8, 8))],
            [.. Branch("left", "l"), .. Branch("right", "r")],
            [new("one", "l8", Loss.MeanSquaredError), new("other", "r8", Loss.CrossEntropy, 0.5)]),
        ["a layer applied again"] = new(
            [new("x", new(3))],
            [new("a", "x", new Dense(3, Activation.Tanh) { Name = "again" }), new("b", "a", new Dense(3, Activation.Tanh) { Name = "again" }), new("c", "b", new Dense(3, Activation.Tanh) { Name = "again" }), new("y", "c", new Dense(2))],
            [new("y", "y", Loss.MeanSquaredError)]),
        ["a large layer applied again"] = new(
            [new("x", new(256))],
            [
                new("a", "x", new Dense(256, Activation.Tanh) { Name = "again" }), new("b", "a", new Dense(256, Activation.Tanh) { Name = "again" }), new("c", "b", new Dense(256, Activation.Tanh)),
                new("d", "c", new Dense(256, Activation.Tanh) { Name = "again" }), new("y", "d", new Dense(3, Activation.Softmax)), new("v", "c", new Dense(1)),
            ],
            [new("y", "y", Loss.CrossEntropy), new("v", "v", Loss.MeanSquaredError)]),
    };

    /// <summary>A convolution, grouped ones, normalisations, PReLU and dense layers, all shared, and read from images and vectors.</summary>
    private static GraphLayer[] Branch(string input, string prefix) =>
    [
        new($"{prefix}1", input, new Convolution(12, Square(3, padding: 1), UseBias: false) { Name = "conv" }),
        new($"{prefix}2", $"{prefix}1", new BatchNorm() { Name = "norm" }),
        new($"{prefix}3", $"{prefix}2", new PRelu(PerChannel: true) { Name = "prelu" }),
        new($"{prefix}4", $"{prefix}3", new Convolution(24, Square(3), Activation.Silu, Groups: 4) { Name = "spread" }),
        new($"{prefix}5", $"{prefix}4", new Convolution(40, Square(1), Activation.Tanh, Groups: 2) { Name = "sliced" }),
        new($"{prefix}6", $"{prefix}5", new LayerNorm() { Name = "layer" }),
        new($"{prefix}7", $"{prefix}6", new Dense(18, Activation.Tanh) { Name = "flat" }),
        new($"{prefix}8", $"{prefix}7", new Dense(4) { Name = "head" }),
    ];

    private static Window Square(int size, int stride = 1, int padding = 0) => new(new(size, stride, padding), new Axis(size, stride, padding));
}
