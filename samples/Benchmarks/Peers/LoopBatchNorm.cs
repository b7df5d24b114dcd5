using System.Numerics;

namespace Benchmarks.Peers;

/// <summary>y = γ·x̂ + β with x̂ = (x − μ) / √(σ² + ε): with the batch's mean and variance of each channel in training, and the running ones otherwise. These are not updated, since a comparison has only one step.</summary>
internal sealed class LoopBatchNorm<T>(Layer.BatchNorm layer, T[] weights, T[] biases, T[] means, T[] variances) : LoopLayer<T>(weights, biases) where T : struct, IFloatingPointIeee754<T>
{
    private readonly T[] _mean = new T[means.Length], _scale = new T[means.Length];

    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        for (int channel = 0; channel < means.Length; channel++)
        {
            (T mean, T variance) = training ? Moments(x, channel, batch) : (means[channel], variances[channel]);
            (_mean[channel], _scale[channel]) = (mean, T.One / T.Sqrt(variance + T.CreateChecked(Layer.BatchNorm.Epsilon)));
            for (int sample = 0; sample < batch; sample++)
                for (int i = First(sample, channel); i < First(sample, channel + 1); i++)
                    y[i] = Weights[channel] * (x[i] - mean) * _scale[channel] + Biases[channel];
        }
    }

    /// <summary>With n elements per channel: dx = γ / √(σ² + ε) · (dy − Σdy / n − x̂ · Σ(dy·x̂) / n).</summary>
    public override void Backward(T[] x, T[] dy, T[]? dx, int batch)
    {
        T count = T.CreateChecked(batch * layer.Input.Pixels);
        for (int channel = 0; channel < means.Length; channel++)
        {
            T sum = T.Zero, product = T.Zero;
            for (int sample = 0; sample < batch; sample++)
                for (int i = First(sample, channel); i < First(sample, channel + 1); i++)
                {
                    sum += dy[i];
                    product += dy[i] * (x[i] - _mean[channel]) * _scale[channel];
                }
            BiasGradients[channel] += sum;
            WeightGradients[channel] += product;
            if (dx is null)
                continue;
            for (int sample = 0; sample < batch; sample++)
                for (int i = First(sample, channel); i < First(sample, channel + 1); i++)
                    dx[i] += Weights[channel] * _scale[channel] * (dy[i] - sum / count - (x[i] - _mean[channel]) * _scale[channel] * product / count);
        }
    }

    private (T Mean, T Variance) Moments(T[] x, int channel, int batch)
    {
        T count = T.CreateChecked(batch * layer.Input.Pixels), sum = T.Zero, squares = T.Zero;
        for (int sample = 0; sample < batch; sample++)
            for (int i = First(sample, channel); i < First(sample, channel + 1); i++)
                sum += x[i];
        T mean = sum / count;
        for (int sample = 0; sample < batch; sample++)
            for (int i = First(sample, channel); i < First(sample, channel + 1); i++)
                squares += (x[i] - mean) * (x[i] - mean);
        return (mean, squares / count);
    }

    private int First(int sample, int channel) => sample * layer.Inputs + channel * layer.Input.Pixels;
}
