extern alias generator;
using generator::NetGen.Generator.Layers;
using generator::NetGen.Generator.Model;

namespace NetGen.Tests.Operations;

using Activation = generator::NetGen.Activation;
using Initializer = generator::NetGen.Initializer;
using Loss = generator::NetGen.Loss;
using Over = generator::NetGen.Over;
using Return = generator::NetGen.Return;

/// <summary>Draws networks that branch: skip connections, concatenations, broadcasts, slices, products, convolutions and norms between them, shared parameters, two heads, inputs of several shapes.</summary>
internal sealed class GraphDrawing
{
    /// <summary>Elements of a value at most, so that the reference takes no longer than the compiler.</summary>
    private const int Longest = 40;

    private readonly GraphDraft _graph = new();
    private readonly Random _random;
    private readonly List<(int Value, int[] Shape)> _values = [];
    private readonly HashSet<int> _unread = [];
    private readonly List<(DenseLayer Layer, int Inputs)> _shared = [];

    private GraphDrawing(int seed) => _random = new(seed);

    /// <summary>The model of a seed.</summary>
    public static NetworkModel Of(int seed)
    {
        GraphDrawing drawing = new(seed);
        return drawing.Draw();
    }

    private NetworkModel Draw()
    {
        int inputs = _random.Next(1, 4);
        for (int i = 0; i < inputs; i++)
        {
            int[] shape = DrawShape();
            Take(_graph.Input(shape), shape);
        }
        foreach ((int value, int[] shape) in _values.Where(input => input.Shape.Length == 1 && _random.Next(3) == 0).ToArray())
        {
            int size = _random.Next(1, Math.Max(2, Longest / shape[0]));
            Take(_graph.Add(new EmbeddingLayer(null, _random.Next(1, 4), size, Initializer.Auto), value), [size, shape[0]]);
            _unread.Remove(value);
        }
        for (int layer = _random.Next(2, 9); layer > 0; layer--)
            AddLayer();
        // What nothing has read yet comes together, so that every layer reaches an output.
        int[] flat = [.. _unread.Select(value => Flat(Known(value)))];
        int trunk = Dense(_graph, _random.Next(1, 9), flat.Length == 1 ? flat[0] : _graph.Add(new ConcatLayer(null, 0), flat), Activation.Tanh);
        if (_random.Next(2) == 0)
            return _graph.Output(_graph.Dense(_random.Next(1, 6), trunk)).Model();
        _graph.Output(_graph.Activate(Activation.Softmax, _graph.Dense(_random.Next(2, 6), trunk)), Loss.CrossEntropy, 0.5 + _random.NextDouble());
        return _graph.Output(_graph.Dense(_random.Next(1, 4), trunk), _random.Next(3) == 0 ? null : Loss.MeanSquaredError, 0.5 + _random.NextDouble()).Model();
    }

