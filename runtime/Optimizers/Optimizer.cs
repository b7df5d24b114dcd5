using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Training;

/// <summary>Updates parameters from their gradients. Defaults, formulas and order of operations are those of PyTorch's single-tensor implementations.</summary>
/// <remarks>
/// An optimizer keeps the state of one block, the first that it updates. A step allocates nothing except that state, the first time.
/// Values of magnitude below 2⁻¹²⁰ (7.5e-37) are treated as zero, so that decaying averages never become denormal and slow.
/// </remarks>
public abstract class Optimizer
{
    private readonly Dictionary<string, ParameterBlock> _state = [];
    private double _learningRate;
    private long _stepCount;

    private protected Optimizer(double learningRate) => _learningRate = learningRate;

    /// <summary>The size of a step; may change between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or not finite as a float.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = AtLeastZero(value);
    }

    /// <summary>Steps taken since the start or the last <see cref="Reset"/>. Set it, after <see cref="Attach"/>, to continue with a <see cref="State"/> that was saved.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long StepCount
    {
        get => _stepCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(StepCount));
            _stepCount = value;
        }
    }

    /// <summary>The optimizer's state for each parameter, by PyTorch's names; empty before the first step or <see cref="Attach"/>.</summary>
    public IReadOnlyDictionary<string, ParameterBlock> State => _state;

    /// <summary>The block that the state belongs to.</summary>
    private protected ParameterBlock? Parameters { get; private set; }

    /// <summary>Takes one step, which updates every parameter but those of frozen layers (<see cref="ParameterBlock.Freeze"/>), whose state it leaves as it is.</summary>
    /// <param name="parameters">The network's parameters, the same block at every step.</param>
    /// <param name="gradients">The gradients of the loss, of the same network.</param>
    /// <exception cref="InvalidOperationException">The optimizer has updated another block before, or its settings contradict each other.</exception>
    /// <exception cref="ArgumentException">The gradients belong to another network.</exception>
    public void Step(ParameterBlock parameters, ParameterBlock gradients)
    {
        Begin(parameters, gradients);
        UpdateTrained(gradients, 0, parameters.Layout.Length);
    }

    /// <summary>Creates the state for a block, as the first step otherwise does; whoever continues from a saved state copies it in.</summary>
    /// <param name="parameters">The network's parameters, the same block at every step.</param>
    /// <exception cref="InvalidOperationException">The optimizer holds the state of another block, or its settings contradict each other.</exception>
    public void Attach(ParameterBlock parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckOwner(parameters);
        if (Parameters is not null)
            return;
        CheckSettings();
        Parameters = parameters;
        CreateState();
    }

    /// <summary>Discards all state, and the block that it belonged to.</summary>
    public void Reset()
    {
        _state.Clear();
        Parameters = null;
        StepCount = 0;
    }

    /// <summary>As in <c>Adam, learning rate 0.001, after 200 steps</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{GetType().Name}, learning rate {LearningRate}, after {StepCount:N0} steps");

    /// <summary>Continues with a saved state.</summary>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another block, or its settings ask for another state; nothing has changed.</exception>
    internal void Restore(ParameterBlock parameters, double learningRate, long steps, IReadOnlyDictionary<string, ParameterBlock> state)
    {
        CheckOwner(parameters);
        // Before the first step there may be no state yet; that step creates it.
        if (steps == 0 && state.Count == 0)
            Reset();
        else
            RestoreState(parameters, state);
        (LearningRate, StepCount) = (learningRate, steps);
    }

    private void RestoreState(ParameterBlock parameters, IReadOnlyDictionary<string, ParameterBlock> state)
    {
        bool wasAttached = Parameters is not null;
        Attach(parameters);
        if (!_state.Keys.Order(StringComparer.Ordinal).SequenceEqual(state.Keys.Order(StringComparer.Ordinal)))
        {
            string ours = string.Join(", ", _state.Keys);
            if (!wasAttached)
                Reset();
            throw new InvalidOperationException($"The saved {GetType().Name} has {(state.Count > 0 ? $"the state {string.Join(", ", state.Keys)}" : "no state")}; with these settings it has {(ours.Length > 0 ? ours : "none")}.");
        }
        foreach ((string name, ParameterBlock block) in _state)
            block.CopyFrom(state[name]);
    }

    /// <summary>Starts a step; <see cref="UpdateTrained"/> over ranges that cover the block completes it.</summary>
    internal void Begin(ParameterBlock parameters, ParameterBlock gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        parameters.CheckSameNetwork(gradients);
        Attach(parameters);
        _stepCount++;
        Prepare();
    }

    /// <summary>Throws if this holds another block's state.</summary>
    internal void CheckOwner(ParameterBlock parameters)
    {
        if (Parameters is not null && !ReferenceEquals(Parameters, parameters))
            throw new InvalidOperationException(
                $"This {GetType().Name} holds the state of another parameter block (of {Parameters.Layout.Network}, after {StepCount} steps). Every network needs an optimizer of its own; Reset() frees this one.");
    }

    /// <summary>Updates the parameters of a range, but those of frozen layers. Ranges are independent, so threads may process them in parallel.</summary>
    internal void UpdateTrained(ParameterBlock gradients, int start, int length)
    {
        if (Parameters!.Frozen is { } frozen)
            frozen.Update(this, gradients, start, length);
        else
            Update(gradients, start, length);
    }

    /// <summary>Updates the parameters of a range.</summary>
    internal abstract void Update(ParameterBlock gradients, int start, int length);

    private protected abstract void CreateState();

    /// <summary>Computes the values that all elements' updates share, once per step.</summary>
    private protected virtual void Prepare() { }

    private protected virtual void CheckSettings() { }

    private protected ParameterBlock AddState(string name) => _state[name] = new ParameterBlock(Parameters!.Layout);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static double AtLeastZero(double value, [CallerMemberName] string name = "")
    {
        if (!(value >= 0 && float.IsFinite((float)value)))
            ThrowNegative(value, name);
        return value;
    }

    [DoesNotReturn]
    private static void ThrowNegative(double value, string name) =>
        throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and finite as a float: at most {float.MaxValue}.");

    private protected static double BelowOne(double value, [CallerMemberName] string name = "")
    {
        if (!(value is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and less than 1.");
        return value;
    }
}
