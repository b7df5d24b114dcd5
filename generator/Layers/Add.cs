using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>The sum of two terms of a derivative.</summary>
internal sealed record Add(Shape Of) : GradientOp(Of)
{
    public override int? Overwrites(Node node, Views views) => 0;

    public override void Lower(Group group, KernelBuilder to) =>
        to.Add(new AddKernel(to.OwnerOf(group.Head), to.At(group.Head.In[0]), to.At(group.Head.In[1]), to.At(group.Result), $"{group.Head.Layer}: the sum of two gradients, {group.Result.Length} elements"));

    public override bool SuitsSamplesInLanes(Node node) => true;

    public override void WriteInLanes(Node node, LaneWriter to)
    {
        for (int i = 0; i < node.Y.Length; i++)
            to.Line($"T {to.Value(node.Y, i)} = {to.Value(node.In[0], i)} + {to.Value(node.In[1], i)};");
    }
}

internal sealed record AddKernel(Owner Of, Location A, Location B, Location Y, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [Read(A), Read(B), Write(Y)];

    public override Scope Scope => Y.Grid.IsSpatial ? Scope.Sample : Scope.Block;

    public override void Call(CallWriter to) =>
        Elementwise.Over(to, Of, "AddGradients", Scope, Y.Grid.Size, A, B, Y, (a, b, y) => $"T.Store(T.Load({a}, i) + T.Load({b}, i), {y}, i);");
}
