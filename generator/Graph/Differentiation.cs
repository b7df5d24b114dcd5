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
        // First what reads the weights: their own gradient may be a step that changes them.
        Op.Linear f => [.. InputGradient(f), .. ParameterGradients(f)],
        Op.BatchNorm or Op.LayerNorm or Op.Slope => [new Op.ParameterGradient((Op.Forward)op), .. InputGradient((Op.Forward)op)],
        Op.Activate { X.Role: Role.Value } a => [new Op.ActivateGradient(a.Kind, a.X, a.Y)],
        Op.Pool or Op.Reshape or Op.Drop or Op.Activate => InputGradient((Op.Forward)op),
        _ => throw new NotSupportedException($"{op} has no adjoint."),
    };

    /// <summary>Nobody reads the gradient of the network's input.</summary>
    private static IEnumerable<Op> InputGradient(Op.Forward op) => op.X.Role == Role.Input ? [] : [new Op.InputGradient(op)];

    private static IEnumerable<Op> ParameterGradients(Op.Linear f) =>
        f.B is null ? [new Op.WeightGradient(f)] : [new Op.WeightGradient(f), new Op.BiasGradient(f)];
}
