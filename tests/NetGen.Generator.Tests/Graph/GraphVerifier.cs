using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Tests;

/// <summary>Verifies invariants between the stages of the compiler.</summary>
internal static class GraphVerifier
{
    /// <summary>Every value is written once, before it is read; shapes are those inferred by the ops.</summary>
    public static void Verify(NetworkGraph graph)
    {
        HashSet<Value> known = [.. graph.Inputs];
        Verify(graph.Forward, known);
        Assert.All(graph.Outputs, output => Assert.Contains(output, known));
        if (graph.Training is not { } training)
            return;
        Assert.All(training.Arguments, argument => Assert.Contains(argument, known));
        Verify([training.Seed, .. training.Backward], [.. known, .. training.Targets]);
        Verify([.. training.FromOutputs, .. training.Backward], [.. known, .. training.OutputGradients]);
        // Each parameter has exactly one gradient.
        Tensor[] trained = [.. graph.Tensors.Where(tensor => !tensor.Spec.Role.IsStatistic())];
        Assert.Equal(trained.Select(tensor => tensor.Id), training.Backward.Where(node => node.Out.Count == 0).SelectMany(node => node.Tensors).Select(tensor => tensor.Id).Order());
    }

    private static void Verify(IEnumerable<Node> nodes, HashSet<Value> known)
    {
        foreach (Node node in nodes)
        {
            Assert.All(node.In, value => Assert.Contains(value, known));
            Assert.Equal(node.Out.Select(value => value.Shape), node.Op.Shapes([.. node.In.Select(value => value.Shape)]));
            Assert.All(node.Out, value => Assert.True(known.Add(value), $"{value} is written twice."));
            Assert.All(node.Out.Where(value => value.Of is not null), value => Assert.Equal(value.Of!.Shape, value.Shape));
        }
    }

    /// <summary>All scratch memory is written before it is read, and values that are live at the same time do not overlap. After the last pixel there is room for the rest of a vector that begins in it.</summary>
    public static void Verify(Body.OutputsInLanes body, int blockRows)
    {
        Verify([.. body.Sample.Kernels, body.Sample.Outputs], body.Sample.Allocation, 1);
        Verify([.. body.Block.Kernels, body.Block.Outputs], body.Block.Allocation, blockRows);
        if (body.Training is not { } training)
            return;
        Verify([.. training.Forward.TowardsLoss, training.Forward.Loss!, .. training.Backward], training.Forward.Allocation, blockRows);
        if (body.Stream is not null)
            VerifyKept([.. training.Forward.Kernels, training.Forward.Loss!], training.Backward, training.Forward.Allocation);
        Verify([.. training.Forward.Kernels, training.Forward.Outputs, training.OutputGradients, .. training.FromOutputs, .. training.Backward], training.Forward.Allocation, blockRows);
    }

    /// <summary>What the backward pass reads of the forward pass, between which other blocks of frames run, is kept.</summary>
    private static void VerifyKept(IEnumerable<Kernel> forward, IEnumerable<Kernel> backward, Allocation allocation)
    {
        HashSet<Storage> later = [.. StoragesOf(backward)];
        Assert.All(StoragesOf(forward).Where(later.Contains), storage => Assert.True(allocation[storage].IsKept, $"{storage.Identifier} is overwritten by other blocks."));

        static IEnumerable<Storage> StoragesOf(IEnumerable<Kernel> kernels) => kernels.SelectMany(kernel => kernel.Locations).Select(location => location.Storage).OfType<Storage>();
    }

    private static void Verify(IReadOnlyList<Kernel> kernels, Allocation allocation, int rows)
    {
        Dictionary<Storage, (int First, int Last)> lifetimes = [];
        for (int i = 0; i < kernels.Count; i++)
            foreach (Use use in kernels[i].Uses)
                if (use.Operand is Location { Storage: { } storage })
                {
                    Assert.True(use.Access == Access.Write || lifetimes.ContainsKey(storage), $"'{kernels[i].Sentence}' reads {storage.Identifier}, which nothing has written.");
                    Assert.True(EndOfVectors(((Location)use.Operand).Grid) <= storage.Size, $"'{kernels[i].Sentence}' may write after the end of {storage.Identifier}.");
                    lifetimes[storage] = (lifetimes.TryGetValue(storage, out var lifetime) ? lifetime.First : i, i);
                }
        foreach ((Storage a, var lifetimeOfA) in lifetimes)
            foreach ((Storage b, var lifetimeOfB) in lifetimes)
                if (a != b && allocation[a].IsKept == allocation[b].IsKept && lifetimeOfA.First <= lifetimeOfB.Last && lifetimeOfB.First <= lifetimeOfA.Last)
                    Assert.True(End(a) <= allocation[b].Offset || End(b) <= allocation[a].Offset, $"{a.Identifier} and {b.Identifier} overlap.");

        static int EndOfVectors(Grid grid) => !grid.IsSpatial || grid.IsPlanes
            ? 0
            : grid.Origin + (grid.Height - 1) * grid.Pitch + (grid.Width - 1) * grid.Channels + DenseShapes.RoundUp(grid.Channels, Limits.NarrowPanelWidth);

        int End(Storage storage) => allocation[storage].Offset + storage.Size * (allocation[storage].Stride > 0 ? rows : 1);
    }
}
