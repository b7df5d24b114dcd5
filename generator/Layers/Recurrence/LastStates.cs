using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>The states of a recurrence where each direction ends: of the reverse one at the first position.</summary>
internal sealed record LastStates(int Units, bool Bidirectional) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [Shape.Vector(inputs[0].Channels)];

    public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new Gradient(node.X.Shape, this), to.Of(node.Y)!);

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        Location states = to.At(node.X), y = to.At(node.Y);
        foreach ((Argument ofStates, Argument ofVector) in Parts(states.Grid, y.Grid))
            to.Add(new RuntimeCall("Boxes.Copy", [Argument.In(states), ofStates, Argument.Out(y), ofVector, Extents], Scope.Sample, $"{node.Layer}: the last of {states.Grid.Width} states"));
        to.Finish(node.Y);
    }

    private Argument Extents => new Argument.Extents([1, 1, Units]);

    /// <summary>The units of each direction, in the frames and in the vector.</summary>
    private IEnumerable<(Argument OfStates, Argument OfVector)> Parts(Grid states, Grid vector)
    {
        for (int direction = 0; direction < (Bidirectional ? 2 : 1); direction++)
        {
            int last = direction == 0 ? (states.Width - 1) * states.Channels : 0;
            yield return (Contiguous(states.Origin + last + direction * Units), Contiguous(vector.Origin + direction * Units));
        }
    }

    private static Argument Contiguous(int offset) => new Argument.Strides(offset, [0, 0, 1]);

    /// <summary>The gradient of the states, which is 0 but for the last.</summary>
    private sealed record Gradient(Shape Of, LastStates Forward) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            Location dy = to.At(node.X), states = to.At(node.Y);
            to.Add(new RuntimeCall("Grids.Clear", [Argument.Out(states), states.Grid.Size], Scope.Sample, ""));
            foreach ((Argument ofStates, Argument ofVector) in Forward.Parts(states.Grid, dy.Grid))
                to.Add(new RuntimeCall("Boxes.Copy", [Argument.In(dy), ofVector, Argument.InOut(states), ofStates, Forward.Extents], Scope.Sample, $"{node.Layer}: the gradient of the last state"));
            to.Finish(node.Y);
        }
    }
}
