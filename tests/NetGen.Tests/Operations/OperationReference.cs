extern alias generator;
using generator::NetGen.Generator.Layers;
using generator::NetGen.Generator.Model;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Operations;

using Loss = generator::NetGen.Loss;
using Shape = generator::NetGen.Generator.Model.Shape;
using Window = generator::NetGen.Generator.Model.Window;

/// <summary>Computes a model's outputs and loss in double precision, layer by layer from the declaration. Its gradients are central differences.</summary>
/// <param name="parameters">The tensors by name, in PyTorch's order.</param>
internal sealed class OperationReference(NetworkModel model, IReadOnlyDictionary<string, double[]> parameters)
{
    private readonly IReadOnlyList<Shape> _shapes = model.Shapes();
    private readonly IReadOnlyList<string> _names = LayerNames.Of(model.Layers);

    /// <summary>A sample's outputs in inference, one after another.</summary>
    public double[] Outputs(double[] sample)
    {
        IReadOnlyList<double[][]> values = Values([sample], training: false);
        return [.. model.Outputs.SelectMany(output => values[output.Value][0])];
    }

    /// <summary>The mean loss of a batch.</summary>
    /// <param name="training">Whether batches are normalised by their own statistics.</param>
    public double MeanLoss(double[] inputs, double[] targets, int batch, bool training = true)
    {
        int outputLength = targets.Length / batch;
        IReadOnlyList<double[][]> values = Values([.. inputs.Chunk(inputs.Length / batch)], training);
        double sum = 0;
        for (int i = 0; i < batch; i++)
        {
            int offset = i * outputLength;
            foreach (DeclaredOutput output in model.Outputs)
            {
                double[] y = values[output.Value][i];
                sum += output.Loss is { } loss ? output.Weight * Of(loss, y, targets.AsSpan(offset, y.Length)) : 0;
                offset += y.Length;
            }
        }
        return sum / batch;
    }

