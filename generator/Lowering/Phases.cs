using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Kernels of a training step that a block of samples, or a part of a layer's outputs, goes through without anybody else's results.</summary>
/// <param name="Kernels">The kernels, in order.</param>
/// <param name="Shared">The parameters whose outputs threads share; none where they share the samples.</param>
/// <param name="Combined">The batch normalisation whose sums are combined at its end; none where nothing is.</param>
/// <param name="IsBackward">Whether it comes after the loss.</param>
internal sealed record Phase(EquatableArray<Kernel> Kernels, SharedParameters? Shared, BatchStatistics? Combined, bool IsBackward)
{
    public bool EndsInLoss => Kernels.Any(kernel => kernel is LossKernel);
}

/// <summary>Cuts a training step into phases, by the scopes of its kernels: where sums over the whole batch are combined, and, if threads share layers by outputs, around those layers.</summary>
/// <remarks>Between two threads weights are what is dear to move, so a large layer's stay with one: it computes their outputs for all samples, and changes them. Everything else goes by samples.</remarks>
internal static class Phases
{
    /// <summary>The phases up to the loss, the loss, and the phases after it.</summary>
    /// <param name="sharesOutputs">Whether kernels whose scope is outputs have phases of their own.</param>
    public static IReadOnlyList<Phase> Of(IEnumerable<Kernel> towardsLoss, LossKernel loss, IEnumerable<Kernel> backward, bool sharesOutputs)
    {
        Phase[] before = [.. Cut(towardsLoss, sharesOutputs, isBackward: false)], after = [.. Cut(backward, sharesOutputs, isBackward: true)];
        int owned = Array.FindIndex(after, phase => phase.Shared is not null);
        if (owned >= 0 && after.Skip(owned).Any(phase => phase.Shared is null))
            throw new InvalidOperationException("Gradients of parameters that have owners come last, when nobody reads the parameters any more.");
        // Outputs follow the phases before the loss, so there is one.
        return [.. before.DefaultIfEmpty(new([], null, null, false)), new([loss], null, null, false), .. after];
    }

    private static IEnumerable<Phase> Cut(IEnumerable<Kernel> kernels, bool sharesOutputs, bool isBackward)
    {
        List<Kernel> open = [];
        SharedParameters? shared = null;
        foreach (Kernel kernel in kernels)
        {
            SharedParameters? next = sharesOutputs && kernel.Scope == Scope.Outputs ? kernel.Shared : null;
            if (open.Count > 0 && next != shared)
            {
                yield return new([.. open], shared, null, isBackward);
                open.Clear();
            }
            shared = next;
            if (kernel is CombineSums sums)
            {
                yield return new([.. open], null, sums.Statistics, isBackward);
                open.Clear();
            }
            else
                open.Add(kernel);
        }
        if (open.Count > 0)
            yield return new([.. open], shared, null, isBackward);
    }
}
