using NetGen.Data;

namespace NetGen.Training;

/// <summary>Loss and gradients of a batch, by one thread as a whole or by several shard by shard; the sum over the parts, in order, has the same bits either way.</summary>
internal sealed class GradientPass<TNetwork> : ITrainingStep where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly Workers _workers;
    private readonly ParameterUpdate _update;
    private readonly ParameterBlock[] _parts;
    private readonly Workspace[] _workspaces;
    private readonly double[] _shares;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly int[] _samples;
    private readonly Action<int> _computeShards;
    private Dataset? _data;
    private int _count;
    private int _nextShard;
    private int _part;
    private int _partCount;
    private bool _descends;

    /// <summary>Makes the buffers.</summary>
    /// <param name="network">The network that is trained.</param>
    /// <param name="workers">The threads that take shards.</param>
    /// <param name="threads">How many of them share a step.</param>
    /// <param name="batchCapacity">The most samples in a batch.</param>
    /// <param name="update">How the sum of the parts moves the parameters.</param>
    public GradientPass(TNetwork network, Workers workers, int threads, int batchCapacity, ParameterUpdate update)
    {
        _network = network;
        _workers = workers;
        _update = update;
        Capacity = batchCapacity;
        // A smaller batch has fewer shards, and up to one block they may be longer: 32 samples are one shard, 33 two of 16 and 17.
        int shards = threads == 1 ? 1 : Shards.Count(batchCapacity);
        int rows = shards == 1 ? batchCapacity : Math.Max(Shards.BlockRows, (batchCapacity + shards - 1) / shards);
        _workspaces = [.. Enumerable.Range(0, shards).Select(_ => TNetwork.CreateWorkspace(rows))];
        _shares = new double[shards];
        _inputs = new float[checked(batchCapacity * TNetwork.InputLength)];
        _targets = new float[checked(batchCapacity * TNetwork.OutputLength)];
        _samples = new int[batchCapacity];
        _computeShards = ComputeShards;
        _parts = [.. _workspaces.Select(workspace => workspace.Gradients)];
        foreach (ParameterBlock part in _parts)
            network.Parameters.CheckSameNetwork(part);
    }

    public int Capacity { get; }

    public ReadOnlySpan<ParameterBlock> Gradients => _parts.AsSpan(0, _partCount);

    public Batch Last => new(_inputs.AsSpan(0, _count * TNetwork.InputLength), _targets.AsSpan(0, _count * TNetwork.OutputLength), _count);

    public float Compute(Dataset data, ReadOnlySpan<int> samples, ulong seed, long step)
    {
        samples.CopyTo(_samples);
        _data = data;
        _count = samples.Length;
        _partCount = _workspaces.Length == 1 ? 1 : Shards.Count(_count);
        if (_partCount == 1)
        {
            Gather(0, _count);
            Batch batch = Last;
            (_workspaces[0].Seed, _workspaces[0].Step) = (seed, step);
            _descends = _update.PlainRate is not null;
            return _descends ? Descend(batch) : _network.ComputeGradients(batch.Inputs, batch.Targets, _workspaces[0]);
        }
        _descends = false;
        for (int shard = 0; shard < _partCount; shard++)
            (_workspaces[shard].Seed, _workspaces[shard].Step, _workspaces[shard].FirstSample) = (seed, step, Shards.Range(shard, _count).Start);
        double loss = 0;
        for (_part = 0; _part < TNetwork.GradientParts; _part++)
        {
            _nextShard = 0;
            _workers.Run(_computeShards, Math.Min(_workers.Threads, _partCount));
            for (int shard = 0; shard < _partCount; shard++)
                loss += _shares[shard];
            // After the last part running averages move, which they must not for a loss that ends the training.
            if (_part < TNetwork.GradientParts - 1 || double.IsFinite(loss))
                _network.CombineShards(_part, _workspaces.AsSpan(0, _partCount));
        }
        return (float)loss;
    }

    public bool Update() => _descends ? _update.Follow(_parts[0]) : _update.Apply(_parts, _partCount);

    /// <summary>A plain step in one pass over the parameters.</summary>
    private float Descend(Batch batch)
    {
        _update.CheckOwner();
        float loss = _network.Descend(batch.Inputs, batch.Targets, _workspaces[0], _update.PlainRate!.Value);
        // No step was taken; the gradients may tell why.
        return float.IsFinite(loss) ? loss : _network.ComputeGradients(batch.Inputs, batch.Targets, _workspaces[0]);
    }

    private void ComputeShards(int thread)
    {
        for (int shard; (shard = Interlocked.Increment(ref _nextShard) - 1) < _partCount;)
        {
            (int start, int length) = Shards.Range(shard, _count);
            if (_part == 0)
                Gather(start, length);
            _shares[shard] = _network.ComputeShardPart(
                _part,
                _inputs.AsSpan(start * TNetwork.InputLength, length * TNetwork.InputLength),
                _targets.AsSpan(start * TNetwork.OutputLength, length * TNetwork.OutputLength),
                _workspaces[shard],
                _count);
        }
    }

    private void Gather(int start, int length) =>
        _data!.Gather(
            _samples.AsSpan(start, length),
            _inputs.AsSpan(start * TNetwork.InputLength),
            _targets.AsSpan(start * TNetwork.OutputLength));
}
