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
            if (Matches(arm.Pattern, value, frame) && Holds(arm.Guard, frame))
                return expressions.Evaluate(arm.Value, frame);
        throw new BodyFaultException(BodyFaultKind.NoResult, choice.Syntax, $"no arm matches {ConstantOperators.Text(value, choice.Value.Type)}");
    }

    /// <summary>Whether a value matches a clause of a switch.</summary>
    public bool Matches(ICaseClauseOperation clause, object? value, Frame frame) => clause switch
    {
        ISingleValueCaseClauseOperation single => Equals(expressions.Evaluate(single.Value, frame), value),
        IPatternCaseClauseOperation pattern => Matches(pattern.Pattern, value, frame) && Holds(pattern.Guard, frame),
        _ => throw BodyExpressions.NotAllowed(clause, "This case", "write a constant or a pattern of constants"),
    };

    public bool Matches(IPatternOperation pattern, object? value, Frame frame)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IConstantPatternOperation constant:
                return Equals(expressions.Evaluate(constant.Value, frame), value);
            case IRelationalPatternOperation relation:
                return ConstantOperators.Apply(relation.OperatorKind, value, expressions.Evaluate(relation.Value, frame)) is true;
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, value, frame);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Matches(both.LeftPattern, value, frame) && Matches(both.RightPattern, value, frame);
            case IBinaryPatternOperation either:
                return Matches(either.LeftPattern, value, frame) || Matches(either.RightPattern, value, frame);
            case IDeclarationPatternOperation { MatchesNull: true, DeclaredSymbol: { } symbol }:
                frame.Set(symbol, value);
                return true;
            case IRecursivePatternOperation { DeconstructionSubpatterns: { Length: > 0 } parts } when value is TupleValue { Items: var items } && items.Length == parts.Length:
                return parts.Zip(items, (part, item) => (part, item)).All(pair => Matches(pair.part, pair.item, frame));
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, DeclaredSymbol: null, PropertySubpatterns: var properties } when properties.All(property => property.Member is IPropertyReferenceOperation):
                return value is not null && properties.All(property => Matches(property.Pattern, expressions.PropertyOf(value, (IPropertyReferenceOperation)property.Member), frame));
            default:
                throw BodyExpressions.NotAllowed(pattern, "This pattern", "write constants, comparisons with them, and 'and', 'or' and 'not'");
        }
    }

    private bool Holds(IOperation? guard, Frame frame) => guard is null || expressions.Is(guard, frame);
}
