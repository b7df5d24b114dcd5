using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>A phase of a training step: kernels that run for a block of samples, or for a range of a layer's outputs, without results of other blocks or ranges.</summary>
/// <param name="Kernels">The kernels, in order.</param>
/// <param name="Shared">The parameters whose outputs threads share; null where they share the samples.</param>
/// <param name="Combined">The batch normalisation whose sums are combined at its end; null for none.</param>
/// <param name="IsBackward">Whether it comes after the loss.</param>
internal sealed record Phase(EquatableArray<Kernel> Kernels, SharedParameters? Shared, BatchStatistics? Combined, bool IsBackward)
{
    public bool EndsInLoss => Kernels.Any(kernel => kernel is LossKernel);
}

/// <summary>Cuts a training step into phases, by the scopes of its kernels: where sums over the whole batch are combined, and, if threads share layers by outputs, around those layers.</summary>
/// <remarks>Moving weights between threads is expensive, so each weight of a large layer has one owner: that thread computes its outputs for all samples, and updates it. Everything else is divided by samples.</remarks>
internal static class Phases
{
    /// <summary>The phases up to the loss, the loss, and the phases after it.</summary>
    /// <param name="sharesOutputs">Whether kernels whose scope is outputs have phases of their own.</param>
    public static IReadOnlyList<Phase> Of(IEnumerable<Kernel> towardsLoss, LossKernel loss, IEnumerable<Kernel> backward, bool sharesOutputs)
    {
        Phase[] before = [.. Cut(towardsLoss, sharesOutputs, isBackward: false)], after = [.. Cut(backward, sharesOutputs, isBackward: true)];
        int owned = Array.FindIndex(after, phase => phase.Shared is not null);
        if (owned >= 0 && after.Skip(owned).Any(phase => phase.Shared is null))
            throw new InvalidOperationException("Gradients of parameters that have owners must come after every reader of the parameters.");
        // Outputs follow the phases before the loss, so there must be one.
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
