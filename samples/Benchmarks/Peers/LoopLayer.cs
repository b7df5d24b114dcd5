using System.Numerics;

namespace Benchmarks.Peers;

/// <summary>A layer without its activation, in textbook loops. Samples are contiguous.</summary>
internal abstract class LoopLayer<T>(T[] weights, T[] biases) where T : struct, IFloatingPointIeee754<T>
{
    public T[] Weights { get; } = weights;

    public T[] Biases { get; } = biases;

    public T[] WeightGradients { get; } = new T[weights.Length];

    public T[] BiasGradients { get; } = new T[biases.Length];

    /// <summary>The layers with tensors of their own that it is composed of, in the order of evaluation.</summary>
    public virtual IEnumerable<LoopLayer<T>> Parts => [this];

    public static LoopLayer<T> Create(Layer layer, Model model, int batch)
    {
        if (layer is Layer.Residual residual)
            return new LoopResidual<T>(new(residual.Body, model, batch), new(residual.Shortcut, model, batch));
        if (layer is WaveNetLayer waveNet)
            return new LoopWaveNet<T>(waveNet, model, batch);
        LayerTensors tensors = model.Of(layer);
        (T[] weights, T[] biases) = (Convert(tensors.Weights), Convert(tensors.Biases));
        return layer switch
        {
            Layer.Dense dense => new LoopDense<T>(dense, weights, biases),
            Layer.Convolution convolution => new LoopConvolution<T>(convolution, weights, biases),
            Layer.MaxPool pool => new LoopMaxPool<T>(pool),
            Layer.GlobalAverage average => new LoopGlobalAverage<T>(average),
            Layer.BatchNorm norm => new LoopBatchNorm<T>(norm, weights, biases, Convert(tensors.Means), Convert(tensors.Variances)),
            Layer.Activate => new LoopCopy<T>(),
            RecurrentLayer recurrent => new LoopRecurrent<T>(recurrent, weights, biases),
            CausalLayer causal => new LoopCausal<T>(causal, weights, biases),
            _ => throw new NotSupportedException($"There are no loops for {layer.GetType().Name}."),
        };
    }

    public static T[] Convert(float[] values) => Array.ConvertAll(values, T.CreateChecked);

    public abstract void Forward(T[] x, T[] y, int batch, bool training);

    /// <summary>Adds to the gradients of weights and biases, and to <paramref name="dx"/> if it is needed; all are zero before.</summary>
    public abstract void Backward(T[] x, T[] dy, T[]? dx, int batch);
}

internal sealed class LoopDense<T>(Layer.Dense layer, T[] weights, T[] biases) : LoopLayer<T>(weights, biases) where T : struct, IFloatingPointIeee754<T>
{
    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        int inputs = layer.Inputs, outputs = layer.Outputs;
        for (int sample = 0; sample < batch; sample++)
            for (int o = 0; o < outputs; o++)
            {
                T sum = layer.UseBias ? Biases[o] : T.Zero;
                for (int i = 0; i < inputs; i++)
                    sum += Weights[o * inputs + i] * x[sample * inputs + i];
                y[sample * outputs + o] = sum;
            }
    }

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch)
    {
        int inputs = layer.Inputs, outputs = layer.Outputs;
        for (int sample = 0; sample < batch; sample++)
            for (int o = 0; o < outputs; o++)
            {
                T d = dy[sample * outputs + o];
                BiasGradients[o] += d;
                for (int i = 0; i < inputs; i++)
                    WeightGradients[o * inputs + i] += d * x[sample * inputs + i];
                if (dx is not null)
                    for (int i = 0; i < inputs; i++)
                        dx[sample * inputs + i] += d * Weights[o * inputs + i];
            }
    }
}

internal sealed class LoopMaxPool<T>(Layer.MaxPool layer) : LoopLayer<T>([], []) where T : struct, IFloatingPointIeee754<T>
{
    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        for (int i = 0; i < batch * layer.Outputs; i++)
            y[i] = x[IndexOfLargest(x, i)];
    }

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch)
    {
        if (dx is not null)
            for (int i = 0; i < batch * layer.Outputs; i++)
                dx[IndexOfLargest(x, i)] += dy[i];
    }

    /// <summary>The index of the first maximum in the window of an output.</summary>
    private int IndexOfLargest(T[] x, int output)
    {
        (int row, int column) = Math.DivRem(output, layer.Output.Width);
        (int plane, int y) = Math.DivRem(row, layer.Output.Height);
        int first = (plane * layer.Input.Height + y * layer.SizeHeight) * layer.Input.Width + column * layer.SizeWidth;
        int largest = first;
        for (int i = 0; i < layer.SizeHeight; i++)
            for (int j = 0; j < layer.SizeWidth; j++)
                if (x[first + i * layer.Input.Width + j] > x[largest])
                    largest = first + i * layer.Input.Width + j;
        return largest;
    }
}

internal sealed class LoopGlobalAverage<T>(Layer.GlobalAverage layer) : LoopLayer<T>([], []) where T : struct, IFloatingPointIeee754<T>
{
    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        int pixels = layer.Input.Pixels;
        for (int i = 0; i < batch * layer.Outputs; i++)
        {
            T sum = T.Zero;
            for (int p = 0; p < pixels; p++)
                sum += x[i * pixels + p];
            y[i] = sum / T.CreateChecked(pixels);
        }
    }

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch)
    {
        int pixels = layer.Input.Pixels;
        if (dx is not null)
            for (int i = 0; i < batch * layer.Inputs; i++)
                dx[i] += dy[i / pixels] / T.CreateChecked(pixels);
    }
}

internal sealed class LoopCopy<T>() : LoopLayer<T>([], []) where T : struct, IFloatingPointIeee754<T>
{
    public override void Forward(T[] x, T[] y, int batch, bool training) => x.CopyTo(y, 0);

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch)
    {
        for (int i = 0; i < dx?.Length; i++)
            dx[i] += dy[i];
    }
}
