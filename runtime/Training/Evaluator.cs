using NetGen.Data;

namespace NetGen.Training;

/// <summary>Measures a network on datasets, again and again in the same buffers.</summary>
internal sealed class Evaluator<TNetwork> where TNetwork : class, ITrainableNetwork<TNetwork>
{
    /// <summary>Samples that a thread takes at once. Losses are added piece by piece in order, so this, not the threads, decides their bits.</summary>
    private const int Piece = Shards.BlockRows;

    private readonly TNetwork _network;
    private readonly Workers _workers;
    private readonly Workspace[] _workspaces;
    private readonly float[][] _outputs;
    private readonly Action<int> _measure;
    private Dataset? _data;
    private int _pieces;
    private int _nextPiece;
    private double[] _losses = [];
    private int[] _actual = [];
    private int[] _predicted = [];
    private int[] _ranks = [];

    public Evaluator(TNetwork network, Workers workers)
    {
        _network = network;
        _workers = workers;
        _workspaces = [.. Enumerable.Range(0, workers.Threads).Select(_ => TNetwork.CreateWorkspace(Piece))];
        // The compiler keeps 32 samples of any layer within an int; a network written by hand may not.
        _outputs = [.. _workspaces.Select(_ => new float[checked(Piece * TNetwork.OutputLength)])];
        _measure = Measure;
    }

    /// <summary>Loss and accuracy (NaN if the targets are not classes); allocates only when a dataset is larger than those before.</summary>
    public (double Loss, double Accuracy) Score(Dataset data)
    {
        Reserve(data.Count);
        _data = data;
        _pieces = (data.Count + Piece - 1) / Piece;
        _nextPiece = 0;
        _workers.Run(_measure, Math.Min(_workers.Threads, _pieces));
        _data = null;

        double loss = 0;
        for (int piece = 0; piece < _pieces; piece++)
            loss += _losses[piece];
        bool classes = !_actual.AsSpan(0, data.Count).Contains(ClassOf.None);
        int right = _ranks.AsSpan(0, data.Count).Count(0);
        return (loss / data.Count, classes ? (double)right / data.Count : double.NaN);
    }

    /// <summary>All there is to know.</summary>
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
        _losses = new double[(samples + Piece - 1) / Piece];
        _actual = new int[samples];
        _predicted = new int[samples];
        _ranks = new int[samples];
    }

    private void Measure(int thread)
    {
        for (int piece; (piece = Interlocked.Increment(ref _nextPiece) - 1) < _pieces;)
        {
            int start = piece * Piece;
            Batch batch = _data![start, Math.Min(Piece, _data.Count - start)];
            Span<float> outputs = _outputs[thread].AsSpan(0, batch.Count * TNetwork.OutputLength);
            _losses[piece] = (double)_network.ComputeLoss(batch.Inputs, batch.Targets, outputs, _workspaces[thread]) * batch.Count;
            for (int i = 0; i < batch.Count; i++)
            {
                ReadOnlySpan<float> output = outputs.Slice(i * TNetwork.OutputLength, TNetwork.OutputLength);
                int kind = ClassOf.Target(batch.Targets.Slice(i * TNetwork.OutputLength, TNetwork.OutputLength), TNetwork.Loss);
                _actual[start + i] = kind;
                _predicted[start + i] = ClassOf.Output(output, TNetwork.DecisionThreshold);
                _ranks[start + i] = kind == ClassOf.None ? 0 : ClassOf.Rank(output, kind, TNetwork.DecisionThreshold);
            }
        }
    }
}
