using NetGen.Generator.Emit;

namespace NetGen.Generator.Lowering;

/// <summary>Methods of the emitted code that kernels call: requested by their callers, emitted once, and called after the first layer that asks.</summary>
/// <remarks>Two are equal where they compute the same from what they are called with: sizes, options and activation are theirs, and whose weights and values they work on is said by each call.</remarks>
internal abstract record Definition
{
    /// <summary>What stands between the layer's identifier and the names of its methods.</summary>
    public virtual string Prefix => "";

    /// <summary>What the name of the method that is called ends in; further ones begin as it does.</summary>
    public abstract string Suffix { get; }

    /// <summary>Where it stands among the others of its layer.</summary>
    public abstract (int Variant, int Place) Order { get; }

    /// <summary>Whether the runtime has kernels that can stand for it where there is no room for its text.</summary>
    public virtual bool IsReplaceable => true;

    public abstract void Emit(MethodWriter to);
}
