namespace NetGen.Tests.Reference;

/// <summary>A network computed in double from its declaration: sums written out, gradients by hand-derived formulas, tensors in PyTorch's layout. It shares no code with the compiler, and favours simplicity over speed.</summary>
/// <param name="spec">The declaration.</param>
/// <param name="tensor">The values of a tensor by its name.</param>
public sealed class ReferenceNetwork(NetworkSpec spec, Func<string, double[]> tensor)
{
    /// <summary>A network's tensors, in PyTorch's order.</summary>
    public static IEnumerable<TensorSpec> Tensors(NetworkSpec spec) =>
        spec.Layers.SelectMany((layer, i) => layer.Tensors(spec.InputOf(i)).Select(tensor => tensor with { Name = $"{spec.NameOf(i)}.{tensor.Name}" }));

    /// <summary>Those that a network stores with fewer bits than a float.</summary>
    public static IEnumerable<TensorSpec> PackedTensors(NetworkSpec spec)
    {
        HashSet<string> names = [.. spec.Layers.Select((layer, i) => (layer, name: $"{spec.NameOf(i)}.weight")).Where(each => each.layer is Dense or Convolution).Select(each => each.name)];
        return spec.Precision == Precision.Float32 ? [] : Tensors(spec).Where(tensor => names.Contains(tensor.Name));
    }

    /// <summary>z and y of every layer for a batch.</summary>
    /// <param name="inputs">The samples.</param>
    /// <param name="training">The seed and step of a training pass; null for inference.</param>
    /// <param name="rounding">The rounding of every sum, and of every derivative in the backward pass.</param>
    public Trace Forward(double[][] inputs, TrainingStep? training = null, Rounding? rounding = null)
    {
        rounding ??= Rounding.None;
        var layers = new List<LayerTrace>();
        double[][] x = spec.Frames == 1 ? inputs : [.. inputs.SelectMany(sample => sample.Chunk(spec.Input.Length))];
        for (int i = 0; i < spec.Layers.Length; i++)
        {
            LayerSpec layer = spec.Layers[i];
            string name = spec.NameOf(i);
            var pass = new LayerPass(i, spec.InputOf(i), spec.OutputOf(i), suffix => tensor($"{name}.{suffix}"), training, rounding) { Frames = spec.Frames, RoundsInputs = spec.Precision == Precision.DynamicInt8 };
            double[][] z = rounding.Of(layer.Forward(pass, x));
            double[][] y = layer.Activation == Activation.Linear ? z : [.. z.Select(sample => rounding.Of(Applied(layer.Activation, sample)))];
            layers.Add(new(layer, pass, x, z, y));
            x = y;
        }
        return new([.. layers], rounding, spec.Frames, spec.GivesLastFrame);
    }

    /// <summary>The mean loss of a batch.</summary>
    /// <param name="weights">The samples' weights; null for none.</param>
    public double Loss(Trace trace, double[][] targets, double[]? weights = null) =>
        Counted(targets).Select(of => (weights?[of.Row / spec.Frames] ?? 1) * Losses.Value(spec.Loss, spec.LastActivation, LossLayer(trace).Z[of.Row], LossLayer(trace).Y[of.Row], of.Target)).Average();

    /// <summary>The gradients of the mean loss.</summary>
    /// <param name="weights">The samples' weights; null for none.</param>
    public Gradients LossGradients(Trace trace, double[][] targets, double[]? weights = null)
    {
        (int Row, double[] Target)[] counted = [.. Counted(targets)];
        double scale = 1.0 / counted.Length, size = spec.Loss == NetGen.Loss.CrossEntropy ? scale : scale / spec.Output.Length;
        LayerTrace last = LossLayer(trace);
        Sum[][] dz = [.. last.Z.Select(z => new Sum[z.Length])];
        foreach ((int row, double[] target) in counted)
            dz[row] = [.. Losses.Gradient(spec.Loss, spec.LastActivation, last.Z[row], last.Y[row], target).Select(g => new Sum((weights?[row / spec.Frames] ?? 1) * g * scale, (weights?[row / spec.Frames] ?? 1) * size))];
        return Backward(trace, spec.LossLayer, dz);
    }

    /// <summary>The gradients of Σ outputGradient·y.</summary>
    public Gradients OutputGradients(Trace trace, double[][] outputGradients) =>
        Backward(trace, trace.Layers.Length - 1, ActivationPullback(trace.Layers[^1], [.. outputGradients.SelectMany(FramesOf)]));

    /// <summary>The running statistics after a training pass, by name.</summary>
    public Dictionary<string, double[]> Statistics(Trace trace) => trace.Layers
        .SelectMany((layer, i) => layer.Spec.Statistics(layer.Pass, layer.X).Select(statistic => ($"{spec.NameOf(i)}.{statistic.Name}", statistic.Values)))
        .ToDictionary(statistic => statistic.Item1, statistic => statistic.Values);

    /// <summary>The rows of the batch whose losses count, and their targets.</summary>
    private IEnumerable<(int Row, double[] Target)> Counted(double[][] targets)
    {
        for (int sample = 0; sample < targets.Length; sample++)
        {
            double[][] frames = [.. FramesOf(targets[sample])];
            for (int frame = spec.FirstCounted; frame < spec.Frames; frame++)
                yield return (sample * spec.Frames + frame, frames[frame]);
        }
    }

    /// <summary>What belongs to the output of a sample, for each of its frames; zeros for frames whose output is not the sample's.</summary>
    private IEnumerable<double[]> FramesOf(double[] sample) => spec.Frames == 1 ? [sample]
        : spec.GivesLastFrame ? Enumerable.Range(1, spec.Frames).Select(frame => frame == spec.Frames ? sample : new double[sample.Length])
        : sample.Chunk(spec.Output.Length);

    private LayerTrace LossLayer(Trace trace) => trace.Layers[spec.LossLayer];

    // Propagates ∂L/∂z of a layer down to the inputs.
    private Gradients Backward(Trace trace, int from, Sum[][] dz)
    {
        Dictionary<string, Sum[]> sums = Tensors(spec).Where(tensor => !tensor.IsStatistic).ToDictionary(tensor => tensor.Name, tensor => new Sum[tensor.Length]);
        for (int i = from; ; i--)
        {
            LayerTrace layer = trace.Layers[i];
            string name = spec.NameOf(i);
            double[][] dx = trace.Rounding.Of(layer.Spec.Pullback(layer.Pass, layer.X, trace.Rounding.Of(dz), suffix => sums[$"{name}.{suffix}"]));
            if (i == 0)
                return new(sums.ToDictionary(sum => sum.Key, sum => trace.Rounding.Of(sum.Value)), dx);
            dz = ActivationPullback(trace.Layers[i - 1], dx);
        }
    }

    // A derivative is computed from an output, and its error is relative to 1 however small it is: 1 − y² of tanh is 0 in single precision where y differs from 1 by 1e-8.
    private static Sum[][] ActivationPullback(LayerTrace layer, double[][] dy) => layer.Spec.Activation == Activation.Linear
        ? [.. dy.Select(sample => sample.Select(Sum.Exact).ToArray())]
        : [.. dy.Select((sample, row) => Activations.Pullback(layer.Spec.Activation, layer.Z[row], layer.Y[row], sample).Zip(sample, (dz, dy) => new Sum(dz, Math.Abs(dy))).ToArray())];

    // The 0 and 1 of a step activation are exact.
    private static Sum[] Applied(Activation activation, double[] z) =>
        [.. Activations.Apply(activation, z).Select(y => activation == Activation.Step ? Sum.Exact(y) : new Sum(y))];
}
