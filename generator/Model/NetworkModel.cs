using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>What the user said of a network: nothing derived, nothing of Roslyn's, equal by value.</summary>
/// <param name="LossIsExplicit">Whether the loss was written, rather than left at its default.</param>
/// <param name="Weights">The file whose weights the assembly carries, as <see cref="WeightsPath"/> spells it; none for fresh weights.</param>
/// <param name="Overrides">The emitted members that override one of a base class, as in <c>Save(string)</c>.</param>
internal sealed record NetworkModel(
    TypeName Type,
    Shape Input,
    EquatableArray<LayerModel> Layers,
    Loss Loss,
    bool LossIsExplicit,
    Unroll Unroll,
    string? Weights = null,
    EquatableArray<string> Overrides = default)
{
    /// <summary>Every layer with its name.</summary>
    public IEnumerable<(LayerModel Layer, string Name)> NamedLayers => Layers.Zip(LayerNames.Of(Layers), (layer, name) => (layer, name));

    /// <summary>Whether a layer has no derivative: the class gets the inference members only.</summary>
    public bool IsInferenceOnly => Layers.Any(layer => layer.Applied == Activation.Step);
}

/// <summary>A layer as it was declared.</summary>
/// <param name="Name">The name that the user gave, or none.</param>
internal abstract record LayerModel(string? Name)
{
    /// <summary>What default names of such layers begin with; kinds that share it are counted together.</summary>
    public abstract string Kind { get; }

    /// <summary>The attribute that declares it, as it is written.</summary>
    public abstract string Attribute { get; }

    /// <summary>The function applied to the outputs; none for a kind that has no such choice.</summary>
    public virtual Activation? Applied => null;

    /// <summary>How fresh weights are drawn; none for a kind that has no such choice.</summary>
    public virtual Initializer? DrawnBy => null;

    /// <summary>Whether the outputs are the inputs' own numbers in their own order, in training too.</summary>
    public virtual bool KeepsNumbers => false;

    public sealed record Dense(string? Name, int Units, Activation Activation, bool UseBias, Initializer Initializer) : LayerModel(Name)
    {
        public override string Kind => "dense";

        public override string Attribute => "Dense";

        public override Activation? Applied => Activation;

        public override Initializer? DrawnBy => Initializer;
    }

    /// <summary>A convolution; along a sample of channels × length, the height is 1.</summary>
    /// <param name="Axes">1 or 2.</param>
    public sealed record Convolution(string? Name, int Axes, int Filters, Window Height, Window Width, int Groups, Activation Activation, bool UseBias, Initializer Initializer) : LayerModel(Name)
    {
        public override string Kind => "conv";

        public override string Attribute => Axes == 2 ? "Conv2D" : "Conv1D";

        public override Activation? Applied => Activation;

        public override Initializer? DrawnBy => Initializer;
    }

    public sealed record Pool(string? Name, PoolKind Over, int Axes, Window Height, Window Width) : LayerModel(Name)
    {
        public override string Kind => "pool";

        public override string Attribute => $"{Over}Pool{Axes}D";
    }

    public sealed record GlobalPool(string? Name, PoolKind Over) : LayerModel(Name)
    {
        public override string Kind => "pool";

        public override string Attribute => $"Global{Over}Pool";
    }

    public sealed record Flatten(string? Name) : LayerModel(Name)
    {
        public override string Kind => "flatten";

        public override string Attribute => "Flatten";

        public override bool KeepsNumbers => true;
    }

    public sealed record Reshape(string? Name, Shape To) : LayerModel(Name)
    {
        public override string Kind => "reshape";

        public override string Attribute => "Reshape";

        public override bool KeepsNumbers => true;
    }

    public sealed record BatchNorm(string? Name, double Epsilon, double Momentum) : LayerModel(Name)
    {
        public override string Kind => "norm";

        public override string Attribute => "BatchNorm";
    }

    public sealed record LayerNorm(string? Name, double Epsilon) : LayerModel(Name)
    {
        public override string Kind => "norm";

        public override string Attribute => "LayerNorm";
    }

    public sealed record Dropout(string? Name, double Rate) : LayerModel(Name)
    {
        public override string Kind => "dropout";

        public override string Attribute => "Dropout";

        public override bool KeepsNumbers => Rate == 0;
    }

    public sealed record Activate(string? Name, Activation Activation) : LayerModel(Name)
    {
        public override string Kind => "activation";

        public override string Attribute => "Activate";

        public override Activation? Applied => Activation;

        public override bool KeepsNumbers => Activation == Activation.Linear;
    }

    public sealed record PRelu(string? Name, bool PerChannel) : LayerModel(Name)
    {
        public override string Kind => "prelu";

        public override string Attribute => "PRelu";
    }
}

/// <summary>What a pool makes of a window.</summary>
internal enum PoolKind
{
    Max,
    Average,
}
