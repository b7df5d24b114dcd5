using NetGen.Generator.Emit;

namespace NetGen.Generator.Lowering;

/// <summary>Methods of the emitted code that kernels call: requested by their callers, emitted once, and named after the first layer that requests them.</summary>
/// <remarks>Two are equal if they compute the same from their arguments: a definition has sizes, options and activation; each call passes the weights and values.</remarks>
internal abstract record Definition
{
    /// <summary>The text between the layer's identifier and the names of its methods.</summary>
    public virtual string Prefix => "";

    /// <summary>The suffix of the called method's name, which begins the names of the others.</summary>
    public abstract string Suffix { get; }

    /// <summary>Its order among the definitions of its layer.</summary>
    public abstract (int Variant, int Index) Order { get; }

    /// <summary>Whether the runtime has kernels that can replace it where its text exceeds the limit.</summary>
    public virtual bool IsReplaceable => true;

    public abstract void Emit(MethodWriter to);
}
