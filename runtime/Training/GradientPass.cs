using NetGen.Data;

namespace NetGen.Training;

/// <summary>Computes loss and gradients of a batch: as a whole on one thread, or shard by shard on several. The sum over the shards, in order, has the same bits either way.</summary>
internal sealed class GradientPass<TNetwork> : ITrainingStep where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly Workers _workers;
    private readonly ParameterUpdate _update;
    private readonly ParameterBlock[] _gradients;
    private readonly Workspace[] _workspaces;
    private readonly bool _carryState;
    private readonly double[] _losses;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly float[] _weights;
    private readonly int[] _samples;
    private readonly Action<int> _computeShards;
    private Dataset? _data;
    private int _count;
    private ulong _seed;
    private long _step;
    private int _nextShard;
    private int _phase;
    private int _shardCount;
    private bool _descended;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="workers">The threads that compute shards.</param>
    /// <param name="batchCapacity">The most samples in a batch.</param>
    /// <param name="update">Updates the parameters from the sum of the shards' gradients.</param>
    /// <param name="carryState">Whether each sample continues that of the same index in the batch before.</param>
    public GradientPass(TNetwork network, Workers workers, int batchCapacity, ParameterUpdate update, bool carryState)
    {
        _network = network;
        _workers = workers;
        _update = update;
        Capacity = batchCapacity;
        // A smaller batch has fewer shards, which may be longer, up to one block: 32 samples are one shard, 33 are two of 16 and 17.
        int shards = workers.Threads == 1 ? 1 : Shards.Count(batchCapacity);
        int rows = shards == 1 ? batchCapacity : Math.Max(Shards.BlockRows, (batchCapacity + shards - 1) / shards);
        _workspaces = [.. Enumerable.Range(0, shards).Select(_ => TNetwork.CreateWorkspace(rows))];
        _carryState = carryState;
        _losses = new double[shards];
        _inputs = new float[checked(batchCapacity * TNetwork.InputLength)];
        _targets = new float[checked(batchCapacity * TNetwork.OutputLength)];
        _weights = new float[batchCapacity];
        _samples = new int[batchCapacity];
        _computeShards = ComputeShards;
        _gradients = [.. _workspaces.Select(workspace => workspace.Gradients)];
        foreach (ParameterBlock gradients in _gradients)
            network.Parameters.CheckSameNetwork(gradients);
    }

    public int Capacity { get; }

    public void BeginEpoch()
    {
        foreach (Workspace workspace in _workspaces)
            workspace.CarryState = _carryState;
    }

    public int CarriedStatesLength(int batchSize) => _carryState ? batchSize * _workspaces[0].CarriedState(0).Length : 0;

    public void CopyCarriedStates(int batchSize, Span<float> states, bool restore)
    {
        int shards = _workspaces.Length == 1 ? 1 : Shards.Count(batchSize);
        for (int shard = 0; shard < shards; shard++)
        {
            (int start, int length) = shards == 1 ? (0, batchSize) : Shards.Range(shard, batchSize);
            for (int i = 0; i < length; i++)
            {
                Span<float> inWorkspace = _workspaces[shard].CarriedState(i);
                Span<float> inCheckpoint = states.Slice((start + i) * inWorkspace.Length, inWorkspace.Length);
                if (restore)
                    inCheckpoint.CopyTo(inWorkspace);
                else
                    inWorkspace.CopyTo(inCheckpoint);
            }
        }
    }

    public ReadOnlySpan<ParameterBlock> Gradients => _gradients.AsSpan(0, _shardCount);

    public Batch Last => new(_inputs.AsSpan(0, _count * TNetwork.InputLength), _targets.AsSpan(0, _count * TNetwork.OutputLength), _count);

    public float Compute(Dataset data, ReadOnlySpan<int> samples, ulong seed, long step)
    {
        samples.CopyTo(_samples);
        _data = data;
        (_seed, _step) = (seed, step);
        _count = samples.Length;
        _shardCount = _workspaces.Length == 1 ? 1 : Shards.Count(_count);
        if (_shardCount == 1)
        {
            Gather(_workspaces[0], 0, _count);
            Batch batch = Last;
            (_workspaces[0].Seed, _workspaces[0].Step) = (seed, step);
            _descended = _update.PlainLearningRate is not null;
            return _descended ? Descend(batch) : _network.ComputeGradients(batch.Inputs, batch.Targets, _workspaces[0]);
        }
        _descended = false;
        for (int shard = 0; shard < _shardCount; shard++)
            (_workspaces[shard].Seed, _workspaces[shard].Step, _workspaces[shard].FirstSample) = (seed, step, Shards.Range(shard, _count).Start);
        double loss = 0;
        for (_phase = 0; _phase < TNetwork.GradientPhases; _phase++)
        {
            _nextShard = 0;
            _workers.Run(_computeShards, Math.Min(_workers.Threads, _shardCount));
            for (int shard = 0; shard < _shardCount; shard++)
                loss += _losses[shard];
            // After the last phase running averages are updated, which must not happen for a loss that ends the training.
            if (_phase < TNetwork.GradientPhases - 1 || double.IsFinite(loss))
                _network.CombineShards(_phase, _workspaces.AsSpan(0, _shardCount));
        }
        return (float)loss;
    }

    public bool Update() => _descended ? _update.CountStep(_gradients[0]) : _update.Apply(_gradients, _shardCount);

    /// <summary>A step of plain gradient descent, in one pass over the parameters.</summary>
    private float Descend(Batch batch)
    {
        _update.CheckOwner();
        float loss = _network.Descend(batch.Inputs, batch.Targets, _workspaces[0], _update.PlainLearningRate!.Value);
        // No step was taken; the gradients may show why.
        return float.IsFinite(loss) ? loss : _network.ComputeGradients(batch.Inputs, batch.Targets, _workspaces[0]);
    }

    private void ComputeShards(int thread)
    {
        for (int shard; (shard = Interlocked.Increment(ref _nextShard) - 1) < _shardCount;)
        {
            (int start, int length) = Shards.Range(shard, _count);
            if (_phase == 0)
                Gather(_workspaces[shard], start, length);
            _losses[shard] = _network.ComputeShardPhase(
                _phase,
                _inputs.AsSpan(start * TNetwork.InputLength, length * TNetwork.InputLength),
                _targets.AsSpan(start * TNetwork.OutputLength, length * TNetwork.OutputLength),
                _workspaces[shard],
                _count);
        }
    }

    /// <summary>Copies samples and their weights for a workspace.</summary>
    private void Gather(Workspace workspace, int start, int length)
    {
        Span<float> weights = _data!.HasWeights ? _weights.AsSpan(start, length) : default;
        if (_data.HasWeights)
            _data.GatherWeights(_samples.AsSpan(start, length), weights);
        workspace.SampleWeights = weights;
        _data.Gather(
            _samples.AsSpan(start, length),
            _inputs.AsSpan(start * TNetwork.InputLength),
            _targets.AsSpan(start * TNetwork.OutputLength),
            _seed,
            _step);
    }
}
