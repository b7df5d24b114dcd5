using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>The arguments that a call of a layer gives, by the names of parameters; those of attributes differ from them in the case of the first letter.</summary>
internal sealed class CallArguments : Arguments
{
    private readonly Dictionary<string, (object Value, SyntaxNode? Syntax)> _given = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, object? value, SyntaxNode? syntax)
    {
        if (value is not null)
            _given[name] = (value, syntax);
    }

    /// <summary>Where an argument is written; null if it isn't, or not as one expression.</summary>
    public SyntaxNode? SyntaxOf(string name) => _given.TryGetValue(name, out (object Value, SyntaxNode? Syntax) argument) ? argument.Syntax : null;

    protected override object? Find(string name) => _given.TryGetValue(name, out (object Value, SyntaxNode? Syntax) argument) ? argument.Value : null;
}
