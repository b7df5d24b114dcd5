using System.Collections.Generic;

namespace NetGen.Generator.Emit;

/// <summary>What the methods that kernels call took of the room for them.</summary>
/// <param name="Taken">Characters.</param>
/// <param name="Beyond">The layers whose methods there was no room for: then nothing is written that could be compiled.</param>
internal sealed record Room(long Taken, IReadOnlyCollection<string> Beyond)
{
    public static Room None { get; } = new(0, []);
}
