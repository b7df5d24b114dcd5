using NetGen.Data;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Training steps whose phases threads share: first all phases by samples or by outputs, then each thread computes the gradients of its own parameters and updates them while they are in its cache. Only activations, and the gradients of parameters without owners, are transferred between threads.</summary>
internal sealed class SharedTraining : ITrainingStep
{
    private readonly SharedStep _step;
    private readonly Workers _workers;
    private readonly int _threads;
    private readonly Optimizer _optimizer;
    private readonly ParameterBlock _parameters;
    private readonly ParameterBlock[] _gradients;
    private readonly GradientRules _rules;
    private readonly Action<int> _compute, _descend, _differentiate, _move;
    private int _run;
    private float _rate, _scale;
    private bool _finite, _areShardsAdded;

    /// <summary>Prepares training steps.</summary>
    /// <param name="step">The network's training step.</param>
    /// <param name="workers">The threads, at least as many as share the step.</param>
    /// <param name="optimizer">The optimizer of the parameters.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="rules">What is done to the gradients before a step, and to the parameters after it.</param>
    public SharedTraining(SharedStep step, Workers workers, Optimizer optimizer, ParameterBlock parameters, GradientRules rules)
    {
        (_step, _workers, _optimizer, _parameters, _rules) = (step, workers, optimizer, parameters, rules);
        _threads = step.Threads;
        _gradients = [step.Gradients];
        _compute = thread => _step.ComputeRun(_run, thread, _threads);
        _descend = Descend;
        _differentiate = Differentiate;
        _move = Move;
    }

    public int Capacity => _step.Capacity;

    /// <summary>Samples are independent of each other.</summary>
    public void BeginEpoch()
    {
    }

    public Batch Last => _step.Last;

    /// <summary>Computes the gradients once more from the samples' results, since the update may not have stored them.</summary>
    public ReadOnlySpan<ParameterBlock> Gradients
    {
        get
        {
            _step.ComputeOwned(0, 1, 0, new Storing());
            if (!_areShardsAdded)
                _step.ComputeSummed(0, 1, new Storing());
            _areShardsAdded = true;
            return _gradients;
        }
    }

    public float Compute(Dataset data, ReadOnlySpan<int> samples, ulong seed, long step)
    {
        _step.Begin(data, samples, seed, step, _threads);
        _areShardsAdded = false;
        for (_run = 0; _run < _step.Runs; _run++)
        {
            _workers.Run(_compute, _threads);
            _step.EndRun(_run, _threads);
        }
        return _step.EndSamples();
    }

    public bool Update()
    {
        _finite = true;
        _scale = 1;
        if (!_rules.AreNone)
        {
            _workers.Run(_differentiate, _threads);
            _areShardsAdded = true;
            if (_rules.Prepare(_parameters, _step.Gradients) is not { } scale)
                return false;
            _scale = scale;
        }
        _optimizer.Begin(_parameters, _step.Gradients);
        _rate = (float)-_optimizer.LearningRate;
        _workers.Run(_rules.AreNone ? _descend : _move, _threads);
        _areShardsAdded = true;
        _rules.Finish(_parameters);
        return _finite;
    }

    /// <summary>Computes the gradients of a thread's parameters, each followed immediately by its update.</summary>
    private void Descend(int thread)
    {
        Stepping stepping = new(_optimizer, _parameters, _step.Gradients, 1);
        // With a learning rate of 0 the kernels would store gradients instead of updating parameters.
        bool well = _optimizer is Sgd { IsPlain: true } && _step.CanDescend && _rate != 0
            ? _step.ComputeOwned(thread, _threads, _rate, new Checking(_parameters))
            : _step.ComputeOwned(thread, _threads, 0, stepping);
        if (!(well & _step.ComputeSummed(thread, _threads, stepping)))
            Volatile.Write(ref _finite, false);
    }

    private void Differentiate(int thread)
    {
        _step.ComputeOwned(thread, _threads, 0, new Storing());
        _step.ComputeSummed(thread, _threads, new Storing());
    }

    private void Move(int thread)
    {
        Stepping stepping = new(_optimizer, _parameters, _step.Gradients, _scale);
        if (!(_step.OverOwned(thread, _threads, stepping) & _step.OverSummed(thread, _threads, stepping)))
            Volatile.Write(ref _finite, false);
    }

    private readonly struct Storing : IRangeWork
    {
        public bool Work(int start, int length) => true;
    }

    private readonly struct Checking(ParameterBlock parameters) : IRangeWork
    {
        public bool Work(int start, int length) => FiniteCheck.Passes(parameters, start, length);
    }

    private readonly struct Stepping(Optimizer optimizer, ParameterBlock parameters, ParameterBlock gradients, float scale) : IRangeWork
    {
        public bool Work(int start, int length)
        {
            if (scale != 1)
                Elementwise.Apply(new Scaling(gradients, scale), start, length);
            optimizer.UpdateTrained(gradients, start, length);
            return FiniteCheck.Passes(parameters, start, length);
        }
    }
}