    private void AddLayer()
    {
        (int value, int[] shape) = Pick();
        switch (_random.Next(22))
        {
            case 0:
                int[] units = DrawShape();
                Take(Shaped(Dense(_graph, Length(units), Flat((value, shape)), Choose(Activation.Linear, Activation.Tanh, Activation.Sigmoid)), units), units);
                break;
            case 1:
                Take(_graph.Activate(Choose(Activation.Tanh, Activation.Sigmoid, Activation.Relu), value), shape);
                break;
            case 2:
                Combine(value, shape);
                break;
            case 3:
                double constant = 0.5 + _random.NextDouble();
                Take(_graph.Apply((ArithmeticKind)_random.Next(4), value, constant), shape);
                break;
            case 4:
                int axis = _random.Next(shape.Length), start = _random.Next(shape[axis]), length = _random.Next(1, shape[axis] - start + 1);
                Take(_graph.Add(new SliceLayer(null, start, length, axis), value), With(shape, axis, length));
                break;
            case 5 when shape.Length > 1:
                int[] order = [.. Enumerable.Range(0, shape.Length)];
                _random.Shuffle(order);
                Take(_graph.Add(new TransposeLayer(null, [.. order]), value), [.. order.Select(each => shape[each])]);
                break;
            case 6:
                int removed = _random.Next(shape.Length);
                Take(_graph.Add(new ReductionLayer(null, (ReductionKind)_random.Next(2), [removed]), value), shape.Length == 1 ? [1] : [.. shape.Where((_, i) => i != removed)]);
                break;
            case 7 when shape.Length > 1:
                int columns = _random.Next(1, 5);
                int matrix = Shaped(Dense(_graph, shape[^1] * columns, Flat(Pick()), Activation.Tanh), [shape[^1], columns]);
                Take(_graph.Add(new MatMulLayer(null), value, matrix), With(shape, shape.Length - 1, columns));
                break;
            case 8 or 9 when shape.Length > 1:
                Slide(value, shape, window => new ConvolutionLayer(null, shape.Length - 1, window.Channels, window.Height, window.Width, 1, Choose(Activation.Linear, Activation.Relu, Activation.Tanh), _random.Next(2) == 0, Initializer.Auto), _random.Next(1, 10));
                break;
            case 10 when shape.Length > 1:
                Slide(value, shape, window => new PoolLayer(null, Choose(PoolKind.Max, PoolKind.Average), shape.Length - 1, window.Height with { Padding = 0, Dilation = 1 }, window.Width with { Padding = 0, Dilation = 1 }), shape[0]);
                break;
            // The statistics of few values are ill-conditioned.
            case 11 when shape.Length > 1 && Length(shape) >= 4 * shape[0]:
                Take(_graph.Add(new BatchNormLayer(null, 0.1, 0.1), value), shape);
                break;
            case 12:
                Take(_random.Next(2) == 0 ? _graph.Add(new PReluLayer(null, false), value) : _graph.Add(new LayerNormLayer(null, 0.1, Choose(Over.Sample, Over.Channels)), value), shape);
                break;
            case 13:
                Share(value, shape);
                break;
            case 21:
                Take(WholeVectors(value, shape), [48]);
                break;
            case 14 or 15 when shape.Length > 1:
                Take(Residual(value, shape), shape);
                break;
            case 16 or 17 when shape.Length == 2:
                int heads = Choose([.. Enumerable.Range(1, shape[0]).Where(count => shape[0] % count == 0)]);
                int attended = _graph.Add(new SelfAttentionLayer(null, heads, _random.Next(2) == 0), value);
                Take(_random.Next(2) == 0 ? attended : _graph.Apply(ArithmeticKind.Add, value, attended), shape);
                break;
            case 18 when shape.Length == 2:
                Take(_graph.Add(new PositionEmbeddingLayer(null, Initializer.Auto), value), shape);
                break;
            case 19 or 20 when shape.Length == 2:
                CellKind cell = Choose(CellKind.Rnn, CellKind.Lstm, CellKind.Gru);
                Activation function = cell == CellKind.Rnn ? Choose(Activation.Tanh, Activation.Relu) : Activation.Tanh;
                RecurrentLayer recurrent = new(null, cell, _random.Next(1, Math.Max(2, Longest / 2 / shape[1])), function, _random.Next(2) == 0, Choose(Return.Sequence, Return.Sequence, Return.Last), _random.Next(3) > 0);
                Take(_graph.Add(recurrent, value), [.. recurrent.Output(new Shape(new(shape))).Extents]);
                break;
            default:
                Take(_graph.Add(new SoftmaxOverLayer(null, _random.Next(shape.Length), _random.Next(2) == 0), value), shape);
                break;
        }
    }

    /// <summary>A convolution or a pool, whose windows may reach over the border.</summary>
    private void Slide(int value, int[] shape, Func<(int Channels, Window Height, Window Width), Layer> of, int channels)
    {
        Window height = shape.Length == 3 ? DrawWindow(shape[1]) : Window.None, width = DrawWindow(shape[^1]);
        Layer layer = of((channels, height, width));
        Take(_graph.Add(layer, value), [.. ((UnaryLayer)layer).Output(new Shape(new(shape))).Extents]);
    }

    /// <summary>A convolution beside which its input, or another value, passes unchanged.</summary>
    private int Residual(int value, int[] shape)
    {
        Window window = new(3, 1, Window.Same, 1);
        int branch = _graph.Add(new ConvolutionLayer(null, shape.Length - 1, shape[0], shape.Length == 3 ? window : Window.None, window, 1, Activation.Linear, _random.Next(2) == 0, Initializer.Auto), value);
        if (Length(shape) >= 4 * shape[0] && _random.Next(2) == 0)
            branch = _graph.Add(new BatchNormLayer(null, 0.1, 0.1), branch);
        if (_random.Next(3) == 0)
            value = _graph.Add(new ConvolutionLayer(null, shape.Length - 1, shape[0], Window.None, Window.None, 1, Activation.Linear, false, Initializer.Auto), value);
        int sum = _random.Next(2) == 0 ? _graph.Apply(ArithmeticKind.Add, branch, value) : _graph.Apply(ArithmeticKind.Add, _values.Last(each => each.Shape.SequenceEqual(shape)).Value, branch);
        return _random.Next(3) == 0 ? sum : _graph.Activate(Choose(Activation.Relu, Activation.Tanh), sum);
    }

