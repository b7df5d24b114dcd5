using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>An op of which each element depends on those at the same position of its inputs alone.</summary>
internal interface IElementwise
{
    /// <summary>Its name in that of a kernel.</summary>
    string Title { get; }

    /// <summary>The expression of a vector of results.</summary>
    string Expression(IReadOnlyList<string> operands);

    /// <summary>The formula for readers.</summary>
    string Formula(IReadOnlyList<string> operands);
}

/// <summary>Elementwise ops in one loop: what lies between them stays in registers.</summary>
internal static class Chain
{
    /// <summary>Ops in a loop, and values that it reads: as many as its vectors leave registers for.</summary>
    private const int MostOps = 6, MostOperands = 3;

    public static bool Fuses(Group group, Node next) =>
        next.Op is IElementwise and not Activate || next.Op is Activate { Kind: var kind } && kind.IsCheap()
        ? group.Epilogue.Count + 1 < MostOps && group.And(next).Inputs.Count <= MostOperands
        : false;

    public static void Lower(Group group, KernelBuilder to)
    {
        EquatableArray<Value> inputs = group.Inputs;
        string[] letters = inputs.Count == 1 ? ["x"] : [.. "abc".Select(letter => $"{letter}")];
        Dictionary<Value, string> formulas = inputs.Select((value, i) => (value, letter: letters[i])).ToDictionary(pair => pair.value, pair => pair.letter);
        Node last = group.Nodes.Last();
        foreach (Node node in group.Nodes)
            formulas[node.Y] = ((IElementwise)node.Op).Formula([.. node.In.Select(value => formulas[value])]) is var formula && node != last ? $"({formula})" : formula;
        to.Add(new ElementwiseKernel(
            to.OwnerOf(group.Head), [.. inputs.Select(to.At)], to.At(group.Result), string.Concat(group.Nodes.Select(node => ((IElementwise)node.Op).Title)),
            operands => Statements(group, operands), $"{group.Head.Layer}: y = {formulas[last.Y]}, {group.Result.Length} elements"));
        to.Finish(group.Result);
    }

    /// <summary>A local for each result but the last, and the expression of that.</summary>
    private static (IEnumerable<string> Locals, string Result) Statements(Group group, IReadOnlyList<string> operands)
    {
        Dictionary<Value, string> texts = group.Inputs.Select((value, i) => (value, text: operands[i])).ToDictionary(pair => pair.value, pair => pair.text);
        List<string> locals = [];
        Node last = group.Nodes.Last();
        foreach (Node node in group.Nodes)
        {
            string expression = ((IElementwise)node.Op).Expression([.. node.In.Select(value => texts[value])]);
            if (node == last)
                return (locals, expression);
            locals.Add($"T v{locals.Count} = {expression};");
            texts[node.Y] = $"v{locals.Count - 1}";
        }
        throw new System.InvalidOperationException("A group has a last node.");
    }
}
