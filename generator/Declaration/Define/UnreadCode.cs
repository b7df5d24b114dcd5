using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>What becomes of code that can't be read, because of a fault in it or because an unknown value decides whether it runs.</summary>
internal sealed class UnreadCode(BodyMethods methods)
{
    /// <summary>Makes everything unknown that the code may assign: variables, and elements of the arrays that it names.</summary>
    public void Forget(IOperation unread, Frame frame)
    {
        HashSet<ISymbol> entered = new(SymbolEqualityComparer.Default);
        Stack<IOperation> open = new([unread]);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            foreach (ISymbol assigned in Assigned(operation))
                frame.Set(assigned, UnknownValue.Instance);
            if (Variable(operation) is { } named && frame.Holding(named) is { } holder)
                Forget(holder[named]);
            if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } local } && entered.Add(local) && methods.BodyOf(local) is { } body)
                open.Push(body);
            foreach (IOperation child in operation.ChildOperations)
                open.Push(child);
        }
    }

    /// <summary>Whether the code may leave the method, or a loop around it.</summary>
    public static bool MayLeave(IOperation unread)
    {
        HashSet<ISymbol?> within = new(SymbolEqualityComparer.Default);
        Stack<IOperation> open = new([unread]);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            if (operation is IReturnOperation or IThrowOperation || operation is IBranchOperation { Target: var target } && !within.Contains(target))
                return true;
            if (operation is ILoopOperation loop)
                within.UnionWith([loop.ExitLabel, loop.ContinueLabel]);
            if (operation is ISwitchOperation choice)
                within.Add(choice.ExitLabel);
            foreach (IOperation child in operation.ChildOperations.Where(child => child is not (ILocalFunctionOperation or IAnonymousFunctionOperation)))
                open.Push(child);
        }
        return false;
    }

    private static IEnumerable<ISymbol> Assigned(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => Targets(assignment.Target),
        IIncrementOrDecrementOperation step => Targets(step.Target),
        IDeclarationPatternOperation { DeclaredSymbol: { } symbol } => [symbol],
        IRecursivePatternOperation { DeclaredSymbol: { } symbol } => [symbol],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var value } => Targets(value),
        _ => [],
    };

    private static IEnumerable<ISymbol> Targets(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IDeclarationExpressionOperation declaration => Targets(declaration.Expression),
        _ => Variable(target) is { } symbol ? [symbol] : [],
    };

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        _ => null,
    };

    private static void Forget(object? value)
    {
        object?[] items = value switch { ArrayValue array => array.Items, TupleValue tuple => tuple.Items, _ => [] };
        for (int i = 0; i < items.Length; i++)
        {
            object? item = items[i];
            if (value is ArrayValue)
                items[i] = UnknownValue.Instance;
            Forget(item);
        }
    }
}
