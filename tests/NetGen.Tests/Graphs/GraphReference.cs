using NetGen.Tests.Reference;

namespace NetGen.Tests.Graphs;

/// <summary>A network that branches, computed in double from its description: the layers' reference functions, and a gradient for each value that its readers add to.</summary>
/// <param name="tensor">The values of a tensor by its name.</param>
public sealed class GraphReference(GraphSpec spec, Func<string, double[]> tensor)
{
    /// <summary>Every layer's results for a batch.</summary>
    /// <param name="training">The seed and step of a training pass; null for inference.</param>
    public GraphTrace Forward(double[][] inputs, TrainingStep? training = null)
    {
        List<double[][]> values = [];
        int offset = 0;
        foreach (GraphInput input in spec.Inputs)
        {
            int start = offset, length = input.Shape.Length;
            values.Add([.. inputs.Select(sample => sample.AsSpan(start, length).ToArray())]);
            offset += length;
        }
        List<LayerTrace> layers = [];
        for (int i = 0; i < spec.Layers.Length; i++)
        {
            (_, string from, LayerSpec layer) = spec.Layers[i];
            double[][] x = values[spec.IndexOf(from)];
            LayerPass pass = PassOf(i, tensor, training);
            double[][] z = Rounding.None.Of(layer.Forward(pass, x)), y = [.. z.Select(sample => Activations.Apply(layer.Activation, sample))];
            layers.Add(new(layer, pass, x, z, y));
            values.Add(y);
        }
        return new([.. layers], [.. values]);
    }

    /// <summary>The outputs of each sample, one after another.</summary>
    public double[][] Outputs(GraphTrace trace) => [.. Enumerable.Range(0, trace.Values[0].Length).Select(row => spec.Outputs.SelectMany(output => trace.Values[spec.IndexOf(output.From)][row]).ToArray())];

    /// <summary>The mean loss of a batch: the weighted sum of the outputs' losses.</summary>
    /// <param name="weights">The samples' weights; null for none.</param>
    public double Loss(GraphTrace trace, double[][] targets, double[]? weights = null) => spec.Outputs.Select((output, i) => output.Loss is null ? 0 : output.Weight * OutputLoss(trace, targets, i, weights)).Sum();

    /// <summary>The mean loss of one output.</summary>
    public double OutputLoss(GraphTrace trace, double[][] targets, int output, double[]? weights = null)
    {
        (Func<int, double[]> z, Func<int, double[]> y, Activation last) = Results(trace, output);
        return targets.Select((target, row) => (weights?[row] ?? 1) * Losses.Value(spec.Outputs[output].Loss!.Value, last, z(row), y(row), TargetOf(target, output))).Average();
    }

    /// <summary>The gradients of the mean loss.</summary>
    /// <param name="weights">The samples' weights; null for none.</param>
    public Gradients LossGradients(GraphTrace trace, double[][] targets, double[]? weights = null)
    {
        double[]?[][] dz = [.. spec.Layers.Select(_ => new double[]?[targets.Length])];
        for (int i = 0; i < spec.Outputs.Length; i++)
            if (spec.Outputs[i].Loss is { } loss)
            {
                (Func<int, double[]> z, Func<int, double[]> y, Activation last) = Results(trace, i);
                double scale = spec.Outputs[i].Weight / targets.Length;
                double[]?[] sums = dz[spec.IndexOf(spec.Outputs[i].From) - spec.Inputs.Length];
                for (int row = 0; row < targets.Length; row++)
                    sums[row] = Add(sums[row], [.. Losses.Gradient(loss, last, z(row), y(row), TargetOf(targets[row], i)).Select(gradient => (weights?[row] ?? 1) * gradient * scale)]);
            }
        return Backward(trace, dz, new double[]?[spec.Inputs.Length + spec.Layers.Length][]);
    }

