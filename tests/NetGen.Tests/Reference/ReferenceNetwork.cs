namespace NetGen.Tests.Reference;

/// <summary>A network computed in double from its declaration: sums written out, gradients by hand-derived formulas, tensors in PyTorch's layout. It shares nothing with the compiler, and is slow and plain on purpose.</summary>
public sealed class ReferenceNetwork
{
    private readonly NetworkSpec _spec;
    private readonly double[][] _weights, _biases;

    /// <param name="spec">The declaration.</param>
    /// <param name="tensor">The values of a tensor by its name, weights as [out][in].</param>
    public ReferenceNetwork(NetworkSpec spec, Func<string, double[]> tensor)
    {
        _spec = spec;
        _weights = [.. Enumerable.Range(0, spec.Layers.Length).Select(i => tensor($"{spec.NameOf(i)}.weight"))];
        _biases = [.. Enumerable.Range(0, spec.Layers.Length).Select(i => spec.Layers[i].UseBias ? tensor($"{spec.NameOf(i)}.bias") : new double[spec.Layers[i].Units])];
    }

    /// <summary>The names and shapes of a network's tensors, in PyTorch's order.</summary>
    public static IEnumerable<(string Name, int[] Shape)> Tensors(NetworkSpec spec)
    {
        for (int i = 0; i < spec.Layers.Length; i++)
        {
            yield return ($"{spec.NameOf(i)}.weight", [spec.Layers[i].Units, spec.InputsOf(i)]);
            if (spec.Layers[i].UseBias)
                yield return ($"{spec.NameOf(i)}.bias", [spec.Layers[i].Units]);
        }
    }

    /// <summary>The sums z and outputs y of every layer for one sample.</summary>
    public Trace Forward(double[] input)
    {
        var z = new double[_spec.Layers.Length][];
        var magnitudes = new double[z.Length][];
        var y = new double[_spec.Layers.Length][];
        for (int i = 0; i < z.Length; i++)
        {
            (z[i], magnitudes[i]) = Affine(_weights[i], _biases[i], i == 0 ? input : y[i - 1]);
            y[i] = Activations.Apply(_spec.Layers[i].Activation, z[i]);
        }
        return new(input, z, magnitudes, y);
    }

    /// <summary>The loss of one sample; a batch's is the mean of its samples'.</summary>
    public double Loss(Trace trace, double[] target) =>
        Losses.Value(_spec.Loss, _spec.Layers[^1].Activation, trace.Z[^1], trace.Y[^1], target);

    /// <summary>Adds the gradients of one sample's loss, times <paramref name="scale"/>.</summary>
    public void AddLossGradients(Trace trace, double[] target, double scale, GradientSums sums)
    {
        double[] dz = Losses.Gradient(_spec.Loss, _spec.Layers[^1].Activation, trace.Z[^1], trace.Y[^1], target);
        double size = _spec.Loss == NetGen.Loss.CrossEntropy ? 1 : 1.0 / dz.Length;
        Backward(trace, [.. dz.Select(g => g + trace.Noise() * size)], scale, sums);
    }

    /// <summary>Adds the gradients of Σ outputGradient·y of one sample.</summary>
    public void AddGradients(Trace trace, double[] outputGradient, GradientSums sums) =>
        Backward(trace, Pullback(_spec.Layers.Length - 1, trace, outputGradient), 1, sums);

    // From the last layer's ∂L/∂z down: ∂L/∂W = ∂L/∂z·xᵀ, ∂L/∂b = ∂L/∂z, ∂L/∂x = Wᵀ·∂L/∂z.
    private void Backward(Trace trace, double[] dz, double scale, GradientSums sums)
    {
        for (int i = _spec.Layers.Length - 1; ; i--)
        {
            double[] x = i == 0 ? trace.Input : trace.Y[i - 1];
            sums.Add(i, dz, x, scale);
            if (i == 0)
                return;
            var dx = new double[x.Length];
            for (int o = 0; o < dz.Length; o++)
                for (int k = 0; k < x.Length; k++)
                    dx[k] += _weights[i][o * x.Length + k] * dz[o];
            dz = Pullback(i - 1, trace, dx);
        }
    }

    private double[] Pullback(int layer, Trace trace, double[] dy)
    {
        double[] dz = Activations.Pullback(_spec.Layers[layer].Activation, trace.Z[layer], trace.Y[layer], dy);
        for (int i = 0; i < dz.Length; i++)
            dz[i] += trace.Noise() * dy[i];
        return dz;
    }

    private static (double[] Z, double[] Magnitudes) Affine(double[] weight, double[] bias, double[] x)
    {
        var z = (double[])bias.Clone();
        double[] magnitudes = [.. bias.Select(Math.Abs)];
        for (int o = 0; o < z.Length; o++)
            for (int k = 0; k < x.Length; k++)
            {
                double product = weight[o * x.Length + k] * x[k];
                z[o] += product;
                magnitudes[o] += Math.Abs(product);
            }
        return (z, magnitudes);
    }

    /// <summary>What the forward pass of one sample computed: for each layer, its sums z = W·x + b, what each adds up, Σ|w·x| + |b|, and its outputs.</summary>
    public sealed record Trace(double[] Input, double[][] Z, double[][] Magnitudes, double[][] Y)
    {
        public double[] Output => Y[^1];

        /// <summary>An error of each derivative, which is of the order of 1: none, but in a disturbed trace.</summary>
        public Func<double> Noise { get; private init; } = () => 0;

        /// <summary>The same as another precision might have it: every sum and output off by up to a relative error, every derivative by up to an absolute one, since it is found from an output (1 − y² of tanh is 0 in single precision where y is 1 but for 1e-8).</summary>
        public Trace Disturb(double error, Random random)
        {
            double Noise() => error * (2 * random.NextDouble() - 1);
            double[][] Off(double[][] layers) => [.. layers.Select(layer => layer.Select(x => x * (1 + Noise())).ToArray())];
            return new(Input, Off(Z), Magnitudes, Off(Y)) { Noise = Noise };
        }
    }
}