    /// <summary>Vectors of whole registers one after another, which may be computed in place, one of them twice.</summary>
    private int WholeVectors(int value, int[] shape)
    {
        int a = Dense(_graph, 16, Flat((value, shape)), Choose(Activation.Linear, Activation.Relu, Activation.Tanh)), units = Choose(16, 32), b = Dense(_graph, units, Flat(Pick()), Activation.Sigmoid);
        return units == 32 ? _graph.Add(new ConcatLayer(null, 0), a, b) : _graph.Add(new ConcatLayer(null, 0), a, b, Choose(a, b));
    }

    /// <summary>A dense layer whose parameters another may have too.</summary>
    private void Share(int value, int[] shape)
    {
        int length = Length(shape);
        (DenseLayer? layer, _) = _shared.Find(each => each.Inputs == length);
        if (layer is null)
        {
            layer = new($"shared{_shared.Count}", _random.Next(1, 20), Activation.Tanh, true, Initializer.Auto);
            _shared.Add((layer, length));
        }
        Take(_graph.Add(layer, Flat((value, shape))), [layer.Units]);
    }

    private Window DrawWindow(int length)
    {
        int kernel = _random.Next(1, Math.Min(length, 3) + 1);
        return new(kernel, _random.Next(1, 3), Choose(0, 0, Window.Same, kernel / 2), kernel > 1 && 2 * (kernel - 1) < length ? _random.Next(1, 3) : 1);
    }

    /// <summary>A skip connection, a broadcast, or a concatenation with a value of a shape that fits.</summary>
    private void Combine(int value, int[] shape)
    {
        (int other, int[] otherShape) = _values.Where(each => each.Shape.SequenceEqual(shape)).OrderBy(_ => _random.Next()).First();
        int axis = _random.Next(shape.Length);
        if (_random.Next(3) == 0 && 2 * Length(shape) <= Longest)
        {
            Take(_graph.Add(new ConcatLayer(null, axis), value, other), With(shape, axis, 2 * shape[axis]));
            _unread.Remove(other);
            return;
        }
        if (_random.Next(3) == 0)
            (other, otherShape) = (_graph.Add(new SliceLayer(null, _random.Next(shape[axis]), 1, axis), other), With(shape, axis, 1));
        else
            _unread.Remove(other);
        // Divisors are kept away from 0.
        bool divides = _random.Next(4) == 0;
        int operand = divides ? _graph.Apply(ArithmeticKind.Add, _graph.Activate(Activation.Sigmoid, other), 1.0) : other;
        Take(_graph.Apply(divides ? ArithmeticKind.Divide : (ArithmeticKind)_random.Next(3), value, operand), shape);
    }

    private (int Value, int[] Shape) Pick()
    {
        (int value, int[] shape) = _values[_random.Next(_values.Count)];
        _unread.Remove(value);
        return (value, shape);
    }

    private void Take(int value, int[] shape)
    {
        _values.Add((value, shape));
        _unread.Add(value);
    }

    private (int, int[]) Known(int value) => _values.Find(each => each.Value == value);

    private int Flat((int Value, int[] Shape) of) => of.Shape.Length == 1 ? of.Value : _graph.Reshape(of.Value, Length(of.Shape));

    private int Shaped(int vector, int[] shape) => shape.Length == 1 ? vector : _graph.Reshape(vector, shape);

    private int[] DrawShape() => _random.Next(3) switch
    {
        0 => [_random.Next(1, 20)],
        1 => [_random.Next(1, 10), _random.Next(1, 6)],
        _ => [_random.Next(1, 10), _random.Next(1, 5), _random.Next(1, 5)],
    };

    private T Choose<T>(params T[] among) => among[_random.Next(among.Length)];

    private static int Dense(GraphDraft graph, int units, int from, Activation activation) => graph.Dense(units, from, activation);

    private static int Length(int[] shape) => shape.Aggregate(1, (product, extent) => product * extent);

    private static int[] With(int[] shape, int axis, int extent) => [.. shape.Select((each, i) => i == axis ? extent : each)];
}
