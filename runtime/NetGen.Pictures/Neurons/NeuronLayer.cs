using NetGen.Kernels;

namespace NetGen.Pictures;

/// <summary>A dense layer as a column of neurons: y = f(W·x + b).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weights">out × in.</param>
/// <param name="Biases">One for each neuron.</param>
/// <param name="Activations">The functions after the sum: the layer's own, and those of activation layers that follow it.</param>
internal sealed record NeuronLayer(string Name, float[] Weights, float[] Biases, IReadOnlyList<Activation> Activations)
{
    public int Neurons => Biases.Length;

    public int Inputs => Weights.Length / Neurons;

    public float Weight(int neuron, int input) => Weights[neuron * Inputs + input];

    /// <summary>The functions as in a summary, <c>leaky relu</c>; empty for none.</summary>
    public string Functions => string.Join(", ", Activations.Where(activation => activation != Activation.Linear).Select(activation =>
        string.Concat($"{activation}".Select((c, i) => char.IsUpper(c) ? $"{(i == 0 ? "" : " ")}{char.ToLowerInvariant(c)}" : $"{c}"))));

    /// <summary>The neurons' values for those before them. Sums are in double precision, so the last bit may be another than the network's own.</summary>
    public float[] Compute(ReadOnlySpan<float> inputs)
    {
        float[] values = new float[Neurons];
        for (int neuron = 0; neuron < values.Length; neuron++)
        {
            double sum = Biases[neuron];
            for (int input = 0; input < inputs.Length; input++)
                sum += (double)Weight(neuron, input) * inputs[input];
            values[neuron] = (float)sum;
        }
        foreach (Activation activation in Activations)
            Apply(activation, values);
        return values;
    }

    private static void Apply(Activation activation, float[] values)
    {
        if (activation is Activation.Softmax or Activation.LogSoftmax)
        {
            double max = values.Max(), sum = values.Sum(value => Math.Exp(value - max));
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(activation == Activation.Softmax ? Math.Exp(values[i] - max) / sum : values[i] - max - Math.Log(sum));
            return;
        }
        for (int i = 0; i < values.Length; i++)
            Lane.Store(Elementwise(activation, Lane.Create(values[i])), ref values[i], 0);
    }

    private static Lane Elementwise(Activation activation, Lane x) => activation switch
    {
        Activation.Linear => x,
        Activation.Relu => Kernels.Activations.Relu(x),
        Activation.LeakyRelu => Kernels.Activations.LeakyRelu(x),
        Activation.Elu => Kernels.Activations.Elu(x),
        Activation.Selu => Kernels.Activations.Selu(x),
        Activation.Gelu => Kernels.Activations.Gelu(x),
        Activation.Silu => Kernels.Activations.Silu(x),
        Activation.Mish => Kernels.Activations.Mish(x),
        Activation.Sigmoid => Kernels.Activations.Sigmoid(x),
        Activation.HardSigmoid => Kernels.Activations.HardSigmoid(x),
        Activation.Tanh => Kernels.Activations.Tanh(x),
        Activation.HardTanh => Kernels.Activations.HardTanh(x),
        Activation.HardSwish => Kernels.Activations.HardSwish(x),
        Activation.Softplus => Kernels.Activations.Softplus(x),
        Activation.Softsign => Kernels.Activations.Softsign(x),
        Activation.Step => Kernels.Activations.Step(x),
        _ => throw new NotSupportedException($"The values of {activation} are not known here."),
    };
}
