using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>A value of the network in a <c>Define</c>.</summary>
/// <param name="Index">Its number, as in <see cref="DeclaredLayer.From"/>.</param>
/// <param name="Shape">Its shape; null if a layer's error leaves it unknown.</param>
internal sealed record TensorValue(int Index, Shape? Shape);

/// <summary>An array, which assignments to its elements change.</summary>
internal sealed record ArrayValue(object?[] Items);

internal sealed record TupleValue(object?[] Items);

/// <summary>A value that a fault leaves unknown. Whatever depends on it is unknown too, and no fault.</summary>
internal sealed record UnknownValue
{
    private UnknownValue()
    {
    }

    public static UnknownValue Instance { get; } = new();
}

/// <summary>The variables of a method that is being read.</summary>
/// <param name="Method">The method; null for a field's initialiser.</param>
/// <param name="Outer">The variables of the method that calls it, which a local function may use.</param>
/// <param name="Scope">The blocks that its layers belong to, as in <c>residual1</c>.</param>
internal sealed class Frame(IMethodSymbol? method, Frame? outer, string scope)
{
    private readonly Dictionary<ISymbol, object?> _variables = new(SymbolEqualityComparer.Default);

    public string Scope => scope;

    public int Depth { get; } = outer is null ? 0 : outer.Depth + 1;

    /// <summary>What the method has returned.</summary>
    public object? Result { get; set; }

    /// <summary>The frame that has a variable; null if it has no value.</summary>
    public Frame? Holding(ISymbol symbol) => OwnerOf(symbol) is { } owner && owner._variables.ContainsKey(symbol) ? owner : null;

    public object? this[ISymbol symbol] => _variables[symbol];

    /// <summary>Sets a variable of this method, or of one around a local function.</summary>
    public void Set(ISymbol symbol, object? value) => (OwnerOf(symbol) ?? this)._variables[symbol] = value;

    private Frame? Outer { get; } = outer;

    private IMethodSymbol? Method { get; } = method?.OriginalDefinition;

    /// <summary>The latest call of the method that declares a variable: a call within it has variables of its own.</summary>
    private Frame? OwnerOf(ISymbol symbol)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Outer)
            if (SymbolEqualityComparer.Default.Equals(frame.Method, symbol.ContainingSymbol))
                return frame;
        return null;
    }
}
