using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A dense layer whose inputs are rounded to 8-bit integers, sample by sample, and multiplied by weights of 8-bit integers.</summary>
/// <remarks>It is the runtime's at every size: sums of integers are exact, so nothing of their order has to be fixed for a size.</remarks>
/// <param name="Rounded">Memory for a sample's rounded inputs, their scale and their sum.</param>
internal sealed record DynamicDense(Owner Of, int Inputs, int Units, TensorPlan Weight, bool HasBias, Location X, Location Y, Location Rounded) : Kernel($"{Of.Name}: y = {Sentences.Formula(Activation.Linear, HasBias)}, {Inputs} → {Units}, of rounded inputs")
{
    /// <summary>Bytes of an integer, widened for processors that multiply 16-bit integers.</summary>
    private const int Widened = 2;

    /// <summary>Adds it, and the activation that follows.</summary>
    public static void Add(KernelBuilder to, Node node, bool hasBias, Activation fused, Value result)
    {
        (Owner owner, Location y) = (to.OwnerOf(node), to.At(result));
        int bytes = Widened * DenseShapes.RoundUp(node.X.Length, Limits.NarrowPanelWidth);
        to.Add(new DynamicDense(owner, node.X.Length, node.Y.Length, to.At(node.Tensors[0]), hasBias, to.At(node.X), y, to.Temporary(owner.Identifier + "Rounded", bytes / sizeof(float) + 2)));
        if (fused != Activation.Linear)
            to.Add(new ActivateKernel(owner, fused, y, y, $"{node.Layer}: y = {Sentences.NameOf(fused)}(y), {node.Y.Length} outputs"));
    }

    public override EquatableArray<Use> Uses => [Read(X), Write(Y), Write(Rounded)];

    public override string? Layer => Of.Name;

    public override CodeShape? Shape(Body.OutputsInLanes body) => new($"{Sentences.Of(Precision.DynamicInt8)}sizes as arguments", "sums of integers are exact in any order");

    public override void Call(CallWriter to) =>
        to.Line($"DynamicDense.Forward<T>({to.At(X)}, {to.Stride(X)}, {to.At(Y)}, {to.Stride(Y)}, {to.Parameter(Weight)}, {to.At(Rounded)}, {to.Stride(Rounded)}, new DynamicSizes({to.Number(Inputs)}, {to.Number(Units)}, {to.Number(Weight.PanelWidth)}, {(HasBias ? "true" : "false")}), {(to.IsBlock ? "rows" : "1")});");
}
