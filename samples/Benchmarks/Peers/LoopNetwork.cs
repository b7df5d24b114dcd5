using System.Numerics;
using NetGen;

namespace Benchmarks.Peers;

/// <summary>A dense network as a textbook's loops write it: in <see cref="float"/> a peer, in <see cref="double"/> what all peers are compared with.</summary>
internal sealed class LoopNetwork<T> where T : struct, IFloatingPointIeee754<T>
{
    private readonly Topology _topology;
    private readonly T[][] _weights, _biases, _weightGradients, _biasGradients;

    /// <summary>What each layer takes in, and last what the network gives; and their gradients.</summary>
    private readonly T[][] _values, _gradients;

    public LoopNetwork(Model model)
    {
        _topology = model.Topology;
        _weights = Array.ConvertAll(model.Weights, Convert);
        _biases = Array.ConvertAll(model.Biases, Convert);
        _weightGradients = Array.ConvertAll(_weights, weights => new T[weights.Length]);
        _biasGradients = Array.ConvertAll(_biases, biases => new T[biases.Length]);
        _values = [new T[_topology.Inputs], .. _topology.Layers.Select(layer => new T[layer.Outputs])];
        _gradients = Array.ConvertAll(_values, values => new T[values.Length]);
    }

    public static T[] Convert(float[] values) => Array.ConvertAll(values, T.CreateChecked);

    public float[] Parameters() =>
        [.. _topology.Layers.SelectMany((_, l) => _weights[l].Concat(_biases[l])).Select(float.CreateChecked)];

    public void Forward(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        for (int sample = 0; sample * _topology.Inputs < inputs.Length; sample++)
        {
            Forward(inputs.Slice(sample * _topology.Inputs, _topology.Inputs));
            _values[^1].CopyTo(outputs[(sample * _topology.Outputs)..]);
        }
    }

    public void Train(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int batch)
    {
        foreach (T[] gradients in _weightGradients)
            Array.Clear(gradients);
        foreach (T[] gradients in _biasGradients)
            Array.Clear(gradients);
        for (int sample = 0; sample < batch; sample++)
        {
            Forward(inputs.Slice(sample * _topology.Inputs, _topology.Inputs));
            Backward(targets.Slice(sample * _topology.Outputs, _topology.Outputs), batch);
        }
        for (int l = 0; l < _weights.Length; l++)
        {
            Descend(_weights[l], _weightGradients[l]);
            Descend(_biases[l], _biasGradients[l]);
        }
    }

    private void Forward(ReadOnlySpan<T> input)
    {
        input.CopyTo(_values[0]);
        for (int l = 0; l < _weights.Length; l++)
        {
            T[] x = _values[l], y = _values[l + 1], w = _weights[l], b = _biases[l];
            for (int o = 0; o < y.Length; o++)
            {
                T sum = b[o];
                for (int i = 0; i < x.Length; i++)
                    sum += w[o * x.Length + i] * x[i];
                y[o] = sum;
            }
            Activate(_topology.Layers[l].Activation, y);
        }
    }

    private void Backward(ReadOnlySpan<T> target, int batch)
    {
        // Cross-entropy through softmax is y − t; the squared error's mean is over the outputs too.
        T scale = _topology.Loss == Loss.CrossEntropy ? T.One / T.CreateChecked(batch) : T.CreateChecked(2) / T.CreateChecked(batch * target.Length);
        for (int o = 0; o < target.Length; o++)
            _gradients[^1][o] = scale * (_values[^1][o] - target[o]);
        for (int l = _weights.Length - 1; l >= 0; l--)
        {
            T[] x = _values[l], y = _values[l + 1], dx = _gradients[l], dy = _gradients[l + 1], w = _weights[l], dw = _weightGradients[l], db = _biasGradients[l];
            MultiplyDerivative(_topology.Layers[l].Activation, y, dy);
            if (l > 0)
                Array.Clear(dx);
            for (int o = 0; o < y.Length; o++)
            {
                T d = dy[o];
                db[o] += d;
                for (int i = 0; i < x.Length; i++)
                    dw[o * x.Length + i] += d * x[i];
                if (l > 0)
                    for (int i = 0; i < x.Length; i++)
                        dx[i] += d * w[o * x.Length + i];
            }
        }
    }

    private static void Descend(T[] parameters, T[] gradients)
    {
        T rate = T.CreateChecked(Model.LearningRate);
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] -= rate * gradients[i];
    }

    private static void Activate(Activation activation, T[] y)
    {
        T sum = T.Zero;
        T largest = activation == Activation.Softmax ? y.Max() : T.Zero;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] = activation switch
            {
                Activation.Relu => y[i] > T.Zero ? y[i] : T.Zero,
                Activation.Sigmoid => T.One / (T.One + T.Exp(-y[i])),
                Activation.Tanh => T.Tanh(y[i]),
                Activation.Softmax => T.Exp(y[i] - largest),
                _ => y[i],
            };
        if (activation == Activation.Softmax)
            for (int i = 0; i < y.Length; i++)
                y[i] /= sum;
    }

    private static void MultiplyDerivative(Activation activation, T[] y, T[] dy)
    {
        for (int i = 0; i < y.Length; i++)
            dy[i] *= activation switch
            {
                Activation.Relu => y[i] > T.Zero ? T.One : T.Zero,
                Activation.Sigmoid => y[i] * (T.One - y[i]),
                Activation.Tanh => T.One - y[i] * y[i],
                _ => T.One,
            };
    }
}
