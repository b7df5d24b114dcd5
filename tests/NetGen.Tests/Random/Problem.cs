using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Weights, data, and what the reference makes of them.</summary>
public sealed class Problem
{
    private const int Roundings = 2, MostRounds = 100, MostWeights = 20;

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
        // Seeds and steps of more than 32 bits have other masks than their low halves.
        Training = new(((ulong)Case.Seed << 20) * 0x10001, Step: Case.Seed % 3 == 0 ? 0 : (long)Case.Seed << (Case.Seed % 40));
        _inputs = new double[Batch][];
        _targets = new double[Batch][];
        OutputGradients = Uniform(Batch * Spec.OutputLength, 0, 1);
        _reference = new(Spec, name => Widen(_tensors[name]));
        for (int attempt = 0; !TryDraw(); attempt++)
            if (attempt == MostWeights)
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

    /// <summary>Gradients of a loss of the caller's own.</summary>
    public float[] OutputGradients { get; }

    /// <summary>The seed and the step of every training pass.</summary>
    public TrainingStep Training { get; }

    public ReadOnlySpan<float> Input(int row) => Inputs.AsSpan(row * Spec.InputLength, Spec.InputLength);

    /// <summary>Something that the reference finds in its inference.</summary>
    public Expected Inferred(Func<Trace, double[]> of) => new(of(_inference.Value), () => Uncertainty(null, of));

    /// <summary>Something that the reference finds in its training pass.</summary>
    public Expected Trained(Func<Trace, double[]> of) => new(of(_training.Value), () => Uncertainty(Training, of));

    /// <summary>The mean loss of a pass.</summary>
    public double[] Loss(Trace trace) => [_reference.Loss(trace, _targets)];

    /// <summary>The running statistics that a training pass leaves, by name.</summary>
    public Dictionary<string, double[]> Statistics(Trace trace) => _reference.Statistics(trace);

    /// <summary>Gradients of the mean loss, or for <see cref="OutputGradients"/>, one tensor after another.</summary>
    public double[] Gradients(Trace trace, bool ofBackward)
    {
        Gradients gradients = ofBackward
            ? _reference.OutputGradients(trace, [.. OutputGradients.Chunk(Spec.OutputLength).Select(row => Widen(row))])
            : _reference.LossGradients(trace, _targets);
        return [.. gradients.Tensors.Values.SelectMany(tensor => tensor)];
    }

    /// <summary>What the reference infers from another sample.</summary>
    public double[] Infer(ReadOnlySpan<float> input) => _reference.Forward([Widen(input)]).Outputs[0];

    /// <summary>The reference's loss of a training pass over other inputs.</summary>
    public double TrainingLoss(float[] inputs) => _reference.Loss(_reference.Forward([.. inputs.Chunk(Spec.InputLength).Select(row => Widen(row))], Training), _targets);

    /// <summary>Gives a network the weights and the running statistics, by name.</summary>
    public void LoadInto(ParameterBlock parameters)
    {
        foreach ((string name, float[] values) in _tensors)
            parameters.CopyFrom(name, values);
    }

    /// <summary>Gives a workspace the seed and the step.</summary>
    public void Prepare(Workspace workspace) => (workspace.Seed, workspace.Step) = (Training.Seed, Training.Step);

    /// <summary>How far rounding in single precision may move what the reference finds: the most that some ways of rounding every sum, output and derivative do.</summary>
    /// <remarks>Hardly anything but where numbers cancel, as those of a saturated softmax do, or where small differences are made large, as by a normalisation.</remarks>
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

    // Draws samples anew that are at a kink, until none is: with batch normalisation each changes the others' numbers a little.
    private bool TryDraw()
    {
        foreach (TensorSpec tensor in ReferenceNetwork.Tensors(Spec))
            _tensors[tensor.Name] = Uniform(tensor.Length, tensor.Centre, tensor.Spread);
        int[] drawn = [.. Enumerable.Range(0, Batch)];
        for (int round = 0; round < MostRounds; round++)
        {
            foreach (int row in drawn)
                DrawSample(row);
            // What can't be trained jumps in inference.
            TrainingStep? training = Spec.IsTrainable ? Training : null;
            Trace trace = _reference.Forward(_inputs, training);
            Trace[] rounded = [.. Enumerable.Range(0, Roundings).Select(trial => _reference.Forward(_inputs, training, Rounding.Single(trial)))];
            drawn = [.. Enumerable.Range(0, Batch).Where(row => Kinks.IsUncertain(trace, rounded, row))];
            if (drawn.Length > 0)
                continue;
            for (int row = 0; row < Batch; row++)
                MoveTargets(row, trace, rounded);
            return true;
        }
        return false;
    }

    private void DrawSample(int row)
    {
        float[] input = Uniform(Spec.InputLength, 0, 1);
        // Exact zeros, as images have them.
        if (_random.Next(2) == 0)
            for (int i = 0; i < input.Length; i++)
                input[i] = _random.Next(2) == 0 ? 0 : input[i];
        _inputs[row] = Widen(input);
        _targets[row] = [.. Reference.Targets.Draw(Spec.Loss, Spec.OutputLength, _random).Select(t => (double)(float)t)];
    }

    // A saturated output may sit on the loss's kink for good: then its target moves away, to the other sign for a hinge.
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
