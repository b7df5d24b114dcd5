using System.Collections.Generic;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = a ∘ b, element by element.</summary>
internal sealed record Arithmetic(ArithmeticKind Kind) : Op, IElementwise
{
    public static CodeShape ElementCode { get; } = new("elements in lanes", "each by itself");

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [inputs[0]];

    public override void Pullback(Node node, Gradients to)
    {
        (Value a, Value b, Value y, Value dy) = (node.In[0], node.In[1], node.Y, to.Of(node.Y)!);
        switch (Kind)
        {
            case ArithmeticKind.Add:
                to.Add(a, node, new PassGradient(a.Shape), dy);
                to.Add(b, node, new PassGradient(b.Shape), dy);
                break;
            case ArithmeticKind.Subtract:
                to.Add(a, node, new PassGradient(a.Shape), dy);
                to.Add(b, node, new ArithmeticWithConstant(ArithmeticKind.Multiply, -1, false), dy);
                break;
            case ArithmeticKind.Multiply:
                to.Add(a, node, new Arithmetic(ArithmeticKind.Multiply), dy, b);
                to.Add(b, node, new Arithmetic(ArithmeticKind.Multiply), dy, a);
                break;
            default:
                to.Add(a, node, new Arithmetic(ArithmeticKind.Divide), dy, b);
                to.Add(b, node, new DivisorGradient(b.Shape), dy, y, b);
                break;
        }
    }

    public override bool Fuses(Group group, Node next, Mode mode) => Chain.Fuses(group, next);

    public override bool KeepsLayout => true;

    public override int? Overwrites(Node node, Views views) => !node.In[0].IsInput ? 0 : !node.In[1].IsInput ? 1 : null;

    public override bool Suits512(Node node) => false;

    public override CodeShape? Code => ElementCode;

    public override void Lower(Group group, KernelBuilder to) => Chain.Lower(group, to);

    public string Title => $"{Kind}";

    public string Expression(IReadOnlyList<string> operands) => $"{operands[0]} {Sign(Kind)} {operands[1]}";

    public string Formula(IReadOnlyList<string> operands) => Expression(operands);

    public static string Sign(ArithmeticKind kind) => kind switch
    {
        ArithmeticKind.Add => "+",
        ArithmeticKind.Subtract => "-",
        ArithmeticKind.Multiply => "*",
        _ => "/",
    };

    /// <summary>∂b = −∂y·y / b for y = a / b.</summary>
    private sealed record DivisorGradient(Shape Of) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            to.Add(new ElementwiseKernel(
                to.OwnerOf(node), [to.At(node.In[0]), to.At(node.In[1]), to.At(node.In[2])], to.At(node.Y), "DivisorGradient",
                operands => ([], $"-({operands[0]} * {operands[1]} / {operands[2]})"), $"{node.Layer}: ∂b = −∂y·y / b, {node.Y.Length} elements"));
            to.Finish(node.Y);
        }
    }
}

/// <summary>∂x = ∂y.</summary>
internal sealed record PassGradient(Shape Of) : GradientOp(Of)
{
    public override bool IsView(Node node, Views views) => true;

    public override void Lower(Group group, KernelBuilder to) { }
}

/// <summary>y = x ∘ c, or c ∘ x.</summary>
/// <param name="IsReversed">Whether the constant is the left operand.</param>
internal sealed record ArithmeticWithConstant(ArithmeticKind Kind, double Constant, bool IsReversed) : Op, IElementwise
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [inputs[0]];

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        switch (Kind)
        {
            case ArithmeticKind.Add or ArithmeticKind.Subtract when !(Kind == ArithmeticKind.Subtract && IsReversed):
                to.Add(node.X, node, new PassGradient(node.X.Shape), dy);
                break;
            case ArithmeticKind.Subtract:
                to.Add(node.X, node, new ArithmeticWithConstant(ArithmeticKind.Multiply, -1, false), dy);
                break;
            case ArithmeticKind.Divide when IsReversed:
                to.Add(node.X, node, new ReciprocalGradient(node.X.Shape), dy, node.Y, node.X);
                break;
            default:
                to.Add(node.X, node, this, dy);
                break;
        }
    }

    public override bool KeepsLayout => true;

    public override int? Overwrites(Node node, Views views) => node.X.IsInput ? null : 0;

    public override bool Suits512(Node node) => false;

    public override CodeShape? Code => Arithmetic.ElementCode;

    public override bool Fuses(Group group, Node next, Mode mode) => Chain.Fuses(group, next);

    public override void Lower(Group group, KernelBuilder to) => Chain.Lower(group, to);

    public string Title => $"With{Kind}";

    public string Expression(IReadOnlyList<string> operands) => Text(operands[0], $"T.Create({CallWriter.Literal(Constant)})");

    public string Formula(IReadOnlyList<string> operands) => Text(operands[0], CallWriter.Literal(Constant).TrimEnd('f'));

    private string Text(string x, string constant) => IsReversed ? $"{constant} {Arithmetic.Sign(Kind)} {x}" : $"{x} {Arithmetic.Sign(Kind)} {constant}";

    /// <summary>∂x = −∂y·y / x for y = c / x.</summary>
    private sealed record ReciprocalGradient(Shape Of) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            to.Add(new ElementwiseKernel(
                to.OwnerOf(node), [to.At(node.In[0]), to.At(node.In[1]), to.At(node.In[2])], to.At(node.Y), "DivisorGradient",
                operands => ([], $"-({operands[0]} * {operands[1]} / {operands[2]})"), $"{node.Layer}: ∂x = −∂y·y / x, {node.Y.Length} elements"));
            to.Finish(node.Y);
        }
    }
}
