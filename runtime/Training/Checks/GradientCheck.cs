using NetGen.Data;

namespace NetGen.Training;

/// <summary>Compares a network's gradients with differences of its loss: a test of a class written by hand, of a custom loss, or of the compiler.</summary>
/// <remarks>
/// For every tensor, along some directions d of random signs: ⟨gradient, d⟩ against (L(w + ε·d) − L(w − ε·d))/2ε, for several ε from large ones, where the loss is curved, to small ones, where differences of floats are rounded away. The best agreement counts, since a wrong gradient agrees nowhere.
/// Where an activation has a kink, or the loss is nearly constant, a few percent of difference are no fault.
/// </remarks>
public static class GradientCheck
{
    private const int Samples = 8, Directions = 4;

    /// <summary>Steps as shares of a tensor's typical magnitude.</summary>
    private static readonly double[] s_steps = [0.1, 0.03, 0.01, 0.003, 0.001, 3e-4];

    /// <summary>Checks a network on samples drawn at random.</summary>
    /// <param name="network">The network; it does not change.</param>
    /// <param name="seed">Determines samples and directions.</param>
    public static GradientCheckResult Run<TNetwork>(TNetwork network, ulong seed = 0) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        var random = new SeededRandom(SeededRandom.Derive(seed, 1));
        float[] inputs = new float[Samples * TNetwork.InputLength], targets = new float[Samples * TNetwork.OutputLength];
        foreach (ref float input in inputs.AsSpan())
            input = random.NextSingle() * 2 - 1;
        foreach (NetworkOutput output in TNetwork.Outputs)
            for (int i = 0; i < Samples; i++)
                for (int frame = 0; frame < output.Frames; frame++)
                    Draw(targets.AsSpan(i * TNetwork.OutputLength + output.Offset + frame * output.Length, output.Length), output.Loss, random);
        return Run(network, Dataset.FromArrays(inputs, targets, TNetwork.InputLength, TNetwork.OutputLength), seed);
    }

    /// <summary>Checks a network on samples, all in one batch: those that a network of indices needs, or the data at hand.</summary>
    /// <param name="network">The network; it does not change.</param>
    /// <param name="data">Samples of the network's lengths; a few are enough.</param>
    /// <param name="seed">Determines the directions.</param>
    /// <exception cref="ArgumentException">The dataset's lengths are not the network's.</exception>
    public static GradientCheckResult Run<TNetwork>(TNetwork network, Dataset data, ulong seed = 0) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkData.Check<TNetwork>(data, nameof(data));
        TNetwork copy = network.Clone();
        Workspace workspace = TNetwork.CreateWorkspace(data.Count);
        return Run(copy.Parameters, workspace, () =>
        {
            // The same random bits in every pass.
            (workspace.Seed, workspace.Step) = (seed, 0);
            return copy.ComputeGradients(data.Inputs, data.Targets, workspace);
        }, seed);
    }

    /// <summary>Checks a loss of one's own.</summary>
    /// <param name="parameters">The parameters that it depends on; they are changed meanwhile, and restored.</param>
    /// <param name="workspace">Has the gradients after a call of <paramref name="computeGradients"/>.</param>
    /// <param name="computeGradients">Computes the loss and leaves its gradients in the workspace: the same each time for the same parameters.</param>
    /// <param name="seed">Determines the directions.</param>
    /// <exception cref="ArgumentException">The workspace belongs to another network.</exception>
    public static GradientCheckResult Run(ParameterBlock parameters, Workspace workspace, Func<double> computeGradients, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(computeGradients);
        parameters.CheckSameNetwork(workspace.Gradients, nameof(workspace));
        var random = new SeededRandom(SeededRandom.Derive(seed, 2));
        var start = new ParameterBlock(parameters.Layout);
        start.CopyFrom(parameters);
        var gradients = new ParameterBlock(parameters.Layout);
        double loss = computeGradients();
        gradients.CopyFrom(workspace.Gradients);
        List<TensorGradientCheck> checks = [];
        foreach (TensorLayout tensor in parameters.Layout.Parameters)
            for (int i = 0; i < Directions; i++)
                checks.Add(new Line(parameters, start, tensor, random).Check(gradients, computeGradients, loss));
        parameters.CopyFrom(start);
        return new(checks.GroupBy(check => check.Tensor).Select(group => group.MaxBy(check => check.Error)));
    }

    private static void Draw(Span<float> target, Loss? loss, SeededRandom random)
    {
        if (loss == Loss.CrossEntropy)
        {
            target.Clear();
            target[random.NextInt32(target.Length)] = 1;
            return;
        }
        foreach (ref float element in target)
            element = loss switch
            {
                Loss.BinaryCrossEntropy => random.NextInt32(2),
                Loss.Hinge => random.NextInt32(2) * 2 - 1,
                _ => random.NextSingle() * 2 - 1,
            };
    }

    /// <summary>A line through the parameters along random signs in one tensor.</summary>
    private sealed class Line
    {
        private readonly ParameterBlock _parameters, _start;
        private readonly TensorLayout _tensor;
        private readonly int[] _offsets;
        private readonly bool[] _signs;

        public Line(ParameterBlock parameters, ParameterBlock start, TensorLayout tensor, SeededRandom random)
        {
            (_parameters, _start, _tensor) = (parameters, start, tensor);
            _offsets = [.. Enumerable.Range(0, tensor.Length).Select(tensor.OffsetOf)];
            _signs = [.. _offsets.Select(_ => random.NextInt32(2) == 1)];
        }

        public TensorGradientCheck Check(ParameterBlock gradients, Func<double> computeLoss, double loss)
        {
            double slope = 0, squares = 0;
            for (int i = 0; i < _offsets.Length; i++)
            {
                slope += _signs[i] ? gradients.Values[_offsets[i]] : -gradients.Values[_offsets[i]];
                squares += (double)_start.Values[_offsets[i]] * _start.Values[_offsets[i]];
            }
            double magnitude = Math.Sqrt(squares / _offsets.Length) is var root and > 1e-3 ? root : 0.1;
            TensorGradientCheck best = new(_tensor.Name, slope, double.NaN, double.PositiveInfinity);
            foreach (double share in s_steps)
            {
                double step = share * magnitude;
                double difference = (LossAt(step, computeLoss) - LossAt(-step, computeLoss)) / (2 * step);
                // What rounding of the losses may add.
                double noise = 4e-7 * Math.Abs(loss) / step;
                double error = Math.Max(0, Math.Abs(difference - slope) - noise) / Math.Max(Math.Max(Math.Abs(difference), Math.Abs(slope)), 1e-6);
                if (error < best.Error)
                    best = best with { Difference = difference, Error = error };
            }
            _parameters.CopyFrom(_start);
            return best;
        }

        private double LossAt(double step, Func<double> computeLoss)
        {
            _parameters.CopyFrom(_start);
            for (int i = 0; i < _offsets.Length; i++)
                _parameters.Values[_offsets[i]] += (float)(_signs[i] ? step : -step);
            return computeLoss();
        }
    }
}
