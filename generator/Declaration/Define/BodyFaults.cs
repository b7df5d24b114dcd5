using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Collects the faults of a <c>Define</c>. Each leaves a value unknown, so that what follows from it is no fault of its own.</summary>
internal sealed class BodyFaults
{
    private readonly List<BodyFault> _faults = [];
    private readonly List<SyntaxNode> _syntax = [];
    private readonly HashSet<SyntaxNode> _known = [];

    public EquatableArray<BodyFault> Faults => [.. _faults];

    /// <summary>Where they are.</summary>
    public IReadOnlyList<SyntaxNode> Syntax => _syntax;

    /// <summary>Whether everything has been read, so that the layers and outputs are those of the network.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Whether an expression or statement has a fault, which is reported once, however often it is read.</summary>
    public bool Have(IOperation read) => _known.Count > 0 && _known.Contains(read.Syntax);

    /// <summary>Adds a fault.</summary>
    /// <param name="read">The expression or statement that could not be read because of it.</param>
    public UnknownValue Add(BodyFaultException fault, IOperation? read = null)
    {
        if (_known.Add(fault.At))
        {
            _faults.Add(new(fault.Kind, _syntax.Count, fault.Arguments));
            _syntax.Add(fault.At);
        }
        if (read is not null)
            _known.Add(read.Syntax);
        return Lose();
    }

    /// <summary>A value that is unknown for a reason that another stage reports.</summary>
    public UnknownValue Lose()
    {
        IsComplete = false;
        return UnknownValue.Instance;
    }
}
