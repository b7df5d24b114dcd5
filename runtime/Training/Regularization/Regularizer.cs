namespace NetGen.Training;

/// <summary>Keeps the weights of some layers small: by a penalty in the loss, or by a limit that every step respects.</summary>
/// <remarks>
/// Frozen layers (<see cref="ParameterBlock.Freeze"/>) have neither.
/// Penalties are Keras's: L1 adds λ·Σ|w| to the loss and L2 λ·Σw² (PyTorch's weight decay is L2 with λ/2), by their gradients alone: losses are reported without them.
/// The largest norm (Srivastava et al. 2014) is that of the weights which lead to one unit, or of one filter.
/// </remarks>
public abstract class Regularizer
{
    private readonly string[] _names;
    private ParameterLayout? _layout;
    private FrozenParameters? _frozen;

    private protected Regularizer(string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Any(string.IsNullOrEmpty))
            throw new ArgumentException("The names of layers must not be empty.", nameof(names));
        _names = [.. names];
    }

    /// <summary>Adds λ·Σ|w| to the loss.</summary>
    /// <param name="strength">λ, at least 0.</param>
    /// <param name="layers">The layers or blocks whose weights count, as in <c>hidden</c>, or single tensors, as in <c>hidden.bias</c>; none for the weights of all layers, biases and the scales of normalisations not among them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
    public static Regularizer L1(double strength, params string[] layers) => new Penalty(Setting.NotNegative(strength, nameof(strength)), 0, layers);

    /// <summary>Adds λ·Σw² to the loss.</summary>
    /// <param name="strength">λ, at least 0.</param>
    /// <param name="layers">The layers or blocks whose weights count, as in <c>hidden</c>, or single tensors, as in <c>hidden.bias</c>; none for the weights of all layers, biases and the scales of normalisations not among them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
    public static Regularizer L2(double strength, params string[] layers) => new Penalty(0, Setting.NotNegative(strength, nameof(strength)), layers);

    /// <summary>Scales the weights that lead to a unit down to a Euclidean norm after every step, where theirs is larger.</summary>
    /// <param name="largest">The largest norm, above 0.</param>
    /// <param name="layers">The layers or blocks whose weights count, as in <c>hidden</c>, or single tensors; none for the weights of all layers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is not above 0, or not finite.</exception>
    public static Regularizer MaxNorm(double largest, params string[] layers) =>
        largest > 0 && double.IsFinite(largest) ? new LargestNorm(largest, layers) : throw new ArgumentOutOfRangeException(nameof(largest), largest, "The largest norm must be above 0 and finite.");

    /// <summary>Adds the gradient of a penalty: before clipping and the optimizer's step.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="gradients">The gradients of the loss, of the same network.</param>
    /// <exception cref="ArgumentException">The network has no such layer, or the gradients belong to another.</exception>
    public void AddGradients(ParameterBlock parameters, ParameterBlock gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.CheckSameNetwork(gradients);
        Attach(parameters);
        Add(parameters, gradients);
    }

    /// <summary>Enforces a limit: after the optimizer's step.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <exception cref="ArgumentException">The network has no such layer.</exception>
    public void Constrain(ParameterBlock parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Attach(parameters);
        Limit(parameters);
    }

    /// <summary>Copies regularizers, each of which finds its tensors in a network.</summary>
    /// <exception cref="ArgumentException">One is null, or names a layer that the network doesn't have.</exception>
    internal static IReadOnlyList<Regularizer> Attach(IReadOnlyList<Regularizer> regularizers, ParameterBlock parameters, string parameter)
    {
        ArgumentNullException.ThrowIfNull(regularizers, parameter);
        foreach (Regularizer regularizer in regularizers)
            (regularizer ?? throw new ArgumentException("A regularizer is null.", parameter)).Attach(parameters);
        return [.. regularizers];
    }

    /// <summary>Finds the tensors in a network, but those of frozen layers.</summary>
    internal void Attach(ParameterBlock parameters)
    {
        (ParameterLayout layout, FrozenParameters? frozen) = (parameters.Layout, parameters.Frozen);
        if (ReferenceEquals(_layout, layout) && ReferenceEquals(_frozen, frozen))
            return;
        IEnumerable<TensorLayout> named = _names.Length == 0 ? layout.Parameters.Where(IsWeight) : _names.SelectMany(name => Named(layout, name)).Distinct();
        Find([.. named.Where(tensor => frozen is null || !frozen[layout.LayerOf(tensor)])]);
        (_layout, _frozen) = (layout, frozen);
    }

    /// <summary>Prepares for some tensors.</summary>
    private protected abstract void Find(TensorLayout[] tensors);

    private protected virtual void Add(ParameterBlock parameters, ParameterBlock gradients)
    {
    }

    private protected virtual void Limit(ParameterBlock parameters)
    {
    }

    private static bool IsWeight(TensorLayout tensor) => tensor.Shape.Length > 1;

    private static IEnumerable<TensorLayout> Named(ParameterLayout layout, string name)
    {
        if (layout.Parameters.FirstOrDefault(tensor => tensor.Name == name) is { } single)
            return [single];
        IReadOnlyList<int> layers = layout.LayersOf(name);
        return layout.Parameters.Where(tensor => IsWeight(tensor) && layers.Contains(layout.LayerOf(tensor))).ToArray() is { Length: > 0 } weights
            ? weights
            : throw new ArgumentException($"The layer '{name}' of {layout.Network} has no weights; single tensors can be named too, as in {name}.bias.", nameof(name));
    }
}
