using System.Diagnostics;
using NetGen.Data;

namespace NetGen.Training;

/// <summary>Training steps that several threads share where that is faster, and that one thread takes where it is not: as they turn out while training goes on. The bits are the same.</summary>
internal sealed class ChosenSteps : ITrainingStep
{
    private readonly ITrainingStep _one, _several;
    private readonly ThreadChoice _choice;
    private ITrainingStep _current;
    private bool _hasStates;
    private long _start;
    private int _count;
    private float[] _states = [];

    /// <summary>Begins with one thread.</summary>
    /// <param name="one">The steps of one thread.</param>
    /// <param name="several">The same steps, shared by several threads.</param>
    /// <param name="choice">Decides between them.</param>
    public ChosenSteps(ITrainingStep one, ITrainingStep several, ThreadChoice choice) => (_one, _several, _choice, _current) = (one, several, choice, one);

    public int Capacity => _one.Capacity;

    public Batch Last => _current.Last;

    public ReadOnlySpan<ParameterBlock> Gradients => _current.Gradients;

    public void BeginEpoch()
    {
        _one.BeginEpoch();
        _several.BeginEpoch();
        _hasStates = false;
    }

    public int CarriedStatesLength(int batchSize) => _current.CarriedStatesLength(batchSize);

    public void CopyCarriedStates(int batchSize, Span<float> states, bool restore)
    {
        _current.CopyCarriedStates(batchSize, states, restore);
        _hasStates |= restore;
    }

    public float Compute(Dataset data, ReadOnlySpan<int> samples, ulong seed, long step)
    {
        Choose(_choice.UsesSeveral ? _several : _one, samples.Length);
        _count = samples.Length;
        _start = Stopwatch.GetTimestamp();
        return _current.Compute(data, samples, seed, step);
    }

    public bool Update()
    {
        bool isFinite = _current.Update();
        // The smaller batch at the end of an epoch has other costs.
        if (_count == Capacity)
            _choice.Record(Stopwatch.GetTimestamp() - _start, _count);
        _hasStates = true;
        return isFinite;
    }

    /// <summary>Lets others take the next step, whose samples may continue those of the last.</summary>
    private void Choose(ITrainingStep next, int batchSize)
    {
        if (next == _current)
            return;
        int length = _hasStates ? _current.CarriedStatesLength(batchSize) : 0;
        if (length > 0)
        {
            if (_states.Length < length)
                _states = new float[length];
            _current.CopyCarriedStates(batchSize, _states.AsSpan(0, length), restore: false);
            next.CopyCarriedStates(batchSize, _states.AsSpan(0, length), restore: true);
        }
        _current = next;
    }
}
