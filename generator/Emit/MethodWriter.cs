using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes the methods that kernels call, and those that these methods call.</summary>
internal sealed class MethodWriter(CodeWriter writer, Definitions definitions)
{
    /// <remarks>Not <c>unmanaged</c>: a type of the user's may be called so.</remarks>
    public const string Generic = "where T : struct, ILanes<T>";

    public const string Optimize = "[MethodImpl(Kernel)]";

    public void Line(string lines = "") => writer.Line(lines);

    public CodeWriter.Closing Block(string header) => writer.Block(header);

    public CodeWriter.Closing Block() => writer.Block();

    public CodeWriter.Closing Indent(string header) => writer.Indent(header);

    /// <summary>Has a definition emitted.</summary>
    /// <returns>The name of its method.</returns>
    public string Request(Definition definition) => definitions.Request(definition);
}

/// <summary>The definitions that have been requested, each once.</summary>
internal sealed class Definitions
{
    private readonly HashSet<Definition> _known = [];
    private readonly Queue<Definition> _open = [];

    /// <returns>The name of the definition's method.</returns>
    public string Request(Definition definition)
    {
        if (_known.Add(definition))
            _open.Enqueue(definition);
        return definition.Name;
    }

    /// <summary>Writes all of them, in their order.</summary>
    public void Emit(CodeWriter writer)
    {
        List<(Definition Definition, CodeWriter Text)> texts = [];
        while (_open.Count > 0)
        {
            Definition definition = _open.Dequeue();
            CodeWriter text = writer.Inner();
            definition.Emit(new(text, this));
            texts.Add((definition, text));
        }
        foreach ((_, CodeWriter text) in texts.OrderBy(each => each.Definition.Order))
            writer.Append(text);
    }
}
