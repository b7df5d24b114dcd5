using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>Reverse-mode differentiation: the adjoints of the ops, last op first.</summary>
internal static class Differentiation
{
    public static IEnumerable<Op> Of(IReadOnlyList<Op> forward) => forward.Reverse().SelectMany(Adjoint);

    private static IEnumerable<Op> Adjoint(Op op) => op switch
    {
        Op.Loss l => [new Op.LossGradient(l.Kind, l.Y)],
        Op.Activate a => [new Op.ActivateGradient(a.Kind, a.X, a.Y)],
        // Nobody reads the gradient of the network's input.
        Op.Affine { X.Role: Role.Input } f => ParameterGradients(f),
        // First what reads the weights: their own gradient may be a step that changes them.
        Op.Affine f => [new Op.InputGradient(f), .. ParameterGradients(f)],
        _ => throw new NotSupportedException($"{op} has no adjoint."),
    };

    private static IEnumerable<Op> ParameterGradients(Op.Affine f) =>
        f.B is null ? [new Op.WeightGradient(f)] : [new Op.WeightGradient(f), new Op.BiasGradient(f)];
}
