namespace NetGen.Kernels;

/// <summary>The error of hand-written calls of this namespace: see <see cref="IKernels"/>.</summary>
internal static class Unchecked
{
    /// <summary>The error at such a call; emitted code disables it, and any other code that does takes the responsibility of <c>unsafe</c> code.</summary>
    public const string Diagnostic = "NETGEN200";
}
