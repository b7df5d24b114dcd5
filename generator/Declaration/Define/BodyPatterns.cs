using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>Chooses among the cases of a switch, by patterns of constants.</summary>
internal sealed class BodyPatterns(BodyExpressions expressions)
{
    /// <summary>The value of a switch expression.</summary>
    public object? Choose(ISwitchExpressionOperation choice, Frame frame)
    {
        object? value = expressions.Evaluate(choice.Value, frame);
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
            switch (Matches(arm.Pattern, arm.Guard, value, frame))
            {
                case true:
                    return expressions.Evaluate(arm.Value, frame);
                case null:
                    return expressions.Skip(choice, frame);
            }
        throw new BodyFaultException(BodyFaultKind.NoResult, choice.Syntax, $"no arm matches {ConstantOperators.Text(value, choice.Value.Type)}");
    }

    /// <summary>Whether a value matches a clause of a switch; null if that is unknown.</summary>
    public bool? Matches(ICaseClauseOperation clause, object? value, Frame frame) => clause switch
    {
        ISingleValueCaseClauseOperation single => AreEqual(expressions.Evaluate(single.Value, frame), value),
        IPatternCaseClauseOperation pattern => Matches(pattern.Pattern, pattern.Guard, value, frame),
        _ => throw BodyExpressions.NotAllowed(clause, "This case", "write a constant or a pattern of constants"),
    };

    /// <summary>Whether a value matches a pattern; null if that is unknown.</summary>
    public bool? Matches(IPatternOperation pattern, object? value, Frame frame)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IConstantPatternOperation constant:
                return AreEqual(expressions.Evaluate(constant.Value, frame), value);
            case IRelationalPatternOperation relation:
                return ConstantOperators.TryApply(relation.OperatorKind, value, expressions.Evaluate(relation.Value, frame), isChecked: true, out object? holds) && holds is UnknownValue ? null : holds is true;
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, value, frame);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Matches(both.LeftPattern, value, frame) & Matches(both.RightPattern, value, frame);
            case IBinaryPatternOperation either:
                return Matches(either.LeftPattern, value, frame) | Matches(either.RightPattern, value, frame);
            case IDeclarationPatternOperation { MatchesNull: true, DeclaredSymbol: { } symbol }:
                frame.Set(symbol, value);
                return true;
            case IRecursivePatternOperation when value is UnknownValue:
                return null;
            case IRecursivePatternOperation { DeconstructionSubpatterns: { Length: > 0 } parts } when value is TupleValue { Items: var items } && items.Length == parts.Length:
                return parts.Zip(items, (part, item) => Matches(part, item, frame)).Aggregate((bool?)true, (all, part) => all & part);
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, DeclaredSymbol: null, PropertySubpatterns: var properties } when properties.All(property => property.Member is IPropertyReferenceOperation):
                return value is null ? false : properties.Aggregate((bool?)true, (all, property) => all & Matches(property.Pattern, expressions.PropertyOf(value, (IPropertyReferenceOperation)property.Member), frame));
            default:
                throw BodyExpressions.NotAllowed(pattern, "This pattern", "write constants, comparisons with them, and 'and', 'or' and 'not'");
        }
    }

    private bool? Matches(IPatternOperation pattern, IOperation? guard, object? value, Frame frame) =>
        Matches(pattern, value, frame) is var matches && matches == true && guard is not null ? expressions.Is(guard, frame) : matches;

    private static bool? AreEqual(object? constant, object? value) => constant is UnknownValue || value is UnknownValue ? null : Equals(constant, value);
}
