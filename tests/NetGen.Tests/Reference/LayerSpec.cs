namespace NetGen.Tests.Reference;

/// <summary>A layer as declared by a user, with its mathematics: z as a function of x, the transposed Jacobian, and its tensors. The network applies the activation y = f(z) that follows.</summary>
public abstract record LayerSpec(Activation Activation = Activation.Linear)
{
    /// <summary>The declared name, if any.</summary>
    public string? Name { get; init; }

    /// <summary>The prefix of its default name.</summary>
    public abstract string Kind { get; }

    /// <summary>The attribute without the layer's name, as in <c>Dense(10, Activation.Relu)</c>.</summary>
    public abstract string Attribute { get; }

    /// <summary>Whether its outputs are its inputs, possibly in another shape; the loss then applies to the layer before it.</summary>
    public virtual bool KeepsValues => false;

    /// <summary>If its inputs are indices, their number: each is a whole number below it. Null if they are any numbers.</summary>
    public virtual int? Indices => null;

    /// <summary>The output shape, or null if the layer is invalid for the input.</summary>
    public abstract Shape? Output(Shape input);

    /// <summary>Its tensors, in PyTorch's order.</summary>
    public virtual IEnumerable<TensorSpec> Tensors(Shape input) => [];

    /// <summary>z of a batch.</summary>
    public abstract Sum[][] Forward(LayerPass pass, double[][] x);

    /// <summary>∂L/∂x of a batch from its ∂L/∂z; adds the gradients of the layer's tensors, by their name within the layer.</summary>
    public abstract Sum[][] Pullback(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients);

    /// <summary>Values of a sample whose sign determines a derivative: differences of candidates for a maximum, distances from a kink. Those of the activation are not included.</summary>
    public virtual IEnumerable<double> Switches(LayerPass pass, double[] x) => [];

    /// <summary>The same for all frames of a sample.</summary>
    public virtual IEnumerable<double> Switches(LayerPass pass, double[][] frames) => frames.SelectMany(frame => Switches(pass, frame));

    /// <summary>Its running statistics after a training pass.</summary>
    public virtual IEnumerable<(string Name, double[] Values)> Statistics(LayerPass pass, double[][] x) => [];

    /// <summary>Simpler layers of the same kind, for shrinking.</summary>
    public virtual IEnumerable<LayerSpec> Simpler() => [];

    public sealed override string ToString() => Name is null ? Attribute : $"{Attribute} '{Name}'";

    /// <summary>An attribute with the given arguments, without nulls.</summary>
    protected static string Write(string attribute, params string?[] arguments) =>
        $"{attribute}({string.Join(", ", arguments.Where(argument => argument is not null))})";

    protected static string? Write(Activation activation) => activation == Activation.Linear ? null : $"Activation.{activation}";
}

/// <summary>A layer that processes each sample independently.</summary>
public abstract record SampleLayer(Activation Activation = Activation.Linear) : LayerSpec(Activation)
{
    public sealed override Sum[][] Forward(LayerPass pass, double[][] x) => [.. x.Select(sample => Forward(pass, sample))];

    public sealed override Sum[][] Pullback(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients) =>
        [.. x.Zip(dz, (sample, gradient) => Pullback(pass, sample, gradient, gradients))];

    protected abstract Sum[] Forward(LayerPass pass, double[] x);

    protected abstract Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients);

    protected static Sum[] Copy(double[] values) => [.. values.Select(Sum.Exact)];
}
