using NetGen.Generator.Emit;

namespace NetGen.Generator.Lowering;

/// <summary>Methods of the emitted code that kernels call: requested by their callers, emitted once.</summary>
internal abstract record Definition
{
    /// <summary>The method that is called; further ones begin with it.</summary>
    public abstract string Name { get; }

    /// <summary>Where it stands among the others: those of a layer together, in the order of the layers.</summary>
    public abstract (int Layer, int Variant, int Place) Order { get; }

    public abstract void Emit(MethodWriter to);
}
