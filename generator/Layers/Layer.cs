using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>A layer as it was declared, equal by value, and what follows from that for its kind: a record for each kind, which the rest of the compiler uses by these members alone.</summary>
/// <param name="Name">The name that the user gave; null for none.</param>
internal abstract record Layer(string? Name)
{
    /// <summary>The name of the argument of <see cref="Applied"/>, the same for every kind.</summary>
    public const string ActivationArgument = "activation";

    /// <summary>The name of the argument of <see cref="DrawnBy"/>, the same for every kind.</summary>
    public const string InitializerArgument = "Initializer";

    /// <summary>The attribute that declares it, as it is written: its key in the <see cref="Registry"/>.</summary>
    public abstract string Attribute { get; }

    /// <summary>The prefix of default names; kinds that share it are counted together.</summary>
    public abstract string DefaultName { get; }

    /// <summary>The activation of the outputs; null for a kind that has no such choice.</summary>
    public virtual Activation? Applied => null;

    /// <summary>Whether that function is all that it computes.</summary>
    public virtual bool OnlyActivates => false;

    /// <summary>The initializer of fresh weights; null for a kind that has no such choice.</summary>
    public virtual Initializer? DrawnBy => null;

    /// <summary>If the elements of its input are indices, their number: each is a whole number from 0 to one less. Null if they are any numbers.</summary>
    public virtual int? IndexCount => null;

    /// <summary>Whether it makes the output of a piece of a stream that of its last frame.</summary>
    public virtual bool GivesLastFrame => false;

    /// <summary>Its effect on the input's elements, also in training.</summary>
    public virtual Effect Effect => Effect.Computes;

    /// <summary>The activation that determines the range of the outputs, which the loss must fit.</summary>
    public virtual Activation Range => Applied ?? Activation.Linear;

    /// <summary>The user's name for the function that determines that range.</summary>
    public virtual string RangeName => $"{Range}";

    /// <summary>Its rule: reports arguments that are invalid for the input's shape.</summary>
    public abstract LayerRule Check(LayerContext at);

    /// <summary>The reason why it cannot be the last layer of a network that can be trained; null if it can.</summary>
    public virtual Finding? CheckAsOutput(LayerContext at, string name) => null;

    /// <summary>The output's shape for its inputs'. Only for shapes that its rule accepts.</summary>
    public abstract Shape Output(EquatableArray<Shape> inputs);

    /// <summary>Appends its ops to the graph.</summary>
    /// <param name="inputs">Its inputs.</param>
    /// <returns>Its output.</returns>
    public abstract Value Append(LayerBuilder to, EquatableArray<Value> inputs);

    /// <summary>Multiply-adds of one sample, for the cost table.</summary>
    public virtual long MultiplyAdds(EquatableArray<Shape> inputs) => 0;

    /// <summary>The code shape in its row of the cost table, where its ops have no kernels.</summary>
    public virtual CodeShape CodeWithoutKernels => new("elements in lanes", "each by itself");
}

/// <summary>The effect of a layer on the elements of its input.</summary>
internal enum Effect
{
    /// <summary>Computes other values.</summary>
    Computes,

    /// <summary>Selects, combines or rearranges them, in the same range.</summary>
    Pools,

    /// <summary>Drops some, and scales the others.</summary>
    Drops,

    /// <summary>Keeps their values and their order.</summary>
    Keeps,
}