    /// <summary>The gradients of Σ outputGradient·output.</summary>
    public Gradients OutputGradients(GraphTrace trace, double[][] outputGradients)
    {
        double[]?[]?[] dy = new double[]?[spec.Inputs.Length + spec.Layers.Length][];
        for (int i = 0; i < spec.Outputs.Length; i++)
        {
            double[]?[] sums = dy[spec.IndexOf(spec.Outputs[i].From)] ??= new double[]?[outputGradients.Length];
            for (int row = 0; row < outputGradients.Length; row++)
                sums[row] = Add(sums[row], TargetOf(outputGradients[row], i));
        }
        return Backward(trace, [.. spec.Layers.Select(_ => new double[]?[outputGradients.Length])], dy);
    }

    /// <summary>The running statistics after a training pass, by name: a layer that is called twice updates them twice.</summary>
    public Dictionary<string, double[]> Statistics(GraphTrace trace)
    {
        Dictionary<string, double[]> updated = [];
        for (int i = 0; i < spec.Layers.Length; i++)
        {
            LayerPass pass = PassOf(i, name => updated.TryGetValue(name, out double[]? values) ? values : tensor(name), null);
            foreach ((string name, double[] values) in spec.Layers[i].Spec.Statistics(pass, trace.Layers[i].X).ToArray())
                updated[$"{spec.NameOf(i)}.{name}"] = values;
        }
        return updated;
    }

    private Gradients Backward(GraphTrace trace, double[]?[][] dz, double[]?[]?[] dy)
    {
        int batch = trace.Values[0].Length;
        Dictionary<string, Sum[]> sums = spec.Tensors().Where(each => !each.IsStatistic).ToDictionary(each => each.Name, each => new Sum[each.Length]);
        for (int i = spec.Layers.Length - 1; i >= 0; i--)
        {
            (LayerTrace layer, string name) = (trace.Layers[i], spec.NameOf(i));
            double[][] total = [.. Enumerable.Range(0, batch).Select(row =>
                Add(dz[i][row], dy[spec.Inputs.Length + i]?[row] is { } gradient ? Activations.Pullback(layer.Spec.Activation, layer.Z[row], layer.Y[row], gradient) : new double[layer.Z[row].Length]))];
            double[][] dx = Rounding.None.Of(layer.Spec.Pullback(layer.Pass, layer.X, total, suffix => sums[$"{name}.{suffix}"]));
            double[]?[] of = dy[spec.IndexOf(spec.Layers[i].From)] ??= new double[]?[batch];
            for (int row = 0; row < batch; row++)
                of[row] = Add(of[row], dx[row]);
        }
        double[][] inputs = [.. Enumerable.Range(0, batch).Select(row => spec.Inputs.SelectMany((input, i) => dy[i]?[row] ?? new double[input.Shape.Length]).ToArray())];
        return new(sums.ToDictionary(sum => sum.Key, sum => Rounding.None.Of(sum.Value)), inputs);
    }

    private LayerPass PassOf(int layer, Func<string, double[]> of, TrainingStep? training) => new(
        layer, spec.ShapeOf(spec.Layers[layer].From), spec.OutputOf(spec.Layers[layer]), suffix => of($"{spec.NameOf(layer)}.{suffix}"), training, Rounding.None);

    private (Func<int, double[]> Z, Func<int, double[]> Y, Activation Last) Results(GraphTrace trace, int output)
    {
        LayerTrace layer = trace.Layers[spec.IndexOf(spec.Outputs[output].From) - spec.Inputs.Length];
        return (row => layer.Z[row], row => layer.Y[row], layer.Spec.Activation);
    }

    /// <summary>An output's elements of all outputs'.</summary>
    public double[] TargetOf(double[] target, int output) =>
        target.AsSpan(spec.Outputs.Take(output).Sum(each => spec.ShapeOf(each.From).Length), spec.ShapeOf(spec.Outputs[output].From).Length).ToArray();

    private static double[] Add(double[]? sum, double[] term) => sum is null ? term : [.. sum.Zip(term, (a, b) => a + b)];
}

/// <summary>The results of a forward pass: each layer's, and each value's, sample by sample.</summary>
public sealed record GraphTrace(LayerTrace[] Layers, double[][][] Values);
