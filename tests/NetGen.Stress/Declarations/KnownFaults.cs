namespace NetGen.Stress.Declarations;

/// <summary>What the compiler is known to do wrong.</summary>
[Flags]
internal enum KnownFaults
{
    None = 0,

    /// <summary>Names of layers that are another's and a word of the compiler's, as <c>hidden</c> and <c>hiddenOutput</c>: it never returns.</summary>
    LayerNames = 1,

    /// <summary>Networks that every rule takes and whose sizes overflow all the same: NETGEN099.</summary>
    Overflows = 2,

    /// <summary>Types named <c>unmanaged</c> or <c>_</c>, those in the namespace of emitted kernels, and base classes with members that emitted ones hide: emitted code does not compile.</summary>
    Types = 4,

    /// <summary>What declarations leave out. A fault that is mended goes; when all are, so does this type.</summary>
    LeftOut = LayerNames | Overflows | Types,
}
