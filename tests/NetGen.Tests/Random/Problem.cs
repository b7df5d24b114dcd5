using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Weights, data, and the results of the reference for them.</summary>
public sealed class Problem
{
    private const int Roundings = 2, MaxRedraws = 100, MaxWeightDraws = 20;

    private readonly Random _random;
    private readonly Dictionary<string, float[]> _tensors = [];
    private readonly double[][] _inputs, _targets;
    private readonly ReferenceNetwork _reference;
    private readonly Lazy<Trace> _inference, _training;

    /// <exception cref="InvalidOperationException">Every batch tried has a sample at a kink.</exception>
    public Problem(RandomCase randomCase)
    {
        Case = randomCase;
        _random = new(randomCase.Seed);
        // Seeds and steps of more than 32 bits, to check that their high halves affect the masks.
        Training = new(((ulong)Case.Seed << 20) * 0x10001, Step: Case.Seed % 3 == 0 ? 0 : (long)Case.Seed << (Case.Seed % 40));
        _inputs = new double[Batch][];
        _targets = new double[Batch][];
        OutputGradients = Uniform(Batch * Spec.OutputLength, 0, 1);
        _reference = new(Spec, name => Widen(_tensors[name]));
        for (int attempt = 0; !TryDraw(); attempt++)
            if (attempt == MaxWeightDraws)
                throw new InvalidOperationException($"No batch of {Case} is away from every kink.");
        Inputs = [.. _inputs.SelectMany(x => x).Select(x => (float)x)];
        Targets = [.. _targets.SelectMany(t => t).Select(t => (float)t)];
        _inference = new(() => _reference.Forward(_inputs));
        _training = new(() => _reference.Forward(_inputs, Training));
    }

    public RandomCase Case { get; }

    public NetworkSpec Spec => Case.Spec;

    public int Batch => Case.Batch;

    public float[] Inputs { get; }

    public float[] Targets { get; }

    /// <summary>Output gradients of a custom loss.</summary>
    public float[] OutputGradients { get; }

    /// <summary>The seed and the step of every training pass.</summary>
    public TrainingStep Training { get; }

    public ReadOnlySpan<float> Input(int row) => Inputs.AsSpan(row * Spec.InputLength, Spec.InputLength);

    /// <summary>Results of the reference's inference pass.</summary>
    public Expected Inferred(Func<Trace, double[]> of) => new(of(_inference.Value), () => Uncertainty(null, of));

    /// <summary>Results of the reference's training pass.</summary>
    public Expected Trained(Func<Trace, double[]> of) => new(of(_training.Value), () => Uncertainty(Training, of));

    /// <summary>The mean loss of a pass.</summary>
    public double[] Loss(Trace trace) => [_reference.Loss(trace, _targets)];

    /// <summary>The mean loss of a pass by samples' weights.</summary>
    public double[] Loss(Trace trace, double[] weights) => [_reference.Loss(trace, _targets, weights)];

    /// <summary>Gradients of the mean loss by samples' weights, as concatenated tensors.</summary>
    public double[] Gradients(Trace trace, double[] weights) => [.. _reference.LossGradients(trace, _targets, weights).Tensors.Values.SelectMany(tensor => tensor)];

    /// <summary>The running statistics after a training pass, by name.</summary>
    public Dictionary<string, double[]> Statistics(Trace trace) => _reference.Statistics(trace);

    /// <summary>Gradients of the mean loss, or for <see cref="OutputGradients"/>, as concatenated tensors.</summary>
    public double[] Gradients(Trace trace, bool ofBackward)
    {
        Gradients gradients = ofBackward
            ? _reference.OutputGradients(trace, [.. OutputGradients.Chunk(Spec.OutputLength).Select(row => Widen(row))])
            : _reference.LossGradients(trace, _targets);
        return [.. gradients.Tensors.Values.SelectMany(tensor => tensor)];
    }

    /// <summary>The reference's outputs for another sample.</summary>
    public double[] Infer(ReadOnlySpan<float> input) => _reference.Forward([Widen(input)]).Outputs[0];

    /// <summary>The reference's loss in a training pass over other inputs.</summary>
    public double TrainingLoss(float[] inputs) => _reference.Loss(_reference.Forward([.. inputs.Chunk(Spec.InputLength).Select(row => Widen(row))], Training), _targets);

