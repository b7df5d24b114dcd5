using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = an expression of the elements at the same position of some operands, all in the same layout, so that borders need no attention.</summary>
/// <param name="Name">The name of its method in a list of calls.</param>
/// <param name="Result">The result of the operands' vectors: statements that declare locals, and an expression.</param>
internal sealed record ElementwiseKernel(Owner Of, EquatableArray<Location> Operands, Location Y, string Name, Func<string[], (IEnumerable<string> Locals, string Expression)> Result, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [.. Operands.Where(operand => operand.Storage != Y.Storage).Select(Read), Operands.Any(operand => operand.Storage == Y.Storage) ? Update(Y) : Write(Y)];

    public override Scope Scope => Y.Grid.IsSpatial ? Scope.Sample : Scope.Block;

    public override void Call(CallWriter to) => Elementwise.Over(to, Of, Name, Scope, Y.Grid.Size, [.. Operands, Y], texts =>
    {
        (IEnumerable<string> locals, string expression) = Result([.. texts.Take(Operands.Count).Select(text => $"T.Load({text}, i)")]);
        string store = $"T.Store({expression}, {texts[texts.Length - 1]}, i);";
        return locals.Any() ? $"{{\n    {string.Join("\n    ", locals.Append(store))}\n}}" : store;
    });
}
