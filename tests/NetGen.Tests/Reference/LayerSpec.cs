namespace NetGen.Tests.Reference;

/// <summary>A layer as a user would declare it, with its own mathematics: z from x, the transposed Jacobian, and its tensors. The function that follows, y = f(z), is the network's to apply.</summary>
public abstract record LayerSpec(Activation Activation = Activation.Linear)
{
    /// <summary>A name of its own.</summary>
    public string? Name { get; init; }

    /// <summary>The word that its default name is made of.</summary>
    public abstract string Kind { get; }

    /// <summary>The attribute without the layer's name, as in <c>Dense(10, Activation.Relu)</c>.</summary>
    public abstract string Attribute { get; }

    /// <summary>Whether its outputs are its inputs, perhaps in another shape: then a loss is of what is before it.</summary>
    public virtual bool KeepsNumbers => false;

    /// <summary>The shape that it gives, or null where it can't be declared on that input.</summary>
    public abstract Shape? Output(Shape input);

    /// <summary>Its tensors, in PyTorch's order.</summary>
    public virtual IEnumerable<TensorSpec> Tensors(Shape input) => [];

    /// <summary>z of a batch.</summary>
    public abstract Sum[][] Forward(LayerPass pass, double[][] x);

    /// <summary>∂L/∂x of a batch from its ∂L/∂z; adds the gradients of the layer's tensors, by their name within the layer.</summary>
    public abstract Sum[][] Pullback(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients);

    /// <summary>Numbers of a sample whose sign decides a derivative: differences of rivals, places relative to a kink. The activation's are not among them.</summary>
    public virtual IEnumerable<double> Switches(LayerPass pass, double[] x) => [];

    /// <summary>Its running statistics after a training pass.</summary>
    public virtual IEnumerable<(string Name, double[] Values)> Statistics(LayerPass pass, double[][] x) => [];

    /// <summary>Simpler layers of the kind, to find the smallest that fails.</summary>
    public virtual IEnumerable<LayerSpec> Simpler() => [];

    public sealed override string ToString() => Name is null ? Attribute : $"{Attribute} '{Name}'";

    /// <summary>An attribute of what stands between its parentheses, nulls left out.</summary>
    protected static string Write(string attribute, params string?[] arguments) =>
        $"{attribute}({string.Join(", ", arguments.Where(argument => argument is not null))})";

    protected static string? Write(Activation activation) => activation == Activation.Linear ? null : $"Activation.{activation}";
}

/// <summary>A layer that treats each sample by itself.</summary>
public abstract record SampleLayer(Activation Activation = Activation.Linear) : LayerSpec(Activation)
{
    public sealed override Sum[][] Forward(LayerPass pass, double[][] x) => [.. x.Select(sample => Forward(pass, sample))];

    public sealed override Sum[][] Pullback(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients) =>
        [.. x.Zip(dz, (sample, gradient) => Pullback(pass, sample, gradient, gradients))];

    protected abstract Sum[] Forward(LayerPass pass, double[] x);

    protected abstract Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients);

    protected static Sum[] Copy(double[] values) => [.. values.Select(Sum.Exact)];
}
