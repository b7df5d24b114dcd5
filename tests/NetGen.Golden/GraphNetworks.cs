// The networks of make_graph_fixtures.py, under the same names.
namespace NetGen.Golden;

[Network(InputGradients = true)]
public sealed partial class Arithmetic
{
    private static Tensor Define([Shape(5)] Tensor x)
    {
        Tensor a = x.Dense(5, Activation.Tanh), b = x.Dense(5, Activation.Tanh);
        Tensor quotient = (a - b) / (b * b + 2);
        Tensor shifted = 1.5 - quotient * 2 + -a / 4;
        return shifted * a + 0.75 / (a + 3) - (b - 0.25) * 0.5 + (0.5 + x) * (2 * x);
    }
}

[Network(InputGradients = true, Loss = Loss.Huber)]
public sealed partial class Broadcasting
{
    private static Tensor Define([Shape(3, 4)] Tensor x, [Shape(4)] Tensor row, [Shape(2, 3, 4)] Tensor image)
    {
        Tensor a = x + row;
        Tensor b = a * row.Dense(3, Activation.Tanh).Reshape(3, 1);
        Tensor c = image / (row.Dense(2, Activation.Sigmoid).Reshape(2, 1, 1) + 1);
        Tensor d = b - c;
        return row.Dense(1) * d + x.Dense(4, Activation.Tanh).Reshape(1, 1, 4) * x.Dense(3, Activation.Tanh).Reshape(3, 1);
    }
}

[Network(InputGradients = true, Loss = Loss.MeanAbsoluteError)]
public sealed partial class Concatenation
{
    private static Tensor Define([Shape(1, 4, 3)] Tensor image, [Shape(1, 4, 3)] Tensor other, [Shape(3)] Tensor vector)
    {
        Tensor channels = Tensor.Concat(image, image.Conv2D(2, 3, Activation.Tanh, padding: 1), other);
        Tensor rows = Tensor.Concat(axis: 1, image, other * image);
        Tensor columns = Tensor.Concat(axis: -1, rows, rows * 0.5);
        return Tensor.Concat(channels.Dense(3), vector, columns.Dense(2, Activation.Tanh));
    }
}

[Network(InputGradients = true)]
public sealed partial class SlicesAndSplits
{
    private static Tensor Define([Shape(6)] Tensor x, [Shape(2, 3, 6)] Tensor image)
    {
        Tensor[] parts = x.Dense(12, Activation.Tanh).Split(3);
        Tensor[] halves = image.Split(2, axis: 2);
        Tensor middle = image.Slice(1, 2, axis: 1);
        Tensor gated = parts[0] * parts[1].Sigmoid() + parts[2];
        Tensor inner = (halves[0] - halves[1]).Conv2D(2, 2);
        return Tensor.Concat(gated.Slice(1, 3), inner.Slice(1, 1).Dense(2), middle.Dense(2), x.Slice(4, 2));
    }
}

[Network(InputGradients = true)]
public sealed partial class ReshapesAndTransposes
{
    private static Tensor Define([Shape(12)] Tensor x, [Shape(2, 3, 4)] Tensor image)
    {
        Tensor grid = x.Reshape(3, 4);
        Tensor swapped = grid.Transpose() * x.Dense(12, Activation.Tanh).Reshape(4, 3);
        Tensor turned = image.Transpose(2, 0, 1);
        Tensor rows = image.Transpose().Reshape(2, 12);
        Tensor mixed = rows.Conv1D(2, 3, Activation.Tanh).Reshape(4, 5).Transpose(1, 0);
        return Tensor.Concat(swapped.Dense(3), turned.Reshape(2, 3, 4).Transpose(1, 2, 0).Dense(2), mixed.Flatten().Slice(3, 4));
    }
}

[Network(InputGradients = true)]
public sealed partial class MatrixProducts
{
    private static Tensor Define([Shape(3, 4)] Tensor a, [Shape(4, 2)] Tensor b, [Shape(4)] Tensor v, [Shape(2, 3, 4)] Tensor batch)
    {
        Tensor product = a.MatMul(b);
        Tensor column = a.MatMul(v), row = v.MatMul(b);
        Tensor inner = v.MatMul(v.Dense(4, Activation.Tanh));
        Tensor batches = batch.MatMul(b);
        Tensor repeated = v.Dense(12, Activation.Tanh).Reshape(1, 3, 4).Transpose().MatMul(batch);
        Tensor pairs = batch.MatMul(batch.Transpose());
        Tensor vectors = batch.MatMul(v);
        return Tensor.Concat(product.Flatten(), column, row, inner, batches.Dense(2), repeated.Dense(3), pairs.Dense(2), vectors.Flatten());
    }
}

