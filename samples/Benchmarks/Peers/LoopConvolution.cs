using System.Numerics;

namespace Benchmarks.Peers;

/// <summary>A convolution in six loops: y[f][r][c] = b[f] + Σ w[f][k][i][j] · x[k][r · stride + i − padding][c · stride + j − padding], over the channels k of the filter's group.</summary>
internal sealed class LoopConvolution<T>(Layer.Convolution layer, T[] weights, T[] biases) : LoopLayer<T>(weights, biases) where T : struct, IFloatingPointIeee754<T>
{
    public override void Forward(T[] x, T[] y, int batch, bool training)
    {
        for (int sample = 0, output = 0; sample < batch; sample++)
            for (int filter = 0; filter < layer.Filters; filter++)
                for (int row = 0; row < layer.Output.Height; row++)
                    for (int column = 0; column < layer.Output.Width; column++, output++)
                    {
                        T sum = layer.UseBias ? Biases[filter] : T.Zero;
                        for (int channel = 0; channel < layer.ChannelsOfAGroup; channel++)
                            for (int i = FirstRow(row); i < EndRow(row); i++)
                            {
                                int place = Place(sample, filter, channel, row, i, column), weight = Weight(filter, channel, i), end = EndColumn(column);
                                for (int j = FirstColumn(column); j < end; j++)
                                    sum += Weights[weight + j] * x[place + j];
                            }
                        y[output] = sum;
                    }
    }

    public override void Backward(T[] x, T[] dy, T[]? dx, int batch)
    {
        for (int sample = 0, output = 0; sample < batch; sample++)
            for (int filter = 0; filter < layer.Filters; filter++)
                for (int row = 0; row < layer.Output.Height; row++)
                    for (int column = 0; column < layer.Output.Width; column++, output++)
                    {
                        T d = dy[output];
                        if (layer.UseBias)
                            BiasGradients[filter] += d;
                        for (int channel = 0; channel < layer.ChannelsOfAGroup; channel++)
                            for (int i = FirstRow(row); i < EndRow(row); i++)
                            {
                                int place = Place(sample, filter, channel, row, i, column), weight = Weight(filter, channel, i), end = EndColumn(column);
                                for (int j = FirstColumn(column); j < end; j++)
                                {
                                    WeightGradients[weight + j] += d * x[place + j];
                                    if (dx is not null)
                                        dx[place + j] += d * Weights[weight + j];
                                }
                            }
                    }
    }

    // The rows and columns of the kernel that are inside the input.
    private int FirstRow(int row) => Math.Max(0, layer.PaddingHeight - row * layer.Stride);

    private int EndRow(int row) => Math.Min(layer.KernelHeight, layer.Input.Height + layer.PaddingHeight - row * layer.Stride);

    private int FirstColumn(int column) => Math.Max(0, layer.PaddingWidth - column * layer.Stride);

    private int EndColumn(int column) => Math.Min(layer.KernelWidth, layer.Input.Width + layer.PaddingWidth - column * layer.Stride);

    /// <summary>The offset of the input element at row <paramref name="kernelRow"/> and column 0 of the kernel.</summary>
    private int Place(int sample, int filter, int channel, int row, int kernelRow, int column) =>
        ((sample * layer.Input.Channels + filter / layer.FiltersOfAGroup * layer.ChannelsOfAGroup + channel) * layer.Input.Height + row * layer.Stride + kernelRow - layer.PaddingHeight) * layer.Input.Width
        + column * layer.Stride - layer.PaddingWidth;

    private int Weight(int filter, int channel, int row) => ((filter * layer.ChannelsOfAGroup + channel) * layer.KernelHeight + row) * layer.KernelWidth;
}
