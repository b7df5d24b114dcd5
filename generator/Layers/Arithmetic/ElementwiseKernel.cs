using System;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = an expression of the elements at the same position of some operands, all in the same layout, so that borders need no attention.</summary>
/// <param name="Name">The name of its method in a list of calls.</param>
/// <param name="Expression">The expression of the operands' vectors.</param>
internal sealed record ElementwiseKernel(Owner Of, EquatableArray<Location> Operands, Location Y, string Name, Func<string[], string> Expression, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [.. Operands.Where(operand => operand.Storage != Y.Storage).Select(Read), Operands.Any(operand => operand.Storage == Y.Storage) ? Update(Y) : Write(Y)];

    public override Scope Scope => Y.Grid.IsSpatial ? Scope.Sample : Scope.Block;

    public override void Call(CallWriter to) =>
        Elementwise.Over(to, Of, Name, Scope, Y.Grid.Size, [.. Operands, Y], texts => $"T.Store({Expression([.. texts.Take(Operands.Count).Select(text => $"T.Load({text}, i)")])}, {texts[texts.Length - 1]}, i);");
}
