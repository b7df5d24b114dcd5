using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>How a statement ends.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
    Return,
}

/// <summary>Reads the statements of a <c>Define</c> and of the methods that it calls, in the order in which C# would run them.</summary>
internal sealed class BodyReader
{
    /// <summary>Statements and expressions that a body may take: enough for thousands of layers, a fraction of a second.</summary>
    private const int MostSteps = 200_000;

    /// <summary>Statements and expressions within each other, those of calls included: what the stack of a compiler's thread holds.</summary>
    private const int MostNested = 400;

    private readonly BodyExpressions _expressions;
    private readonly CancellationToken _token;
    private int _steps, _nested;

    public BodyReader(Compilation compilation, BodyLayers layers, BodyFaults faults, CancellationToken token)
    {
        _token = token;
        Faults = faults;
        Methods = new(compilation);
        Unread = new(Methods);
        _expressions = new(this, layers);
    }

    public BodyFaults Faults { get; }

    public BodyMethods Methods { get; }

    public UnreadCode Unread { get; }

    /// <summary>Reads a method with its parameters in a frame.</summary>
    /// <param name="call">Where it is called.</param>
    /// <returns>What it returns.</returns>
    public object? Run(IMethodSymbol method, Frame frame, SyntaxNode call)
    {
        IOperation body = Methods.BodyOf(method)
            ?? throw new BodyFaultException(BodyFaultKind.NotAllowed, call, $"A call of '{method.Name}', whose source is not in this project,", "call static methods of this project, or members of Tensor");
        if (Run(body, frame) != Flow.Return && !method.ReturnsVoid)
            throw new BodyFaultException(BodyFaultKind.NoResult, call, $"'{method.Name}' ends without returning a value");
        return frame.Result;
    }

    /// <summary>Counts a step, so that a loop that does not end is an error.</summary>
    /// <param name="count">The elements of an array, or whatever else takes time or memory by itself.</param>
    public void Step(IOperation at, int count = 1)
    {
        _steps = Math.Min(_steps, MostSteps) + count;
        if (_steps > MostSteps)
            throw new BodyFaultException(BodyFaultKind.TooLong, at.Syntax, $"more than {MostSteps:N0} steps");
        if (_steps % 1024 == 0)
            _token.ThrowIfCancellationRequested();
    }

    /// <summary>Begins a statement or an expression within the current one.</summary>
    public void Enter(IOperation at)
    {
        Step(at);
        if (++_nested > MostNested)
            throw new BodyFaultException(BodyFaultKind.TooLong, at.Syntax, $"expressions and calls nested more than {MostNested} deep");
    }

    /// <summary>Ends it.</summary>
    public void Leave() => _nested--;

    public Flow Run(IOperation statement, Frame frame)
    {
        Enter(statement);
        try
        {
            return Faults.Have(statement) ? Skip(statement, frame) : RunWithin(statement, frame);
        }
        catch (BodyFaultException fault) when (!fault.EndsReading)
        {
            Faults.Add(fault, statement);
            return Skip(statement, frame);
        }
        finally
        {
            Leave();
        }
    }

