using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes the methods that kernels call, and those that these methods call.</summary>
internal sealed class MethodWriter(Definitions definitions)
{
    /// <remarks>Not <c>unmanaged</c>: a type of the user's may be called so.</remarks>
    public const string Generic = "where T : struct, ILanes<T>";

    public const string Optimize = "[MethodImpl(Kernel)]";

    private readonly CodeWriter _text = new();

    public void Line(string lines = "") => _text.Line(lines);

    public CodeWriter.Closing Block(string header) => _text.Block(header);

    public CodeWriter.Closing Block() => _text.Block();

    public CodeWriter.Closing Indent(string header) => _text.Indent(header);

    /// <summary>Has a definition emitted.</summary>
    /// <returns>The name of its method.</returns>
    public string Request(Definition definition) => definitions.Request(definition);

    public override string ToString() => _text.ToString();
}

/// <summary>The definitions that have been requested, each once.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<Definition, string> _texts = [];
    private readonly Queue<Definition> _open = [];

    /// <returns>The name of the definition's method.</returns>
    public string Request(Definition definition)
    {
        if (_texts.ContainsKey(definition))
            return definition.Name;
        _texts.Add(definition, "");
        _open.Enqueue(definition);
        return definition.Name;
    }

    /// <summary>Writes all of them, in their order.</summary>
    public void Emit(CodeWriter writer)
    {
        while (_open.Count > 0)
        {
            Definition definition = _open.Dequeue();
            MethodWriter text = new(this);
            definition.Emit(text);
            _texts[definition] = text.ToString();
        }
        foreach (Definition definition in _texts.Keys.OrderBy(definition => definition.Order))
            writer.Text(_texts[definition]);
    }
}
