using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Weights, data, and what the reference makes of them.</summary>
public sealed class Problem
{
    // Sums of at most 784 products are off by some 1e-6 of what they add up in single precision; kinks nearer than this are avoided.
    private const double KinkMargin = 1e-4;

    private const double SingleEpsilon = 1.0 / (1 << 23);

    private readonly Random _random;
    private readonly Dictionary<string, float[]> _tensors;
    private readonly ReferenceNetwork.Trace[] _traces;
    private readonly ReferenceNetwork _reference;

    public Problem(RandomCase randomCase)
    {
        Case = randomCase;
        _random = new(randomCase.Seed);
        _tensors = ReferenceNetwork.Tensors(Spec).ToDictionary(tensor => tensor.Name, tensor => Fresh(tensor.Shape));
        _reference = new(Spec, name => Widen(_tensors[name]));
        _traces = new ReferenceNetwork.Trace[Batch];
        Inputs = new float[Batch * Spec.InputLength];
        Targets = new float[Batch * Spec.OutputLength];
        OutputGradients = Uniform(Batch * Spec.OutputLength, 1);
        for (int row = 0; row < Batch; row++)
            DrawSample(row);
    }

    public RandomCase Case { get; }

    public NetworkSpec Spec => Case.Spec;

    public int Batch => Case.Batch;

    public float[] Inputs { get; }

    public float[] Targets { get; }

    /// <summary>Gradients of a loss of the caller's own.</summary>
    public float[] OutputGradients { get; }

    public ReadOnlySpan<float> Input(int row) => Inputs.AsSpan(row * Spec.InputLength, Spec.InputLength);

    public double[] ExpectedOutput(int row) => _traces[row].Output;

    public double ExpectedLoss => _traces.Select((trace, row) => _reference.Loss(trace, Target(row))).Average();

    /// <summary>Mean gradients of the declared loss.</summary>
    public GradientSums ExpectedGradients() => Gradients(_traces);

    /// <summary>Gradients for <see cref="OutputGradients"/>.</summary>
    public GradientSums ExpectedBackward() => Backward(_traces);

    /// <summary>How far rounding in single precision may move the gradients: what a few units in the last place of every sum, output and derivative do to the reference's.</summary>
    /// <remarks>Hardly anything but where derivatives cancel, as those of a saturated softmax or tanh do.</remarks>
    public GradientSums Uncertainty(bool ofBackward)
    {
        GradientSums expected = ofBackward ? ExpectedBackward() : ExpectedGradients(), largest = new(Spec);
        var random = new Random(Case.Seed);
        for (int trial = 0; trial < 4; trial++)
        {
            ReferenceNetwork.Trace[] disturbed = [.. _traces.Select(trace => trace.Disturb(4 * SingleEpsilon, random))];
            largest.RaiseToDifference(expected, ofBackward ? Backward(disturbed) : Gradients(disturbed));
        }
        return largest;
    }

    /// <summary>Gives a network the weights, by name.</summary>
    public void LoadInto(ParameterBlock parameters)
    {
        foreach ((string name, float[] values) in _tensors)
            parameters.CopyFrom(name, values);
    }

    private GradientSums Gradients(ReferenceNetwork.Trace[] traces)
    {
        var sums = new GradientSums(Spec);
        for (int row = 0; row < Batch; row++)
            _reference.AddLossGradients(traces[row], Target(row), 1.0 / Batch, sums);
        return sums;
    }

    private GradientSums Backward(ReferenceNetwork.Trace[] traces)
    {
        var sums = new GradientSums(Spec);
        for (int row = 0; row < Batch; row++)
            _reference.AddGradients(traces[row], Widen(OutputGradients.AsSpan(row * Spec.OutputLength, Spec.OutputLength)), sums);
        return sums;
    }

    private double[] Target(int row) => Widen(Targets.AsSpan(row * Spec.OutputLength, Spec.OutputLength));

    private void DrawSample(int row)
    {
        for (int attempt = 0; attempt < 10_000; attempt++)
        {
            float[] input = Uniform(Spec.InputLength, 1);
            // Exact zeros, as images have them.
            if (_random.Next(2) == 0)
                for (int i = 0; i < input.Length; i++)
                    input[i] = _random.Next(2) == 0 ? 0 : input[i];
            float[] target = [.. Reference.Targets.Draw(Spec.Loss, Spec.OutputLength, _random).Select(t => (float)t)];
            ReferenceNetwork.Trace trace = _reference.Forward(Widen(input));
            for (int i = 0; i < target.Length; i++)
                // A saturated output may sit on the loss's kink for good: then its target moves away, to the other sign for a hinge.
                if (Losses.DistanceToKink(Spec.Loss, [trace.Output[i]], [target[i]]) < KinkMargin)
                    target[i] = Spec.Loss == Loss.Hinge ? -target[i] : target[i] + 0.5f;
            if (Kinks.Distance(Spec, trace, Spec.IsTrainable ? Widen(target) : null) < KinkMargin)
                continue;
            _traces[row] = trace;
            input.CopyTo(Inputs, row * Spec.InputLength);
            target.CopyTo(Targets, row * Spec.OutputLength);
            return;
        }
        throw new InvalidOperationException($"No sample of {Case} is away from every kink.");
    }

    // Variance 1 / fan in keeps the sums around 1 at any width and depth.
    private float[] Fresh(int[] shape) => shape is [int outputs, int inputs] ? Uniform(outputs * inputs, Math.Sqrt(3.0 / inputs)) : Uniform(shape[0], 0.5);

    private float[] Uniform(int count, double bound) => [.. Enumerable.Range(0, count).Select(_ => (float)(bound * (2 * _random.NextDouble() - 1)))];

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }
}
