namespace NetGen.Kernels;

/// <summary>Why no hand-written call of this namespace compiles: see <see cref="IKernels"/>.</summary>
internal static class Unchecked
{
    /// <summary>The error at such a call; emitted code disables it, and whoever else does takes the responsibility that the word <c>unsafe</c> stands for.</summary>
    public const string Diagnostic = "NETGEN200";
}