/// <summary>Scaled dot-product attention in one head, over 5 tokens of 4 channels, each a column.</summary>
[Network(InputGradients = true, Loss = Loss.CrossEntropy)]
public sealed partial class Attention
{
    private const int Head = 3;

    private static Tensor Define([Shape(4, 5)] Tensor tokens)
    {
        Tensor queries = tokens.Conv1D(Head, 1, useBias: false), keys = tokens.Conv1D(Head, 1, useBias: false), values = tokens.Conv1D(4, 1);
        Tensor weights = (queries.Transpose().MatMul(keys) / Math.Sqrt(Head)).Softmax(axis: -1);
        Tensor attended = tokens + weights.MatMul(values.Transpose()).Transpose();
        return attended.Mean(1).Dense(3, Activation.Softmax);
    }
}

[Network(InputGradients = true)]
public sealed partial class Reductions
{
    private static Tensor Define([Shape(2, 3, 4)] Tensor image, [Shape(6)] Tensor x)
    {
        Tensor features = image.Conv2D(3, 2, Activation.Tanh);
        Tensor a = features.Sum(0), b = features.Mean(1, 2), c = features.Sum(0, -1);
        Tensor total = features.Sum(), mean = x.Mean();
        Tensor table = x.Reshape(2, 3);
        return Tensor.Concat((a * a).Dense(2), b * b, c, total * mean, table.Mean(1) * table.Sum(-2).Slice(0, 2));
    }
}

[Network(InputGradients = true)]
public sealed partial class Maxima
{
    private static Tensor Define([Shape(2, 3, 4)] Tensor image, [Shape(5)] Tensor x)
    {
        Tensor features = image.Conv2D(3, 2);
        return Tensor.Concat(features.Max(0).Dense(2), features.Max(1, 2), features.Max(-1, 0), features.Max() * x.Max());
    }
}

/// <summary>Its inputs have few values, so that maxima are tied.</summary>
[Network(InputGradients = true)]
public sealed partial class TiedMaxima
{
    private static Tensor Define([Shape(3, 4)] Tensor x) => Tensor.Concat(x.Max(0) * x.Dense(4, Activation.Tanh), x.Max(1), x.Max());
}

[Network(InputGradients = true)]
public sealed partial class SoftmaxOverAxes
{
    private static Tensor Define([Shape(4)] Tensor x, [Shape(2, 3, 3)] Tensor image)
    {
        Tensor logits = x.Dense(12).Reshape(3, 4);
        Tensor rows = logits.Softmax(axis: -1), columns = logits.LogSoftmax(axis: 0);
        Tensor pixels = image.Conv2D(3, 1).Softmax(axis: 0), lines = image.LogSoftmax(axis: 1);
        return Tensor.Concat((rows * columns).Dense(3), pixels.Dense(2), lines.Dense(2, Activation.Tanh), x.Softmax(axis: 0));
    }
}

/// <summary>One encoder for two images and a third view of them; and a recurrence of three steps by one layer.</summary>
[Network(InputGradients = true)]
public sealed partial class SharedWeights
{
    private static Tensor Define([Shape(1, 4, 4)] Tensor left, [Shape(1, 4, 4)] Tensor right, [Shape(2, 3)] Tensor line)
    {
        Tensor[] codes = [left, right, left - right];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = codes[i].Conv2D(3, 3, Activation.Tanh, name: "filters").Dense(4, Activation.Tanh, name: "embedding");
        Tensor difference = codes[0] - codes[1];
        Tensor state = line.Slice(0, 1, axis: 1).Dense(4, Activation.Tanh, name: "first");
        foreach (Tensor column in line.Split(3, axis: 1))
            state = Tensor.Concat(state, column.Flatten()).Dense(4, Activation.Tanh, name: "step");
        return Tensor.Concat(difference * difference, codes[2] + state);
    }
}

