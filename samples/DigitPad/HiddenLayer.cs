namespace DigitPad;

/// <summary>The hidden layer of a network, to show what its neurons look for and find: relu(W·x + b).</summary>
internal sealed class HiddenLayer
{
    private readonly float[] _weights, _biases;

    public HiddenLayer(PadReader reader)
    {
        _biases = new float[reader.Parameters.GetShape("hidden.bias")[0]];
        _weights = new float[_biases.Length * PadReader.InputLength];
        reader.Parameters.CopyTo("hidden.weight", _weights);
        reader.Parameters.CopyTo("hidden.bias", _biases);
    }

    /// <summary>Neurons × pixels.</summary>
    public float[] Weights => _weights;

    /// <summary>The neurons' values.</summary>
    public float[] Compute(ReadOnlySpan<float> image)
    {
        float[] values = [.. _biases];
        for (int neuron = 0; neuron < values.Length; neuron++)
        {
            for (int pixel = 0; pixel < image.Length; pixel++)
                values[neuron] += _weights[neuron * image.Length + pixel] * image[pixel];
            values[neuron] = Math.Max(values[neuron], 0);
        }
        return values;
    }
}
