using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Activate]</c>.</summary>
internal sealed record ActivateLayer(string? Name, Activation Activation) : UnaryLayer(Name)
{
    public static ActivateLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Choice<Activation>(ActivationArgument));

    public override string Attribute => "Activate";

    public override string DefaultName => "activation";

    public override Activation? Applied => Activation;

    public override bool OnlyActivates => true;

    public override Effect Effect => Activation == Activation.Linear ? Effect.Keeps : Effect.Computes;

    public override LayerRule Check(LayerContext at) => LayerRule.Elementwise(this, at, []);

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x) =>
        Activation == Activation.Linear ? to.Shaped(x) : to.Add(new Activate(Activation), to.Owned(to.Shaped(x)));
}

/// <summary>y = f(x).</summary>
internal sealed record Activate(Activation Kind) : Op, IElementwise
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override Activation? Function => Kind;

    public override void Pullback(Node node, Gradients to)
    {
        Value values = Kind.DerivativeNeedsArgument() ? node.X : node.Y;
        to.Add(node.X, node, new ActivateGradient(node.X.Shape, Kind), to.Of(node.Y)!, values);
    }

    public override IEnumerable<Candidate> Candidates(Group group, Mode mode) => [Kind.IsRowWise() ? Candidate.ChannelsLast : Candidate.Either];

    public override bool KeepsLayout => true;

    public override int? Overwrites(Node node, Views views) => node.X.IsInput ? null : 0;

    public override bool Suits512(Node node) => false;

    public override CodeShape? Code => new("elements in lanes", Kind.IsRowWise() ? "sums over the whole sample" : "each by itself");

    public override void Lower(Group group, KernelBuilder to)
    {
        (Location x, Location y) = (to.At(group.Head.X), to.At(group.Result));
        bool isSpatial = y.Grid.IsSpatial;
        string argument = x.Storage == y.Storage ? "y" : "x";
        to.Add(new ActivateKernel(to.OwnerOf(group.Head), Kind, x, y, $"{group.Head.Layer}: y = {Sentences.NameOf(Kind)}({argument}), {group.Result.Length} {(isSpatial ? "elements" : "outputs")}"));
        to.ClearBorder(group.Result);
    }

    public string Title => $"{Kind}";

    public string Expression(IReadOnlyList<string> operands) => $"Activations.{Kind}({operands[0]})";

    public string Formula(IReadOnlyList<string> operands) => $"{Sentences.NameOf(Kind)}{(operands[0].StartsWith("(", StringComparison.Ordinal) ? operands[0] : $"({operands[0]})")}";

    public override bool SuitsSamplesInLanes(Node node) => node.X.Origin.Role == ValueRole.Sum && !Kind.IsRowWise();

    public override void WriteInLanes(Node node, LaneWriter to)
    {
        for (int i = 0; i < node.Y.Length; i++)
            to.Line($"T {to.Value(node.Y, i)} = Activations.{Kind}({to.Value(node.X, i)});");
    }
}

/// <summary>∂x = ∂y · f'(x), where f' is computed from x or from y.</summary>
internal sealed record ActivateGradient(Shape Of, Activation Kind) : GradientOp(Of)
{
    public override int? Overwrites(Node node, Views views) => 0;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        to.Add(new ActivateGradientKernel(to.OwnerOf(node), Kind, to.At(node.In[1]), to.At(node.In[0]), to.At(group.Result), $"{node.Layer}: gradient before {Sentences.NameOf(Kind)}, {group.Result.Length} outputs"));
        to.ClearPadding(group.Result);
    }

    public override bool SuitsSamplesInLanes(Node node) => !Kind.IsRowWise();

    public override void WriteInLanes(Node node, LaneWriter to)
    {
        for (int i = 0; i < node.Y.Length; i++)
            to.Line($"T {to.Value(node.Y, i)} = {to.Value(node.In[0], i)} * Activations.{Kind}Gradient({to.Value(node.In[1], i)});");
    }
}

/// <summary>An activation of a sample or of a block.</summary>
internal sealed record ActivateKernel(Owner Of, Activation Kind, Location X, Location Y, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [Read(X), Write(Y)];

    public override Scope Scope => Y.Grid.IsSpatial ? Scope.Sample : Scope.Block;

    public override void Call(CallWriter to)
    {
        if (!Kind.IsRowWise())
            Elementwise.Over(to, Of, "Apply", Scope, X.Grid.Size, X, Y, (x, y) => $"T.Store(Activations.{Kind}(T.Load({x}, i)), {y}, i);");
        else if (to.IsBlock)
            to.OverRows($"Rows.{Kind}<T>({to.Row(X)}, {to.Row(Y)}, {to.Number(X.Length)});");
        else
            to.Line($"Rows.{Kind}<T>({to.At(X)}, {to.At(Y)}, {to.Number(X.Length)});");
    }
}

/// <summary>An activation's derivative, multiplied into the gradient of its result.</summary>
/// <param name="Values">The activation's result, or its argument where the derivative needs that.</param>
internal sealed record ActivateGradientKernel(Owner Of, Activation Kind, Location Values, Location Gradient, Location XGradient, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => Gradient.Storage == XGradient.Storage ? [Read(Values), Update(Gradient)] : [Read(Values), Read(Gradient), Write(XGradient)];

    public override Scope Scope => XGradient.Grid.IsSpatial ? Scope.Sample : Scope.Block;

    public override void Call(CallWriter to)
    {
        if (Kind.IsRowWise())
            to.OverRows($"Rows.{Kind}Gradient<T>({to.Row(Values)}, {to.Row(Gradient)}, {to.Row(XGradient)}, {to.Number(XGradient.Length)});");
        else
            Elementwise.Over(to, Of, "ApplyGradient", Scope, XGradient.Grid.Size, Values, Gradient, XGradient, (values, dy, dx) => $"T.Store(T.Load({dy}, i) * Activations.{Kind}Gradient(T.Load({values}, i)), {dx}, i);");
    }
}
