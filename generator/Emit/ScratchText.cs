using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>How places in scratch are written: a local for each buffer, and a row of it inside a loop over samples.</summary>
internal static class ScratchText
{
    /// <summary>Names the buffers that some steps use, each once.</summary>
    public static void Locals(CodeWriter writer, IEnumerable<Step> steps, params Place[] more)
    {
        foreach (ScratchBuffer buffer in steps.SelectMany(step => step.Places).Concat(more).Select(place => place.Buffer).OfType<ScratchBuffer>().Distinct())
            writer.Line($"ref float {Local(buffer)} = ref {(buffer.Offset == 0 ? "scratch" : $"At(ref scratch, {buffer.Offset})")};");
    }

    /// <summary>A whole buffer, or the caller's inputs.</summary>
    public static string At(Place place) => place.Buffer is null ? "ref x" : $"ref {Local(place.Buffer)}";

    /// <summary>One sample's part of it, inside a loop over samples.</summary>
    public static string Row(Place place) => place.Stride == 0 ? At(place) : $"ref At({At(place)}, row * {place.Stride})";

    private static string Local(ScratchBuffer buffer) => Names.Local(buffer.Identifier);
}