    private static double Of(Loss loss, double[] y, ReadOnlySpan<double> target)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += Term(loss, y[i], target[i]) / (loss == Loss.CrossEntropy ? 1 : y.Length);
        return sum;
    }

    /// <summary>Cross-entropy is taken of probabilities.</summary>
    private static double Term(Loss loss, double y, double t) => loss switch
    {
        Loss.MeanSquaredError => (y - t) * (y - t),
        Loss.CrossEntropy => -t * Math.Log(y),
        _ => throw new NotSupportedException($"{loss}"),
    };

    /// <summary>Every value of every sample: the inputs', then the layers'.</summary>
    private IReadOnlyList<double[][]> Values(double[][] samples, bool training)
    {
        List<double[][]> values = [];
        int offset = 0;
        foreach (DeclaredInput input in model.Inputs)
        {
            values.Add([.. samples.Select(sample => sample.AsSpan(offset, (int)input.Shape.Length).ToArray())]);
            offset += (int)input.Shape.Length;
        }
        for (int i = 0; i < model.Layers.Count; i++)
        {
            (Layer kind, IReadOnlyList<int> from, string name, Shape to) = (model.Layers[i].Kind, model.Layers[i].From, _names[i], _shapes[model.Inputs.Count + i]);
            values.Add(SpecOf(kind) is { } spec
                ? Apply(spec, name, values[from[0]], _shapes[from[0]], to, training)
                : [.. samples.Select((_, sample) => Apply(kind, name, [.. from.Select(value => (values[value][sample], _shapes[value]))], to))]);
        }
        return values;
    }

    /// <summary>The layer as the reference of chains knows it; null where it doesn't.</summary>
    private static LayerSpec? SpecOf(Layer layer) => layer switch
    {
        ConvolutionLayer c => new Reference.Convolution(c.Filters, WindowOf(c.Axes, c.Height, c.Width), (NetGen.Activation)c.Activation, c.Groups, c.UseBias),
        PoolLayer { Over: PoolKind.Max } pool => new MaxPool(WindowOf(pool.Axes, pool.Height, pool.Width)),
        PoolLayer pool => new AveragePool(WindowOf(pool.Axes, pool.Height, pool.Width)),
        GlobalPoolLayer { Over: PoolKind.Max } => new GlobalMaxPool(),
        GlobalPoolLayer => new GlobalAveragePool(),
        BatchNormLayer norm => new Reference.BatchNorm(norm.Epsilon, norm.Momentum),
        LayerNormLayer norm => new Reference.LayerNorm(norm.Epsilon, norm.Over == generator::NetGen.Over.Channels),
        EmbeddingLayer embedding => new Reference.Embedding(embedding.Count, embedding.Size),
        PositionEmbeddingLayer => new Reference.PositionEmbedding(),
        SelfAttentionLayer attention => new Reference.SelfAttention(attention.Heads, attention.Causal),
        RecurrentLayer { Return: var returned } recurrent => SpecOf(recurrent, returned == generator::NetGen.Return.Last),
        PReluLayer => new Reference.PRelu(),
        _ => null,
    };

    private static LayerSpec SpecOf(RecurrentLayer layer, bool last) => layer.Cell switch
    {
        CellKind.Lstm => new Reference.Lstm(layer.Units, layer.Bidirectional, last, layer.UseBias),
        CellKind.Gru => new Reference.Gru(layer.Units, layer.Bidirectional, last, layer.UseBias),
        _ => new Reference.Rnn(layer.Units, layer.Activation == generator::NetGen.Activation.Relu, layer.Bidirectional, last, layer.UseBias),
    };

    private static Reference.Window WindowOf(int axes, Window height, Window width)
    {
        return new(axes == 2 ? AxisOf(height) : null, AxisOf(width));

        static Reference.Axis AxisOf(Window window) => new(window.Kernel, window.Stride, window.Padding, window.Dilation);
    }

    private double[][] Apply(LayerSpec spec, string name, double[][] x, Shape from, Shape to, bool training)
    {
        LayerPass pass = new(0, ShapeOf(from), ShapeOf(to), tensor => parameters[$"{name}.{tensor}"], training ? new(0, 0) : null, Rounding.None);
        return [.. Rounding.None.Of(spec.Forward(pass, x)).Select(sample => sample.Select(value => Activated(spec.Activation, value)).ToArray())];
    }

    private static Reference.Shape ShapeOf(Shape shape) => shape.Rank switch
    {
        1 => new(shape.Extents[0]),
        2 => new(shape.Extents[0], shape.Extents[1]),
        _ => new(shape.Extents[0], shape.Extents[1], shape.Extents[2]),
    };

    private double[] Apply(Layer layer, string name, (double[] Values, Shape Shape)[] inputs, Shape to)
    {
        (double[] x, Shape shape) = inputs[0];
        return layer switch
        {
            DenseLayer dense => [.. Enumerable.Range(0, dense.Units).Select(j => Activated((NetGen.Activation)dense.Activation, x.Select((value, i) => value * parameters[$"{name}.weight"][j * x.Length + i]).Sum() + parameters[$"{name}.bias"][j]))],
            ActivateLayer { Activation: generator::NetGen.Activation.Softmax } => Softmax(x),
            ActivateLayer activate => [.. x.Select(value => Activated((NetGen.Activation)activate.Activation, value))],
            ReshapeLayer => x,
            ArithmeticLayer { Constant: { } constant } a => [.. x.Select(value => a.IsReversed ? Operate(a.Kind, constant, value) : Operate(a.Kind, value, constant))],
            ArithmeticLayer a => Box(to, i => Operate(a.Kind, Broadcast(inputs[0], i, to), Broadcast(inputs[1], i, to))),
            SliceLayer slice => Box(to, i => x[Index(shape, With(i, Axis(slice.Axis, shape), i[Axis(slice.Axis, shape)] + slice.Start))]),
            TransposeLayer transpose => Box(to, i => x[Index(shape, Untransposed(transpose, i, shape))]),
            ConcatLayer concat => Concatenated(concat, inputs, to),
            ReductionLayer reduction => Reduced(reduction, x, shape, to),
            SoftmaxOverLayer softmax => Normalized(softmax, x, shape),
            MatMulLayer => Product(inputs[0], inputs[1], to),
            _ => throw new NotSupportedException($"{layer}"),
        };
    }

    private static double Activated(Activation activation, double x) => activation switch
    {
        Activation.Linear => x,
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => throw new NotSupportedException($"{activation}"),
    };

    private static double Operate(ArithmeticKind kind, double a, double b) => kind switch
    {
        ArithmeticKind.Add => a + b,
        ArithmeticKind.Subtract => a - b,
        ArithmeticKind.Multiply => a * b,
        _ => a / b,
    };

    private static double[] Softmax(double[] x)
    {
        double max = x.Max(), sum = x.Sum(value => Math.Exp(value - max));
        return [.. x.Select(value => Math.Exp(value - max) / sum)];
    }

    private static double[] Concatenated(ConcatLayer concat, (double[] Values, Shape Shape)[] inputs, Shape to)
    {
        int axis = Axis(concat.Axis, to);
        return Box(to, i =>
        {
            int place = i[axis];
            foreach ((double[] values, Shape shape) in inputs)
            {
                if (place < shape.Extents[axis])
                    return values[Index(shape, With(i, axis, place))];
                place -= shape.Extents[axis];
            }
            throw new InvalidOperationException("The parts are shorter than the result.");
        });
    }

    private static double[] Reduced(ReductionLayer reduction, double[] x, Shape shape, Shape to)
    {
        int[] axes = reduction.Axes.Count == 0 ? [.. Enumerable.Range(0, shape.Rank)] : [.. reduction.Axes.Select(axis => Axis(axis, shape))];
        List<double>[] terms = [.. Enumerable.Range(0, (int)to.Length).Select(_ => new List<double>())];
        foreach (int[] i in Indices(shape))
        {
            int[] kept = [.. i.Where((_, axis) => !axes.Contains(axis))];
            terms[kept.Length == 0 ? 0 : Index(to, kept)].Add(x[Index(shape, i)]);
        }
        return [.. terms.Select(term => reduction.Kind switch { ReductionKind.Sum => term.Sum(), ReductionKind.Mean => term.Average(), _ => term.Max() })];
    }

    private static double[] Normalized(SoftmaxOverLayer softmax, double[] x, Shape shape)
    {
        int axis = Axis(softmax.Axis, shape);
        return Box(shape, i =>
        {
            double[] line = [.. Enumerable.Range(0, shape.Extents[axis]).Select(place => x[Index(shape, With(i, axis, place))])];
            double probability = Softmax(line)[i[axis]];
            return softmax.IsLog ? Math.Log(probability) : probability;
        });
    }

    private static double[] Product((double[] Values, Shape Shape) a, (double[] Values, Shape Shape) b, Shape to)
    {
        int terms = a.Shape.Extents[a.Shape.Rank - 1];
        bool hasRows = a.Shape.Rank > 1, hasColumns = b.Shape.Rank > 1;
        return Box(to, i =>
        {
            int matrix = a.Shape.Rank == 3 || b.Shape.Rank == 3 ? i[0] : 0, column = hasColumns ? i[^1] : 0, row = hasRows ? i[^(hasColumns ? 2 : 1)] : 0;
            return Enumerable.Range(0, terms).Sum(k => At(a, matrix, row, k, hasRows) * At(b, matrix, k, column, hasColumns));
        });

        static double At((double[] Values, Shape Shape) of, int matrix, int row, int column, bool isMatrix) => of.Shape.Rank switch
        {
            1 => of.Values[isMatrix ? row : Math.Max(row, column)],
            2 => of.Values[row * of.Shape.Extents[1] + column],
            _ => of.Values[(Math.Min(matrix, of.Shape.Extents[0] - 1) * of.Shape.Extents[1] + row) * of.Shape.Extents[2] + column],
        };
    }

    private static double Broadcast((double[] Values, Shape Shape) operand, int[] index, Shape to)
    {
        int missing = to.Rank - operand.Shape.Rank;
        return operand.Values[Index(operand.Shape, [.. operand.Shape.Extents.Select((extent, axis) => extent == 1 ? 0 : index[axis + missing])])];
    }

    private static int[] Untransposed(TransposeLayer transpose, int[] index, Shape shape)
    {
        int[] axes = transpose.Axes.Count > 0 ? [.. transpose.Axes.Select(axis => Axis(axis, shape))] : [.. Enumerable.Range(0, shape.Rank - 2), shape.Rank - 1, shape.Rank - 2];
        int[] source = new int[index.Length];
        for (int i = 0; i < axes.Length; i++)
            source[axes[i]] = index[i];
        return source;
    }

    private static double[] Box(Shape shape, Func<int[], double> element) => [.. Indices(shape).Select(element)];

    private static IEnumerable<int[]> Indices(Shape shape)
    {
        for (int flat = 0; flat < shape.Length; flat++)
        {
            int[] index = new int[shape.Rank];
            for (int axis = shape.Rank - 1, rest = flat; axis >= 0; axis--)
                (rest, index[axis]) = Math.DivRem(rest, shape.Extents[axis]);
            yield return index;
        }
    }

    private static int Index(Shape shape, int[] index) => index.Select((place, axis) => (place, axis)).Aggregate(0, (flat, pair) => flat * shape.Extents[pair.axis] + pair.place);

    private static int[] With(int[] index, int axis, int place) => [.. index.Select((each, i) => i == axis ? place : each)];

    private static int Axis(int axis, Shape shape) => axis < 0 ? axis + shape.Rank : axis;
}
