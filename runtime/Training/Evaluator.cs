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
    /// <summary>A thread's copies of samples that are in a file.</summary>
    private readonly float[][] _buffers;
    private readonly Action<int> _measure;
    private readonly OutputScores[] _scores;
    private Dataset? _data;
    private int _blocks;
    private int _nextBlock;
    private double[] _losses = [];

    public Evaluator(TNetwork network, Workers workers)
    {
        _network = network;
        _workers = workers;
        _workspaces = [.. Enumerable.Range(0, workers.Threads).Select(_ => TNetwork.CreateWorkspace(BlockSize))];
        // The compiler keeps 32 samples of any layer within an int; a network written by hand may not.
        _outputs = [.. _workspaces.Select(_ => new float[checked(BlockSize * TNetwork.OutputLength)])];
        _buffers = [.. _workspaces.Select(_ => (float[])[])];
        IReadOnlyList<NetworkOutput> heads = TNetwork.Outputs;
        _scores = [.. heads.Select(head => new OutputScores(head, isOnly: heads.Count == 1))];
        _measure = Measure;
    }

    /// <summary>Loss and accuracy (NaN if the targets are not classes, or there are several outputs); allocates only when a dataset is larger than those before.</summary>
    public (double Loss, double Accuracy) Score(Dataset data)
    {
        Reserve(data);
        _data = data;
        _blocks = (data.Count + BlockSize - 1) / BlockSize;
        _nextBlock = 0;
        _workers.Run(_measure, Math.Min(_workers.Threads, _blocks));
        _data = null;

        double loss = 0;
        for (int block = 0; block < _blocks; block++)
            loss += _losses[block];
        return (loss / data.Count, _scores is [var only] ? only.Accuracy(data.Count) : double.NaN);
    }

    /// <summary>Loss, accuracy, and the class of every sample.</summary>
    public Evaluation Evaluate(Dataset data)
    {
        NetworkData.Check<TNetwork>(data, nameof(data));
        (double loss, _) = Score(data);
        return new(loss, [.. _scores.Select(scores => scores.Evaluate(data.Count, loss))]);
    }

    private void Reserve(Dataset data)
    {
        int samples = data.Count;
        foreach (ref float[] buffer in _buffers.AsSpan())
            data.Reserve(ref buffer, BlockSize);
        int blocks = (samples + BlockSize - 1) / BlockSize;
        if (_losses.Length < blocks)
            _losses = new double[blocks];
        foreach (OutputScores scores in _scores)
            scores.Reserve(samples);
    }

    private void Measure(int thread)
    {
        for (int block; (block = Interlocked.Increment(ref _nextBlock) - 1) < _blocks;)
        {
            int start = block * BlockSize;
            Batch batch = _data!.Read(start, Math.Min(BlockSize, _data.Count - start), _buffers[thread]);
            Span<float> outputs = _outputs[thread].AsSpan(0, batch.Count * TNetwork.OutputLength);
            _losses[block] = (double)_network.ComputeLoss(batch.Inputs, batch.Targets, outputs, _workspaces[thread]) * batch.Count;
            for (int i = 0; i < batch.Count; i++)
                foreach (OutputScores scores in _scores)
                    scores.Measure(start + i, outputs.Slice(i * TNetwork.OutputLength, TNetwork.OutputLength), batch.Targets.Slice(i * TNetwork.OutputLength, TNetwork.OutputLength));
        }
    }
}
