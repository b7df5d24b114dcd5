using NetGen.Data;

namespace NetGen.Training;

/// <summary>Evaluates a network on datasets, with buffers that are reused.</summary>
/// <remarks>Threads compute blocks of samples side by side, and count what each has computed one after another in the order of the samples, so that sums have the same bits for any number of threads.</remarks>
internal sealed class Evaluator<TNetwork> where TNetwork : class, ITrainableNetwork<TNetwork>
{
    /// <summary>Samples that a thread evaluates at a time. Losses are added block by block in order, so that their bits depend on this constant and not on the threads.</summary>
    private const int BlockSize = Shards.BlockRows;

    private readonly TNetwork _network;
    private readonly Workers _workers;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly int[] _outputOfMetric;
    private readonly Workspace[] _workspaces;
    private readonly float[][] _outputs;
    /// <summary>A thread's copies of samples that are in a file.</summary>
    private readonly float[][] _buffers;
    private readonly Action<int> _measure;
    private readonly OutputEvaluation[] _validation;
    private readonly Turns _turns = new();
    private OutputEvaluation[] _evaluations = [];
    private Dataset? _data;
    private int _blocks;
    private int _nextBlock;
    private double _loss;

    public Evaluator(TNetwork network, Workers workers, IReadOnlyList<Metric> metrics)
    {
        (_network, _workers, _metrics) = (network, workers, metrics);
        _outputOfMetric = [.. metrics.Select(metric => metric.IndexIn(TNetwork.Outputs, nameof(metrics)))];
        _workspaces = [.. Enumerable.Range(0, workers.Threads).Select(_ => TNetwork.CreateWorkspace(BlockSize))];
        // The compiler keeps 32 samples of any layer within an int; a network written by hand may not.
        _outputs = [.. _workspaces.Select(_ => new float[checked(BlockSize * TNetwork.OutputLength)])];
        _buffers = [.. _workspaces.Select(_ => (float[])[])];
        _validation = Create(output => metrics.Where((metric, i) => _outputOfMetric[i] == output).Any(metric => metric.NeedsScores));
        _measure = Measure;
    }

    /// <summary>Loss, accuracy (NaN if the targets are neither classes nor labels, or there are several outputs) and metrics; allocates only the list of their values, and where a dataset is larger than those before the scores that metrics need.</summary>
    public (double Loss, double Accuracy, MetricValues Metrics) Score(Dataset data)
    {
        foreach (OutputEvaluation output in _validation)
            output.Reset();
        double loss = Run(data, _validation);
        MetricValues values = _metrics.Count == 0 ? MetricValues.Empty : new(_metrics.Select((metric, i) => new MetricValue(metric.Name, metric.Of(_validation[_outputOfMetric[i]]))));
        return (loss, _validation is [var only] ? only.Accuracy : double.NaN, values);
    }

    /// <summary>All figures of every output.</summary>
    public Evaluation Evaluate(Dataset data)
    {
        NetworkData.Check<TNetwork>(data, nameof(data));
        OutputEvaluation[] outputs = Create(output => (long)data.Count * TNetwork.Outputs[output].Frames * TNetwork.Outputs[output].Length <= Evaluation.MaxScores);
        return new(data.Count, Run(data, outputs), outputs);
    }

    private static OutputEvaluation[] Create(Func<int, bool> keepsScores) =>
        [.. TNetwork.Outputs.Select((output, i) => new OutputEvaluation(output) { IsOnly = TNetwork.Outputs.Count == 1, KeepsScores = keepsScores(i) })];

    /// <summary>Adds all samples to evaluations of the network's outputs. Returns the mean loss.</summary>
    private double Run(Dataset data, OutputEvaluation[] evaluations)
    {
        foreach (OutputEvaluation evaluation in evaluations)
            evaluation.Reserve(data.Count);
        foreach (ref float[] buffer in _buffers.AsSpan())
            data.Reserve(ref buffer, BlockSize);
        (_data, _evaluations, _loss, _nextBlock) = (data, evaluations, 0, 0);
        _blocks = (data.Count + BlockSize - 1) / BlockSize;
        _turns.Reset();
        _workers.Run(_measure, Math.Min(_workers.Threads, _blocks));
        (_data, _evaluations) = (null, []);
        double loss = _loss / data.Count;
        if (evaluations is [var only])
            only.NetworkLoss = loss;
        return loss;
    }

    private void Measure(int thread)
    {
        try
        {
            for (int block; (block = Interlocked.Increment(ref _nextBlock) - 1) < _blocks;)
            {
                int start = block * BlockSize;
                Batch batch = _data!.Read(start, Math.Min(BlockSize, _data.Count - start), _buffers[thread]);
                Span<float> outputs = _outputs[thread].AsSpan(0, batch.Count * TNetwork.OutputLength);
                double loss = (double)_network.ComputeLoss(batch.Inputs, batch.Targets, outputs, _workspaces[thread]) * batch.Count;
                if (!_turns.Wait(block))
                    return;
                _loss += loss;
                for (int i = 0; i < batch.Count; i++)
                    foreach (OutputEvaluation evaluation in _evaluations)
                        evaluation.AddSample(outputs, batch.Targets, i * TNetwork.OutputLength + evaluation.Offset);
                _turns.Next();
            }
        }
        catch
        {
            _turns.Abandon();
            throw;
        }
    }
}
