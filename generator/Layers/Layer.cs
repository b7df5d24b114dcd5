using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>A layer as it was declared, equal by value, and what its kind makes of that: a record for each kind, which the rest of the compiler knows by these members alone.</summary>
/// <param name="Name">The name that the user gave, or none.</param>
internal abstract record Layer(string? Name)
{
    /// <summary>What every kind calls the argument of <see cref="Applied"/>.</summary>
    public const string ActivationArgument = "activation";

    /// <summary>What every kind calls the argument of <see cref="DrawnBy"/>.</summary>
    public const string InitializerArgument = "Initializer";

    /// <summary>The attribute that declares it, as it is written: its line in the <see cref="Registry"/>.</summary>
    public abstract string Attribute { get; }

    /// <summary>What default names of such layers begin with; kinds that share it are counted together.</summary>
    public abstract string DefaultName { get; }

    /// <summary>The function applied to the outputs; none for a kind that has no such choice.</summary>
    public virtual Activation? Applied => null;

    /// <summary>Whether that function is all that it computes.</summary>
    public virtual bool OnlyActivates => false;

    /// <summary>How fresh weights are drawn; none for a kind that has no such choice.</summary>
    public virtual Initializer? DrawnBy => null;

    /// <summary>What becomes of the input's elements, in training too.</summary>
    public virtual Effect Effect => Effect.Computes;

    /// <summary>The activation whose range the outputs have, where they are computed: what a loss must fit.</summary>
    public virtual Activation Range => Applied ?? Activation.Linear;

    /// <summary>What the user calls the function that gives that range.</summary>
    public virtual string RangeName => $"{Range}";

    /// <summary>Its rule: whether its arguments mean something for the shape that reaches it.</summary>
    public abstract LayerRule Check(LayerContext at);

    /// <summary>What is wrong with it as a layer that gives the outputs of a network that can be trained; none where nothing is.</summary>
    public virtual Finding? CheckAsOutput(LayerContext at, string name) => null;

    /// <summary>The shape that it makes of another. Only for shapes that its rule accepts.</summary>
    public abstract Shape Output(Shape input);

    /// <summary>Appends its ops to the graph.</summary>
    /// <param name="x">What reaches it.</param>
    /// <returns>Its output.</returns>
    public abstract Value Append(LayerBuilder to, Value x);

    /// <summary>Multiply-adds of one sample, for the cost table.</summary>
    public virtual long MultiplyAdds(Shape input) => 0;

    /// <summary>Its row of the cost table, where its ops leave nothing to compute.</summary>
    public virtual CodeShape CodeWithoutKernels => new("numbers in lanes", "each by itself");
}

/// <summary>What a layer does to the elements that reach it.</summary>
internal enum Effect
{
    /// <summary>It computes others.</summary>
    Computes,

    /// <summary>It makes fewer of them, in the same range.</summary>
    Pools,

    /// <summary>It drops some, and scales the others.</summary>
    Drops,

    /// <summary>It leaves them as they are, and in their order.</summary>
    Keeps,
}