[Network]
[Output("action", Loss.CrossEntropy, Weight = 0.5)]
[Output("flags", Loss.BinaryCrossEntropy, Weight = 2)]
[Output("value", Loss.Huber)]
[Output("logits", Loss.CrossEntropy, Weight = 0.25)]
[Output("logarithms", Loss.CrossEntropy)]
public sealed partial class SeveralLosses
{
    private static (Tensor action, Tensor flags, Tensor value, Tensor features, Tensor logits, Tensor logarithms) Define([Shape(5)] Tensor x)
    {
        Tensor trunk = x.Dense(6, Activation.Tanh);
        return (trunk.Dense(4, Activation.Softmax), trunk.Dense(2, Activation.Sigmoid), trunk.Dense(3), trunk, Tensor.Concat(trunk, x).Dense(3), trunk.Dense(3, Activation.LogSoftmax));
    }
}

/// <summary>One value, and a part of it, with losses of their own.</summary>
[Network(InputGradients = true)]
[Output("value", Loss.MeanSquaredError)]
[Output("sign", Loss.Hinge, Weight = 0.5)]
[Output("part", Loss.MeanAbsoluteError, Weight = 0.75)]
public sealed partial class TwoLossesOfOne
{
    private static (Tensor value, Tensor sign, Tensor part) Define([Shape(3)] Tensor x)
    {
        Tensor y = x.Dense(5, Activation.Silu).Dense(4, Activation.Tanh);
        return (y, y, y.Slice(1, 2));
    }
}

