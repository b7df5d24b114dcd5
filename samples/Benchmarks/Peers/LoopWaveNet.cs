using System.Numerics;

namespace Benchmarks.Peers;

/// <summary>A dilated convolution over a stream, whose last frames are in a ring.</summary>
internal sealed class LoopCausal<T>(CausalLayer layer, T[] weights, T[] biases) : LoopLayer<T>(weights, biases) where T : struct, IFloatingPointIeee754<T>
{
    private readonly T[][] _ring = [.. Enumerable.Range(0, (layer.Taps - 1) * layer.Dilation + 1).Select(_ => new T[layer.Inputs])];
    private int _place;

    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        for (int frame = 0; frame < batch; frame++)
        {
            Array.Copy(x, frame * layer.Inputs, _ring[_place], 0, layer.Inputs);
            for (int filter = 0; filter < layer.Filters; filter++)
            {
                T sum = Biases[filter];
                for (int tap = 0; tap < layer.Taps; tap++)
                {
                    // The oldest frame is the next to be overwritten.
                    T[] read = _ring[(_place + 1 + tap * layer.Dilation) % _ring.Length];
                    for (int channel = 0; channel < read.Length; channel++)
                        sum += Weights[(filter * read.Length + channel) * layer.Taps + tap] * read[channel];
                }
                y[frame * layer.Filters + filter] = sum;
            }
            _place = (_place + 1) % _ring.Length;
        }
    }

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch) => throw new NotSupportedException("There are no loops for training through time.");
}

/// <summary>A WaveNet, layer after layer.</summary>
internal sealed class LoopWaveNet<T> : LoopLayer<T> where T : struct, IFloatingPointIeee754<T>
{
    private readonly WaveNetLayer _layer;
    private readonly Dictionary<Layer, LoopLayer<T>> _loops = new(ReferenceEqualityComparer.Instance);
    private readonly int _batch;

    public LoopWaveNet(WaveNetLayer layer, Model model, int batch) : base([], [])
    {
        (_layer, _batch) = (layer, batch);
        foreach (Layer part in layer.Parts)
            _loops.Add(part, Create(part, model, batch));
    }

    public override IEnumerable<LoopLayer<T>> Parts => _layer.Parts.Select(part => _loops[part]);

    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        (T[] continued, T[] sum) = Forward(_layer.First, x, x);
        (_, T[] rest) = Forward(_layer.Second, continued, x);
        Add(Result(_layer.Head, sum), rest);
        rest.CopyTo(y, 0);
    }

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch) => throw new NotSupportedException("There are no loops for training through time.");

    private (T[] Continued, T[] Sum) Forward(WaveNetStack stack, T[] x, T[] input)
    {
        x = Result(stack.Entry, x);
        var sum = new T[x.Length];
        foreach ((Layer convolution, Layer mixed, Layer? residual) in stack.Layers)
        {
            T[] activated = Result(convolution, x);
            Add(Result(mixed, input), activated);
            LoopActivations.Apply<T>(NetGen.Activation.Tanh, activated, stack.Channels);
            Add(activated, sum);
            if (residual is not null)
                Add(Result(residual, activated), x);
        }
        return (x, sum);
    }

    private T[] Result(Layer layer, T[] x)
    {
        var y = new T[_batch * layer.Outputs];
        _loops[layer].Forward(x, y, _batch, training: false);
        return y;
    }

    private static void Add(T[] x, T[] to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] += x[i];
    }
}
