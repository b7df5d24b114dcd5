using System;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = an expression of the elements at the same position of some operands.</summary>
/// <param name="Name">The name of its method in a list of calls.</param>
/// <param name="Expression">The expression of the operands' vectors.</param>
internal sealed record ElementwiseKernel(Owner Of, EquatableArray<Location> Operands, Location Y, string Name, Func<string[], string> Expression, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [.. Operands.Where(operand => operand.Storage != Y.Storage).Select(Read), Operands.Any(operand => operand.Storage == Y.Storage) ? Update(Y) : Write(Y)];

    public override Scope Scope => Y.Grid.IsSpatial || !IsAligned ? Scope.Sample : Scope.Block;

    /// <summary>Whether all grids are the same, so that borders need no attention.</summary>
    private bool IsAligned => Operands.All(operand => operand.Grid == Y.Grid);

    public override void Call(CallWriter to)
    {
        if (IsAligned)
        {
            Elementwise.Over(to, Of, Name, Scope, Y.Grid.Size, [.. Operands, Y], texts => $"T.Store({Expression([.. texts.Take(Operands.Count).Select(text => $"T.Load({text}, i)")])}, {texts[texts.Length - 1]}, i);");
            return;
        }
        // Row by row; what a vector stores after the end of a row is overwritten by the next, or is outside the pixels.
        string element(Location location) => $"ref At({to.Row(location)}, {to.Number(location.Grid.Origin)} + line * {to.Number(location.Grid.Pitch)})";
        to.Line($$"""
            for (int line = 0; line < {{to.Number(Y.Grid.Height)}}; line++)
                for (int i = 0; i < {{to.Number(Y.Grid.Width * Y.Grid.Channels)}}; i += T.Count)
                    T.Store({{Expression([.. Operands.Select(operand => $"T.Load({element(operand)}, i)")])}}, {{element(Y)}}, i);
            """);
    }
}
