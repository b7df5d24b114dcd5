namespace NetGen.Generator.Emit;

/// <summary>The conditions in emitted code under which vectors of a width are used; see the runtime's <c>Widths</c>.</summary>
/// <remarks>Written out, since the JIT knows the result of these properties before it looks at what they guard, but that of a method that it has yet to inline only afterwards: it would load the types and methods of all widths.</remarks>
internal static class Widths
{
    public const string Has512 = $"{Has256} && Avx512F.IsSupported";

    public const string Has256 = "Vector256.IsHardwareAccelerated";
}
