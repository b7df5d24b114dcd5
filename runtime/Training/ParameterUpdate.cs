namespace NetGen.Training;

/// <summary>From the gradients of a batch, in parts, to new parameters: added, clipped if wanted, stepped and checked, chunk by chunk so that each chunk is read from memory once.</summary>
internal sealed class ParameterUpdate
{
    /// <summary>Numbers in a chunk: parameters, gradients and two states of it fit in a 64 KB corner of the L2 cache, and sharing chunks out costs nothing beside them.</summary>
    private const int Chunk = 4096;

    private readonly Optimizer _optimizer;
    private readonly ParameterBlock _parameters;
    private readonly Workers _workers;
    private readonly double _largestNorm;
    private readonly Action<int, int> _add;
    private readonly Action<int, int> _step;
    private readonly Action<int> _takeChunks;
    private Action<int, int> _work;
    private ParameterBlock[] _parts = [];
    private int _partCount;
    private float _scale;
    private int _nextChunk;
    private bool _finite;

    /// <summary>Ready for steps.</summary>
    /// <param name="optimizer">How parameters move.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="workers">The threads that take chunks.</param>
    /// <param name="largestNorm">Longer gradients are scaled down to this norm; 0 for no limit.</param>
    public ParameterUpdate(Optimizer optimizer, ParameterBlock parameters, Workers workers, double largestNorm)
    {
        _optimizer = optimizer;
        _parameters = parameters;
        _workers = workers;
        _largestNorm = largestNorm;
        _add = AddParts;
        _work = _step = Step;
        _takeChunks = TakeChunks;
    }

    /// <summary>The learning rate of a step that a network can take with its gradients; null where the optimizer must take it.</summary>
    public double? PlainRate => !Clips && _optimizer is Sgd { IsPlain: true } ? _optimizer.LearningRate : null;

    private bool Clips => _largestNorm > 0;

    /// <summary>Throws if the optimizer belongs to another network.</summary>
    public void CheckOwner() => _optimizer.CheckOwner(_parameters);

    /// <summary>Counts a step that the network has taken. Returns whether parameters are still finite.</summary>
    public bool Follow(ParameterBlock gradients)
    {
        _optimizer.Begin(_parameters, gradients);
        return FiniteCheck.Passes(_parameters, 0, _parameters.Layout.Length);
    }

    /// <summary>Takes one step; the gradients end in the first part. Returns whether gradients (where they are clipped) and parameters are still finite.</summary>
    public bool Apply(ParameterBlock[] parts, int partCount)
    {
        _parts = parts;
        _partCount = partCount;
        _scale = 1;
        _finite = true;
        if (Clips)
        {
            if (partCount > 1)
                Share(_add);
            _partCount = 1;
            double norm = GradientNorm.Of(parts[0]);
            if (!double.IsFinite(norm))
                return false;
            _scale = GradientNorm.Scale(norm, _largestNorm);
        }
        _optimizer.Begin(_parameters, parts[0]);
        Share(_step);
        return _finite;
    }

    private void Share(Action<int, int> work)
    {
        int length = _parameters.Layout.Length;
        if (length <= Chunk)
        {
            work(0, length);
            return;
        }
        _work = work;
        _nextChunk = 0;
        // Four chunks keep a thread busy for about as long as a late thread costs.
        _workers.Run(_takeChunks, Math.Clamp(length / (4 * Chunk), 1, _workers.Threads));
    }

    private void TakeChunks(int thread)
    {
        int length = _parameters.Layout.Length;
        for (long start; (start = (long)Chunk * (Interlocked.Increment(ref _nextChunk) - 1)) < length;)
            _work((int)start, (int)Math.Min(Chunk, length - start));
    }

    private void Step(int start, int length)
    {
        AddParts(start, length);
        if (_scale != 1)
            Elementwise.Apply(new Scaling(_parts[0], _scale), start, length);
        _optimizer.Update(_parts[0], start, length);
        if (!FiniteCheck.Passes(_parameters, start, length))
            Volatile.Write(ref _finite, false);
    }

    private void AddParts(int start, int length)
    {
        for (int part = 1; part < _partCount; part++)
            Elementwise.Apply(new Addition(_parts[0], _parts[part]), start, length);
    }
}