/// <summary>Outputs that other layers read, too: a mask and probabilities.</summary>
[Network(InputGradients = true)]
[Output("mask", Loss.BinaryCrossEntropy)]
[Output("classes", Loss.CrossEntropy)]
[Output("rest", Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class ReadOutputs
{
    private static (Tensor mask, Tensor classes, Tensor rest) Define([Shape(2, 4, 3)] Tensor image)
    {
        Tensor mask = image.Conv2D(1, 3, Activation.Sigmoid, padding: 1);
        Tensor classes = (mask * image).Dense(3, Activation.Softmax);
        return (mask, classes, Tensor.Concat(classes, mask.Mean(1, 2)).Dense(2));
    }
}

/// <summary>Probabilities over an axis and probabilities of another shape, with the losses that read logits where they can.</summary>
[Network(InputGradients = true)]
[Output("one", Loss.CrossEntropy)]
[Output("two", Loss.CrossEntropy, Weight = 0.5)]
[Output("flags", Loss.BinaryCrossEntropy)]
public sealed partial class ReshapedOutputs
{
    private static (Tensor one, Tensor two, Tensor flags) Define([Shape(3)] Tensor x)
    {
        Tensor table = x.Dense(6).Reshape(2, 3);
        return (x.Dense(4).Softmax(axis: 0), table.LogSoftmax(axis: 1).Flatten(), table.Sigmoid().Reshape(3, 2));
    }
}

[Network(InputGradients = true, Loss = Loss.CrossEntropy)]
public sealed partial class ResidualNetwork
{
    private static Tensor Define([Shape(2, 6, 5)] Tensor image)
    {
        Tensor x = image.Conv2D(3, 3, padding: 1, useBias: false).BatchNorm().Relu();
        foreach (int filters in new[] { 3, 5 })
            x = Block(x, filters);
        return x.GlobalAveragePool().Dense(3, Activation.Softmax);
    }

    private static Tensor Block(Tensor x, int filters)
    {
        int stride = x.Channels == filters ? 1 : 2;
        Tensor y = x.Conv2D(filters, 3, padding: 1, stride: stride, useBias: false).BatchNorm().Relu();
        y = y.Conv2D(filters, 3, padding: 1, useBias: false).BatchNorm();
        Tensor shortcut = stride == 1 ? x : x.Conv2D(filters, 1, stride: 2, useBias: false).BatchNorm();
        return (y + shortcut).Relu();
    }
}

/// <summary>Channels are scaled by what a gate computes of their means.</summary>
[Network(InputGradients = true)]
public sealed partial class SqueezeAndExcitation
{
    private static Tensor Define([Shape(2, 4, 5)] Tensor image)
    {
        Tensor features = image.Conv2D(4, 3, Activation.Silu, padding: 1);
        Tensor gate = features.GlobalAveragePool().Dense(2, Activation.Tanh).Dense(4, Activation.Sigmoid);
        return (features * gate.Reshape(4, 1, 1)).GlobalAveragePool().Dense(2);
    }
}

/// <summary>One image under windows that reach over its border by different lengths, and under pools that leave a row and a column of it.</summary>
[Network(InputGradients = true)]
public sealed partial class SharedImage
{
    private static Tensor Define([Shape(2, 5, 7)] Tensor image)
    {
        Tensor x = image.Conv2D(3, 3, Activation.Tanh, padding: 1);
        Tensor wide = x.Conv2D(2, 5, Activation.Tanh, padding: 2);
        Tensor flat = x.Conv2D(2, 3, kernelHeight: 1, paddingWidth: 1);
        Tensor inner = x.Conv2D(2, 2, stride: 2);
        return Tensor.Concat((wide + flat).Mean(1, 2), inner.Dense(2), x.MaxPool2D(2).Dense(2), x.AveragePool2D(2).Dense(2), x.Sum(0, 2));
    }
}

/// <summary>Every layer reads all before it.</summary>
[Network]
public sealed partial class DenseConnections
{
    private static Tensor Define([Shape(4)] Tensor x)
    {
        for (int layer = 0; layer < 3; layer++)
            x = Tensor.Concat(x, x.Dense(3, Activation.Elu));
        return x;
    }
}

[Network]
public sealed partial class ActivationsByName
{
    private static Tensor Define([Shape(3)] Tensor x) =>
        Doubled(x).LeakyRelu() + Doubled(x).Elu() + Doubled(x).Selu() + Doubled(x).Gelu() + Doubled(x).Silu() + Doubled(x).Mish() + Doubled(x).Sigmoid() + Doubled(x).HardSigmoid()
        + Doubled(x).Tanh() + Doubled(x).HardTanh() + Doubled(x).HardSwish() + Doubled(x).Softplus() + Doubled(x).Softsign() + Doubled(x).Softmax() + Doubled(x).LogSoftmax() + Doubled(x).Activate(Activation.Relu);

    private static Tensor Doubled(Tensor x) => x.Dense(4) * 2;
}

/// <summary>Parameters in one output alone, and an input that is an output.</summary>
[Network(InputGradients = true)]
[Output("product", Loss.MeanSquaredError)]
[Output("sign", Loss.Hinge)]
public sealed partial class Direct
{
    private static (Tensor product, Tensor same, Tensor sign) Define([Shape(3)] Tensor x, [Shape(3)] Tensor y) => (x * y, x, y.Dense(2));
}

/// <summary>The only output, whose loss has a weight.</summary>
[Network]
[Output("output", Loss.MeanSquaredError, Weight = 0.25)]
public sealed partial class WeightedLoss
{
    private static Tensor Define([Shape(3)] Tensor x) => x.Dense(2);
}

/// <summary>A pre-norm transformer's blocks over positions, and the classes of their mean.</summary>
[Network(InputGradients = true, Loss = Loss.CrossEntropy)]
public sealed partial class TransformerEncoder
{
    private static Tensor Define([Shape(5, 7)] Tensor x)
    {
        x = x.Conv1D(12, 1).PositionEmbedding();
        for (int layer = 0; layer < 2; layer++)
            x = Transformer.Block(x, heads: 3);
        return x.LayerNorm(over: Over.Channels).Mean(1).Dense(4, Activation.Softmax);
    }
}

/// <summary>A language model: the logarithms of the next token's probabilities at each position, whose loss is the mean over positions.</summary>
[Network(InputGradients = true)]
[Output("output", Loss.CrossEntropy, Weight = 1.0 / 9)]
public sealed partial class SmallGpt
{
    private static Tensor Define([Shape(9)] Tensor tokens)
    {
        Tensor x = tokens.Embedding(11, 16).PositionEmbedding();
        for (int layer = 0; layer < 2; layer++)
            x = Transformer.Block(x, heads: 2, causal: true);
        return x.LayerNorm(over: Over.Channels).Conv1D(11, 1).LogSoftmax(axis: 0).Flatten();
    }
}

/// <summary>The block of both.</summary>
internal static class Transformer
{
    public static Tensor Block(Tensor x, int heads, bool causal = false)
    {
        x += x.LayerNorm(over: Over.Channels).SelfAttention(heads, causal);
        return x + x.LayerNorm(over: Over.Channels).Conv1D(4 * x.Channels, 1, Activation.Gelu).Conv1D(x.Channels, 1);
    }
}
