using System.Numerics;
using NetGen;

namespace Benchmarks.Peers;

/// <summary>A network in textbook loops: a peer in <see cref="float"/>, and in <see cref="double"/> the reference for all peers.</summary>
internal sealed class LoopNetwork<T> where T : struct, IFloatingPointIeee754<T>
{
    private readonly Topology _topology;
    private readonly int _batch;
    private readonly LoopLayer<T>[] _layers;
    private readonly T[] _targets;

    /// <summary>The inputs of each layer, and last the outputs of the network, for the whole batch; and their gradients.</summary>
    private readonly T[][] _values, _gradients;

    public LoopNetwork(Model model, int batch)
    {
        (_topology, _batch) = (model.Topology, batch);
        _layers = [.. _topology.Layers.Select((layer, l) => LoopLayer<T>.Create(layer, Convert(model.Weights[l]), Convert(model.Biases[l]), Convert(model.Means[l]), Convert(model.Variances[l])))];
        _values = [Convert(model.Inputs[..(batch * _topology.Inputs)]), .. _topology.Layers.Select(layer => new T[batch * layer.Outputs])];
        _gradients = Array.ConvertAll(_values, values => new T[values.Length]);
        _targets = Convert(model.Targets[..(batch * _topology.Outputs)]);
    }

    public float[] Parameters() => [.. _layers.SelectMany(layer => layer.Weights.Concat(layer.Biases)).Select(float.CreateChecked)];

    /// <summary>The outputs of the batch; the same array each time.</summary>
    /// <param name="training">Whether means and variances are those of the batch.</param>
    public T[] Forward(bool training)
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            _layers[l].Forward(_values[l], _values[l + 1], _batch, training);
            LoopActivations.Apply<T>(_topology.Layers[l].Activation, _values[l + 1], _topology.Layers[l].Outputs);
        }
        return _values[^1];
    }

    /// <summary>A step of plain gradient descent.</summary>
    public void Train()
    {
        T[] outputs = Forward(training: true), error = _gradients[^1];
        // Cross-entropy through softmax is y − t; the squared error's mean is over the outputs too.
        T scale = _topology.Loss == Loss.CrossEntropy ? T.One / T.CreateChecked(_batch) : T.CreateChecked(2) / T.CreateChecked(outputs.Length);
        for (int i = 0; i < error.Length; i++)
            error[i] = scale * (outputs[i] - _targets[i]);
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            LoopActivations.MultiplyDerivative<T>(_topology.Layers[l].Activation, _values[l + 1], _gradients[l + 1]);
            Array.Clear(_layers[l].WeightGradients);
            Array.Clear(_layers[l].BiasGradients);
            Array.Clear(_gradients[l]);
            _layers[l].Backward(_values[l], _gradients[l + 1], l > 0 ? _gradients[l] : null, _batch);
        }
        T rate = T.CreateChecked(Model.LearningRate);
        foreach (LoopLayer<T> layer in _layers)
        {
            Descend(layer.Weights, layer.WeightGradients, rate);
            Descend(layer.Biases, layer.BiasGradients, rate);
        }
    }

    private static void Descend(T[] parameters, T[] gradients, T rate)
    {
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] -= rate * gradients[i];
    }

    private static T[] Convert(float[] values) => Array.ConvertAll(values, T.CreateChecked);
}
