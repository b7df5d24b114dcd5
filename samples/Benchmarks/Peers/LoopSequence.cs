using System.Numerics;

namespace Benchmarks.Peers;

/// <summary>Layers one after another, with their activations and their results for a whole batch.</summary>
internal sealed class LoopSequence<T> where T : struct, IFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<Layer> _declared;
    private readonly int _batch;
    private readonly LoopLayer<T>[] _layers;

    /// <summary>The input of each layer, the first being the caller's, and last the result; and their gradients.</summary>
    private readonly T[][] _values, _gradients;

    public LoopSequence(Layer.Sequence sequence, Model model, int batch)
    {
        (_declared, _batch) = (sequence.Layers, batch);
        _layers = [.. _declared.Select(layer => LoopLayer<T>.Create(layer, model, batch))];
        _values = [[], .. _declared.Select(layer => new T[batch * layer.Outputs])];
        _gradients = Array.ConvertAll(_values, values => new T[values.Length]);
    }

    public IEnumerable<LoopLayer<T>> Parts => _layers.SelectMany(layer => layer.Parts);

    public bool IsEmpty => _layers.Length == 0;

    /// <summary>The result, in the same array each time: of an empty sequence, <paramref name="x"/> itself.</summary>
    /// <param name="training">Whether means and variances are those of the batch.</param>
    public T[] Forward(T[] x, bool training)
    {
        _values[0] = x;
        for (int l = 0; l < _layers.Length; l++)
        {
            _layers[l].Forward(_values[l], _values[l + 1], _batch, training);
            LoopActivations.Apply<T>(_declared[l].Activation, _values[l + 1], _declared[l].Outputs);
        }
        return _values[^1];
    }

    /// <summary>Adds to the gradients of its layers' parameters, and to <paramref name="dx"/> if it is needed; follows <see cref="Forward"/>.</summary>
    public void Backward(T[] dy, T[]? dx)
    {
        if (IsEmpty)
        {
            for (int i = 0; i < dx?.Length; i++)
                dx[i] += dy[i];
            return;
        }
        // A copy, since the derivative of the activation is multiplied in place, and a residual block passes one gradient to two sequences.
        dy.CopyTo(_gradients[^1], 0);
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            LoopActivations.MultiplyDerivative<T>(_declared[l].Activation, _values[l + 1], _gradients[l + 1]);
            Array.Clear(_gradients[l]);
            _layers[l].Backward(_values[l], _gradients[l + 1], l > 0 ? _gradients[l] : dx, _batch);
        }
    }
}

/// <summary>body(x) + shortcut(x).</summary>
internal sealed class LoopResidual<T>(LoopSequence<T> body, LoopSequence<T> shortcut) : LoopLayer<T>([], []) where T : struct, IFloatingPointIeee754<T>
{
    public override IEnumerable<LoopLayer<T>> Parts => body.Parts.Concat(shortcut.Parts);

    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        T[] sum = body.Forward(x, training), rest = shortcut.Forward(x, training);
        for (int i = 0; i < y.Length; i++)
            y[i] = sum[i] + rest[i];
    }

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch)
    {
        body.Backward(dy, dx);
        shortcut.Backward(dy, dx);
    }
}
