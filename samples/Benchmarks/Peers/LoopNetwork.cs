using System.Numerics;
using NetGen;

namespace Benchmarks.Peers;

/// <summary>A network in textbook loops: a peer in <see cref="float"/>, and in <see cref="double"/> the reference for all peers.</summary>
internal sealed class LoopNetwork<T> where T : struct, IFloatingPointIeee754<T>
{
    private readonly int _batch;
    private readonly LoopSequence<T> _trunk;
    private readonly LoopHead<T>[] _heads;
    private readonly LoopLayer<T>[] _layers;
    private readonly T[] _inputs;

    /// <summary>The gradient of the trunk's result, to which all heads add.</summary>
    private readonly T[]? _gradient;

    public LoopNetwork(Model model, int batch)
    {
        Topology topology = model.Topology;
        _batch = batch;
        _trunk = new(topology.Trunk, model, batch);
        _heads = [.. topology.Heads.Select(head => new LoopHead<T>(head, model, batch))];
        _layers = [.. _trunk.Parts, .. _heads.SelectMany(head => head.Parts)];
        _inputs = LoopLayer<T>.Convert(model.Inputs[..(batch * topology.Inputs)]);
        _gradient = _trunk.IsEmpty ? null : new T[batch * topology.Trunk.Outputs];
    }

    /// <summary>Whether there are loops for a measurement: there are none for training through time and for transformers.</summary>
    public static bool Supports(Measure measure) => !(measure.Pass == Pass.Training && measure.Network.Frames > 0) && !measure.Network.Layers.Any(layer => layer is TransformerLayer);

    public float[] Parameters() => [.. _layers.SelectMany(layer => layer.Weights.Concat(layer.Biases)).Select(float.CreateChecked)];

    /// <summary>The outputs of the batch, of each head; the same arrays each time.</summary>
    /// <param name="training">Whether means and variances are those of the batch.</param>
    public T[][] Forward(bool training)
    {
        T[] features = _trunk.Forward(_inputs, training);
        return Array.ConvertAll(_heads, head => head.Forward(features, training));
    }

    /// <summary>A step of plain gradient descent.</summary>
    public void Train()
    {
        foreach (LoopLayer<T> layer in _layers)
        {
            Array.Clear(layer.WeightGradients);
            Array.Clear(layer.BiasGradients);
        }
        Forward(training: true);
        if (_gradient is not null)
            Array.Clear(_gradient);
        foreach (LoopHead<T> head in _heads)
            head.Backward(_gradient);
        if (_gradient is not null)
            _trunk.Backward(_gradient, null);
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
}

/// <summary>An output of a network, with its loss.</summary>
internal sealed class LoopHead<T>(Head head, Model model, int batch) where T : struct, IFloatingPointIeee754<T>
{
    private readonly LoopSequence<T> _layers = new(head.Layers, model, batch);
    private readonly T[] _targets = LoopLayer<T>.Convert(model.TargetsOf(head, batch)), _error = new T[batch * head.Outputs];
    private T[] _outputs = [];

    public IEnumerable<LoopLayer<T>> Parts => _layers.Parts;

    public T[] Forward(T[] features, bool training) => _outputs = _layers.Forward(features, training);

    /// <summary>Adds the gradients of the loss.</summary>
    /// <param name="gradient">That of the head's input, if it is needed.</param>
    public void Backward(T[]? gradient)
    {
        // Cross-entropy through softmax is y − t; the squared error's mean is over the outputs too.
        T scale = head.Loss == Loss.CrossEntropy ? T.One / T.CreateChecked(batch) : T.CreateChecked(2) / T.CreateChecked(_outputs.Length);
        for (int i = 0; i < _error.Length; i++)
            _error[i] = scale * (_outputs[i] - _targets[i]);
        _layers.Backward(_error, gradient);
    }
}
