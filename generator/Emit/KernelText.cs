using System.Collections.Generic;

namespace NetGen.Generator.Emit;

/// <summary>The length of the methods that kernels call, and the layers for which it exceeds the limit.</summary>
/// <param name="Length">Characters of the methods.</param>
/// <param name="Beyond">The layers whose methods exceed the limit; if there are any, the written text is incomplete.</param>
internal sealed record KernelText(long Length, IReadOnlyCollection<string> Beyond)
{
    public static KernelText None { get; } = new(0, []);
}
