using System;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Something in a <c>Define</c> that the compiler can't read, and where.</summary>
/// <param name="Location">An expression or statement, indexed as in <see cref="DefinedBody.Syntax"/>.</param>
/// <param name="Arguments">The arguments of the rule's message.</param>
internal sealed record BodyFault(BodyFaultKind Kind, int Location, EquatableArray<string> Arguments);

internal enum BodyFaultKind
{
    /// <summary>A construct that a body may not contain: what it is, and what may stand there.</summary>
    NotAllowed,

    /// <summary>A value is needed that is not known at compile time: the expression.</summary>
    NotConstant,

    /// <summary>A computation that has no result: why.</summary>
    NoResult,

    /// <summary>The body takes too many steps or layers: what the limit is.</summary>
    TooLong,

    /// <summary>The method itself is not one that can be read: what to write.</summary>
    Signature,
}

/// <summary>Ends the reading of the expression or statement that has a fault; of the whole body, if it is too long.</summary>
internal sealed class BodyFaultException(BodyFaultKind kind, Microsoft.CodeAnalysis.SyntaxNode at, params string[] arguments) : Exception
{
    /// <summary>An integer's result beyond its type, or its division by 0.</summary>
    public BodyFaultException(Exception arithmetic, Microsoft.CodeAnalysis.SyntaxNode at)
        : this(BodyFaultKind.NoResult, at, arithmetic is OverflowException ? "the result does not fit its type" : "the divisor is 0")
    {
    }

    public BodyFaultKind Kind => kind;

    /// <summary>Whether nothing that follows can be read.</summary>
    public bool EndsReading => kind is BodyFaultKind.TooLong or BodyFaultKind.Signature;

    public Microsoft.CodeAnalysis.SyntaxNode At => at;

    public EquatableArray<string> Arguments => new(arguments);
}
