using NetGen.Data;

namespace NetGen.Training;

/// <summary>Evaluates a network on datasets, with buffers that are reused.</summary>
internal sealed class Evaluator<TNetwork> where TNetwork : class, ITrainableNetwork<TNetwork>
{
    /// <summary>Samples that a thread evaluates at a time. Losses are added block by block in order, so that their bits depend on this constant and not on the threads.</summary>
    private const int BlockSize = Shards.BlockRows;

    private readonly TNetwork _network;
    private readonly Workers _workers;
    private readonly Workspace[] _workspaces;
    private readonly float[][] _outputs;
    private readonly Action<int> _measure;
    private Dataset? _data;
    private int _blocks;
    private int _nextBlock;
    private double[] _losses = [];
    private int[] _actual = [];
    private int[] _predicted = [];
    private int[] _ranks = [];

    public Evaluator(TNetwork network, Workers workers)
    {
        _network = network;
        _workers = workers;
        _workspaces = [.. Enumerable.Range(0, workers.Threads).Select(_ => TNetwork.CreateWorkspace(BlockSize))];
        // The compiler keeps 32 samples of any layer within an int; a network written by hand may not.
        _outputs = [.. _workspaces.Select(_ => new float[checked(BlockSize * TNetwork.OutputLength)])];
        _measure = Measure;
    }

    /// <summary>Loss and accuracy (NaN if the targets are not classes); allocates only when a dataset is larger than those before.</summary>
    public (double Loss, double Accuracy) Score(Dataset data)
    {
        Reserve(data.Count);
        _data = data;
        _blocks = (data.Count + BlockSize - 1) / BlockSize;
        _nextBlock = 0;
        _workers.Run(_measure, Math.Min(_workers.Threads, _blocks));
        _data = null;

        double loss = 0;
        for (int block = 0; block < _blocks; block++)
            loss += _losses[block];
        bool classes = !_actual.AsSpan(0, data.Count).Contains(ClassOf.None);
        int correct = _ranks.AsSpan(0, data.Count).Count(0);
        return (loss / data.Count, classes ? (double)correct / data.Count : double.NaN);
    }

    /// <summary>Loss, accuracy, and the class of every sample.</summary>
    public Evaluation Evaluate(Dataset data)
    {
        NetworkData.Check<TNetwork>(data, nameof(data));
        (double loss, double accuracy) = Score(data);
        return new(loss, accuracy, Math.Max(2, TNetwork.OutputLength), _actual[..data.Count], _predicted[..data.Count], _ranks[..data.Count]);
    }

    private void Reserve(int samples)
    {
        if (_actual.Length >= samples)
            return;
        _losses = new double[(samples + BlockSize - 1) / BlockSize];
        _actual = new int[samples];
        _predicted = new int[samples];
        _ranks = new int[samples];
    }

    private void Measure(int thread)
    {
        for (int block; (block = Interlocked.Increment(ref _nextBlock) - 1) < _blocks;)
        {
            int start = block * BlockSize;
            Batch batch = _data![start, Math.Min(BlockSize, _data.Count - start)];
            Span<float> outputs = _outputs[thread].AsSpan(0, batch.Count * TNetwork.OutputLength);
            _losses[block] = (double)_network.ComputeLoss(batch.Inputs, batch.Targets, outputs, _workspaces[thread]) * batch.Count;
            for (int i = 0; i < batch.Count; i++)
            {
                ReadOnlySpan<float> output = outputs.Slice(i * TNetwork.OutputLength, TNetwork.OutputLength);
                int label = ClassOf.Target(batch.Targets.Slice(i * TNetwork.OutputLength, TNetwork.OutputLength), TNetwork.Loss);
                _actual[start + i] = label;
                _predicted[start + i] = ClassOf.Output(output, TNetwork.DecisionThreshold);
                _ranks[start + i] = label == ClassOf.None ? 0 : ClassOf.Rank(output, label, TNetwork.DecisionThreshold);
            }
        }
    }
}
