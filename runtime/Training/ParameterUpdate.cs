namespace NetGen.Training;

/// <summary>Updates the parameters from a batch's gradients: adds up those of the shards, applies the rules for gradients, takes the optimizer's step and checks the result, chunk by chunk, so that each chunk is read from memory once.</summary>
internal sealed class ParameterUpdate
{
    /// <summary>Elements in a chunk: its parameters, gradients and two optimizer states take 64 KB of the L2 cache, and the cost of distributing chunks is negligible in comparison.</summary>
    private const int Chunk = 4096;

    private readonly Optimizer _optimizer;
    private readonly ParameterBlock _parameters;
    private readonly Workers _workers;
    private readonly GradientRules _rules;
    private readonly Action<int, int> _add;
    private readonly Action<int, int> _step;
    private readonly Action<int> _processShare;
    private Action<int, int> _work;
    private ParameterBlock[] _gradients = [];
    private int _count;
    private float _scale;
    private int _shares;
    private bool _finite;

    /// <summary>Prepares the updates of one network.</summary>
    /// <param name="optimizer">The optimizer that takes the steps.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="workers">The threads that process chunks.</param>
    /// <param name="rules">What is done to the gradients before a step, and to the parameters after it.</param>
    public ParameterUpdate(Optimizer optimizer, ParameterBlock parameters, Workers workers, GradientRules rules)
    {
        _optimizer = optimizer;
        _parameters = parameters;
        _workers = workers;
        _rules = rules;
        _add = AddGradients;
        _work = _step = Step;
        _processShare = ProcessShare;
    }

    /// <summary>The learning rate if a step is plain gradient descent, which the network can fuse with its gradients; null if the optimizer must take the step.</summary>
    public double? PlainLearningRate => _rules.AreNone && _optimizer is Sgd { IsPlain: true } ? _optimizer.LearningRate : null;

    /// <summary>Throws if the optimizer belongs to another network.</summary>
    public void CheckOwner() => _optimizer.CheckOwner(_parameters);

    /// <summary>Counts a step that the network has taken itself. Returns whether parameters are still finite.</summary>
    public bool CountStep(ParameterBlock gradients)
    {
        _optimizer.Begin(_parameters, gradients);
        return FiniteCheck.Passes(_parameters, 0, _parameters.Layout.Length);
    }

    /// <summary>Takes one step, and leaves the sum of the gradients in the first block. Returns whether gradients (where rules need them) and parameters are still finite.</summary>
    public bool Apply(ParameterBlock[] gradients, int count)
    {
        _gradients = gradients;
        _count = count;
        _scale = 1;
        _finite = true;
        if (!_rules.AreNone)
        {
            if (count > 1)
                Share(_add);
            _count = 1;
            if (_rules.Prepare(_parameters, gradients[0]) is not { } scale)
                return false;
            _scale = scale;
        }
        _optimizer.Begin(_parameters, gradients[0]);
        Share(_step);
        _rules.Finish(_parameters);
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
        // Four chunks keep a thread busy for about as long as a thread that wakes late costs.
        _shares = Math.Clamp(length / (4 * Chunk), 1, _workers.Threads);
        _workers.Run(_processShare, _shares);
    }

    /// <summary>A thread has the same chunks in every step: it has written their parameters before, and finds them in its cache.</summary>
    private void ProcessShare(int share)
    {
        int length = _parameters.Layout.Length, chunks = (int)((length + (Chunk - 1L)) / Chunk);
        (int first, int count) = Shards.Part(share, _shares, chunks);
        for (int chunk = first; chunk < first + count; chunk++)
            _work(chunk * Chunk, Math.Min(Chunk, length - chunk * Chunk));
    }

    private void Step(int start, int length)
    {
        AddGradients(start, length);
        if (_scale != 1)
            Elementwise.Apply(new Scaling(_gradients[0], _scale), start, length);
        _optimizer.UpdateTrained(_gradients[0], start, length);
        if (!FiniteCheck.Passes(_parameters, start, length))
            Volatile.Write(ref _finite, false);
    }

    private void AddGradients(int start, int length)
    {
        for (int shard = 1; shard < _count; shard++)
            Elementwise.Apply(new Addition(_gradients[0], _gradients[shard]), start, length);
    }
}
