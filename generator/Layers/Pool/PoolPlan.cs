using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A pool's kernels: channels in lanes.</summary>
/// <param name="IsGeneral">Whether its kernels are the runtime's.</param>
/// <param name="Before">The activation before the pool whose derivative its gradient is multiplied by; Linear for none.</param>
internal sealed record PoolPlan(bool IsGeneral, PoolKind Kind, Axis Height, Axis Width, Grid X, Grid Y, Activation Before) : LayerPlan
{
    /// <remarks>Nearly all other members follow from it.</remarks>
    public override int GetHashCode() => (Kind, X, Y).GetHashCode();

    /// <summary>The argument of the runtime's kernels.</summary>
    public string Windows(CallWriter to)
    {
        int[] numbers =
        [
            X.Channels, X.Height, X.Width, X.Size, X.Origin, X.Pitch, Y.Height, Y.Width, Y.Origin, Y.Pitch,
            Height.Kernel, Width.Kernel, Height.Stride, Width.Stride, Height.Before, Width.Before,
        ];
        return $"new Windows({string.Join(", ", numbers.Select(to.Number))})";
    }

    /// <summary>Elements of a window.</summary>
    public int Size => Height.Kernel * Width.Kernel;

    /// <summary>Whether a window's elements are written out: if they are few and always inside the input.</summary>
    public bool IsWrittenOut => Height.Before + Width.Before + Height.After + Width.After == 0 && Size <= Limits.WindowElements;

    /// <summary>Whether each element of the input is in at most one window, so that its gradient is stored, not added.</summary>
    public bool StoresGradient => Height.Tiles && Width.Tiles && Size <= Limits.WindowElements;

    /// <summary>Whether a vector of channels may reach into the next pixel.</summary>
    public bool Spills => X.Channels % Limits.NarrowPanelWidth != 0;
}

internal sealed record PoolKernel(Owner Of, PoolPlan Plan, Location X, Location Y, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [Read(X), Write(Y)];

    public override Scope Scope => Scope.Sample;

    public override string? Layer => Plan.IsGeneral ? Of.Name : null;

    public override CodeShape? Shape(Body.OutputsInLanes body) => Target.GeneralCode;

    public override void Call(CallWriter to) => to.Line(Plan.IsGeneral
        ? $"GeneralPools.{Plan.Kind}<T>({to.Row(X)}, {to.Row(Y)}, {(Plan.IsWrittenOut ? "true" : "false")}, {Plan.Windows(to)});"
        : $"{to.Request(new PoolForwardMethod(Plan), Of)}<T>({to.Row(X)}, {to.Row(Y)});");
}

/// <param name="X">The pool's input and its result, which a maximum needs.</param>
internal sealed record PoolGradientKernel(Owner Of, PoolPlan Plan, Location? X, Location? Y, Location Gradient, Location XGradient, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => X is null || Y is null ? [Read(Gradient), Write(XGradient)] : [Read(X), Read(Y), Read(Gradient), Write(XGradient)];

    public override Scope Scope => Scope.Sample;

    public override void Call(CallWriter to)
    {
        string values = X is null || Y is null ? "" : $"{to.Row(X)}, {to.Row(Y)}, ";
        to.Line(Plan.IsGeneral
            ? $"GeneralPools.{Plan.Kind}Gradient<T>({values}{to.Row(Gradient)}, {to.Row(XGradient)}, {(Plan.StoresGradient ? "true" : "false")}, {Plan.Windows(to)});"
            : $"{to.Request(new PoolGradientMethod(Plan), Of)}<T>({values}{to.Row(Gradient)}, {to.Row(XGradient)});");
    }
}