    /// <summary>Copies the weights and the running statistics into a network, by name.</summary>
    public void LoadInto(ParameterBlock parameters)
    {
        foreach ((string name, float[] values) in _tensors)
            parameters.CopyFrom(name, values);
    }

    /// <summary>Sets the seed and the step of a workspace.</summary>
    public void Prepare(Workspace workspace) => (workspace.Seed, workspace.Step) = (Training.Seed, Training.Step);

    /// <summary>The uncertainty of the reference's results in single precision: the largest deviation over several simulated roundings of every sum, output and derivative.</summary>
    /// <remarks>It is small except where values cancel, as in a saturated softmax, or where small differences are amplified, as in a normalisation.</remarks>
    private double[] Uncertainty(TrainingStep? training, Func<Trace, double[]> of)
    {
        double[] exact = of((training is null ? _inference : _training).Value), largest = new double[exact.Length];
        for (int trial = 0; trial < 2 * Roundings; trial++)
        {
            double[] rounded = of(_reference.Forward(_inputs, training, Rounding.Single(trial)));
            for (int i = 0; i < largest.Length; i++)
                largest[i] = Math.Max(largest[i], Math.Abs(rounded[i] - exact[i]));
        }
        return largest;
    }

    // Redraws samples that are at a kink until none is: with batch normalisation each sample changes the values of the others a little.
    private bool TryDraw()
    {
        foreach (TensorSpec tensor in ReferenceNetwork.Tensors(Spec))
            _tensors[tensor.Name] = Uniform(tensor.Length, tensor.Centre, tensor.Spread);
        foreach (TensorSpec tensor in ReferenceNetwork.PackedTensors(Spec))
            _tensors[tensor.Name] = PackedRounding.Of(Spec.Precision, tensor, _tensors[tensor.Name]);
        int[] drawn = [.. Enumerable.Range(0, Batch)];
        for (int redraw = 0; redraw < MaxRedraws; redraw++)
        {
            foreach (int row in drawn)
                DrawSample(row);
            // A network that cannot be trained has its discontinuities in inference, where samples don't depend on each other.
            TrainingStep? training = Spec.IsTrainable ? Training : null;
            int[] traced = Spec.IsTrainable ? [.. Enumerable.Range(0, Batch)] : drawn;
            double[][] inputs = [.. traced.Select(row => _inputs[row])];
            Trace trace = _reference.Forward(inputs, training);
            Trace[] rounded = [.. Enumerable.Range(0, Roundings).Select(trial => _reference.Forward(inputs, training, Rounding.Single(trial)))];
            drawn = [.. traced.Where((_, i) => Kinks.IsUncertain(trace, rounded, i))];
            if (drawn.Length > 0)
                continue;
            for (int row = 0; Spec.IsTrainable && row < Batch; row++)
                MoveTargets(row, trace, rounded);
            return true;
        }
        return false;
    }

    private void DrawSample(int row)
    {
        float[] input = Spec.Indices is { } count ? [.. Enumerable.Range(0, Spec.InputLength).Select(_ => (float)_random.Next(count))] : Uniform(Spec.InputLength, 0, 1);
        // Exact zeros, as images have them.
        if (_random.Next(2) == 0)
            for (int i = 0; i < input.Length; i++)
                input[i] = _random.Next(2) == 0 ? 0 : input[i];
        _inputs[row] = Widen(input);
        _targets[row] = [.. Enumerable.Range(0, Spec.OutputLength / Spec.Output.Length).SelectMany(_ => Reference.Targets.Draw(Spec.Loss, Spec.Output.Length, _random)).Select(t => (double)(float)t)];
    }

    // A saturated output may always be at the loss's kink; its target is then moved away, to the other sign for hinge.
    private void MoveTargets(int row, Trace trace, Trace[] rounded)
    {
        double[][] distances = [.. rounded.Prepend(trace).Select(trace => Losses.Distances(Spec.Loss, trace.Outputs[row], _targets[row]).ToArray())];
        for (int i = 0; i < _targets[row].Length; i++)
            if (Kinks.IsUncertain(distances[0][i], [.. distances[1..].Select(distance => distance[i])]))
                _targets[row][i] = Spec.Loss == NetGen.Loss.Hinge ? -_targets[row][i] : (float)(_targets[row][i] + 0.5);
    }

    private float[] Uniform(int count, double centre, double spread) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(centre + spread * (2 * _random.NextDouble() - 1)))];

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }
}