    private Flow RunWithin(IOperation statement, Frame frame)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return RunAll(block.Operations, frame);
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation variable in group.Declarations.SelectMany(declaration => declaration.Declarators))
                    if (variable.GetVariableInitializer() is { } initializer)
                        frame.Set(variable.Symbol, _expressions.Evaluate(initializer.Value, frame));
                return Flow.Next;
            case IExpressionStatementOperation expression:
                _expressions.Evaluate(expression.Operation, frame);
                return Flow.Next;
            case IConditionalOperation choice:
                return _expressions.Is(choice.Condition, frame) switch
                {
                    true => Run(choice.WhenTrue, frame),
                    false => choice.WhenFalse is { } other ? Run(other, frame) : Flow.Next,
                    null => Skip(choice, frame),
                };
            case IForLoopOperation loop:
                RunAll(loop.Before, frame);
                return Loop(loop, frame, () => loop.Condition is null ? true : _expressions.Is(loop.Condition, frame), () => RunAll(loop.AtLoopBottom, frame));
            case IWhileLoopOperation loop:
                bool isFirst = !loop.ConditionIsTop;
                return Loop(loop, frame, () => isFirst ? !(isFirst = false) : _expressions.Is(loop.Condition!, frame), () => { });
            case IForEachLoopOperation loop:
                return ForEach(loop, frame);
            case ISwitchOperation choice:
                return Switch(choice, frame);
            case IReturnOperation { ReturnedValue: var value }:
                frame.Result = value is null ? null : _expressions.Evaluate(value, frame);
                return Flow.Return;
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Flow.Continue;
            case ILocalFunctionOperation or IEmptyOperation:
                return Flow.Next;
            default:
                throw new BodyFaultException(BodyFaultKind.NotAllowed, statement.Syntax, "This statement", "declare and assign locals, call methods, and use if, for, foreach, while, switch and return");
        }
    }

    private Flow RunAll(IEnumerable<IOperation> statements, Frame frame)
    {
        foreach (IOperation statement in statements)
            if (Run(statement, frame) is not Flow.Next and var flow)
                return flow;
        return Flow.Next;
    }

    /// <summary>Goes on after a statement that can't be read. Where it may leave the method or a loop, it is unknown what follows: the method ends with an unknown result.</summary>
    private Flow Skip(IOperation statement, Frame frame)
    {
        Unread.Forget(statement, frame);
        if (!UnreadCode.MayLeave(statement))
            return Flow.Next;
        frame.Result = UnknownValue.Instance;
        return Flow.Return;
    }

    /// <param name="goesOn">Whether there is another round; null if that is unknown.</param>
    private Flow Loop(ILoopOperation loop, Frame frame, Func<bool?> goesOn, Action atBottom)
    {
        while (true)
        {
            if (goesOn() is not { } isNext)
                return Skip(loop, frame);
            if (!isNext)
                return Flow.Next;
            Flow flow = Run(loop.Body, frame);
            if (flow == Flow.Return)
                return flow;
            if (flow == Flow.Break)
                return Flow.Next;
            atBottom();
        }
    }

    private Flow ForEach(IForEachLoopOperation loop, Frame frame)
    {
        object? collection = _expressions.Evaluate(loop.Collection, frame);
        if (collection is UnknownValue)
            return Skip(loop, frame);
        if (collection is not ArrayValue { Items: var items })
            throw new BodyFaultException(BodyFaultKind.NotAllowed, loop.Collection.Syntax, "A loop over this", "write an array after 'in'");
        int next = 0;
        return Loop(loop, frame, () =>
        {
            if (next == items.Length)
                return false;
            _expressions.Assignments.Store(loop.LoopControlVariable, items[next++], frame);
            return true;
        }, () => { });
    }

    private Flow Switch(ISwitchOperation choice, Frame frame)
    {
        object? value = _expressions.Evaluate(choice.Value, frame);
        ISwitchCaseOperation? chosen = null;
        foreach ((ISwitchCaseOperation section, ICaseClauseOperation clause) in choice.Cases.SelectMany(section => section.Clauses, (section, clause) => (section, clause)).Where(each => each.clause is not IDefaultCaseClauseOperation))
            if (_expressions.Patterns.Matches(clause, value, frame) is not false and var matches)
            {
                if (matches is null)
                    return Skip(choice, frame);
                chosen = section;
                break;
            }
        chosen ??= choice.Cases.FirstOrDefault(section => section.Clauses.OfType<IDefaultCaseClauseOperation>().Any());
        Flow flow = chosen is null ? Flow.Next : RunAll(chosen.Body, frame);
        return flow == Flow.Break ? Flow.Next : flow;
    }
}
