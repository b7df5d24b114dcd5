using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Graphs;

/// <summary>Weights and data for a graph, and the reference's results for them.</summary>
public sealed class GraphProblem
{
    private readonly Dictionary<string, float[]> _tensors;
    private readonly double[][] _inputs, _targets;
    private readonly GraphReference _reference;

    public GraphProblem(GraphSpec spec, int batch, int seed)
    {
        var random = new Random(seed);
        (Spec, Batch) = (spec, batch);
        Training = new((ulong)seed * 77, seed);
        _tensors = spec.Tensors().ToDictionary(tensor => tensor.Name, tensor => Draw(tensor.Length, tensor.Centre, tensor.Spread));
        Inputs = Draw(batch * spec.InputLength, 0, 1);
        OutputGradients = Draw(batch * spec.OutputLength, 0, 1);
        Targets = [.. Enumerable.Range(0, batch).SelectMany(_ => spec.Outputs.SelectMany(output => Reference.Targets.Draw(output.Loss ?? NetGen.Loss.MeanSquaredError, spec.ShapeOf(output.From).Length, random))).Select(target => (float)target)];
        _inputs = Rows(Inputs, spec.InputLength);
        _targets = Rows(Targets, spec.OutputLength);
        _reference = new(spec, name => [.. _tensors[name].Select(value => (double)value)]);
        Trained = _reference.Forward(_inputs, Training);

        float[] Draw(int length, double centre, double spread) => [.. Enumerable.Range(0, length).Select(_ => (float)(centre + spread * (2 * random.NextDouble() - 1)))];
    }

    public GraphSpec Spec { get; }

    public int Batch { get; }

    public float[] Inputs { get; }

    public float[] Targets { get; }

    public float[] OutputGradients { get; }

    /// <summary>The seed and the step of every training pass.</summary>
    public TrainingStep Training { get; }

    public GraphTrace Trained { get; }

    /// <summary>The outputs of inference.</summary>
    public double[] Outputs => [.. _reference.Outputs(_reference.Forward(_inputs)).SelectMany(row => row)];

    public double[] TrainedOutputs => [.. _reference.Outputs(Trained).SelectMany(row => row)];

    public double Loss => _reference.Loss(Trained, _targets);

    public double InferredLoss => _reference.Loss(_reference.Forward(_inputs), _targets);

    /// <summary>The mean loss of each output in inference; NaN for one without a loss.</summary>
    public double[] OutputLosses
    {
        get
        {
            GraphTrace trace = _reference.Forward(_inputs);
            return [.. Spec.Outputs.Select((output, i) => output.Loss is null ? double.NaN : _reference.OutputLoss(trace, _targets, i))];
        }
    }

    /// <summary>The loss by samples' weights.</summary>
    public double LossBy(double[] weights) => _reference.Loss(Trained, _targets, weights);

    /// <summary>The gradients of that loss.</summary>
    public Gradients GradientsBy(double[] weights) => _reference.LossGradients(Trained, _targets, weights);

    public Gradients Gradients => _reference.LossGradients(Trained, _targets);

    public Gradients GradientsOfOutputs => _reference.OutputGradients(Trained, Rows(OutputGradients, Spec.OutputLength));

    public Dictionary<string, double[]> Statistics => _reference.Statistics(Trained);

    /// <summary>Copies weights and running statistics into a network.</summary>
    public void LoadInto(ParameterBlock parameters)
    {
        foreach ((string name, float[] values) in _tensors)
            parameters.CopyFrom(name, values);
    }

    /// <summary>Loads the weights, and sets the seed and the step of a workspace.</summary>
    public void Prepare(ISubject subject, Workspace workspace)
    {
        LoadInto(subject.Parameters);
        (workspace.Seed, workspace.Step) = (Training.Seed, Training.Step);
    }

    private static double[][] Rows(float[] values, int length) => [.. values.Chunk(length).Select(row => row.Select(value => (double)value).ToArray())];
}
