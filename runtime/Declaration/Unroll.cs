namespace NetGen;

/// <summary>Whether the emitted code is loops or unrolled.</summary>
public enum Unroll
{
    /// <summary>The compiler chooses, layer by layer, by its cost model.</summary>
    Auto,
    /// <summary>Every sum is unrolled. Beyond the method size that the JIT optimises this is a warning.</summary>
    Full,
    /// <summary>Every sum is a loop.</summary>
    Loops,
}
