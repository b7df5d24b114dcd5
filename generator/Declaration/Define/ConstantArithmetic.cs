using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>Applies the operators of expressions to constants. Overflow is an error, but wraps where the code says <c>unchecked</c>.</summary>
internal static class ConstantArithmetic
{
    /// <returns>False if the operator has no result for these operands.</returns>
    public static bool TryApply(IBinaryOperation operation, object? left, object? right, out object? result)
    {
        bool applies = TryApply(operation, operation.OperatorKind, left, right, out result);
        // An enum's values are those of its underlying type, which arithmetic may widen.
        result = operation.Type is { TypeKind: TypeKind.Enum } ? Convert(result, operation.Type, operation) : result;
        return applies;
    }

    /// <param name="operation">Where the operator is written.</param>
    public static bool TryApply(IOperation operation, BinaryOperatorKind kind, object? left, object? right, out object? result)
    {
        try
        {
            return ConstantOperators.TryApply(kind, left, right, isChecked: true, out result);
        }
        catch (OverflowException) when (Wraps(operation))
        {
            return ConstantOperators.TryApply(kind, left, right, isChecked: false, out result);
        }
    }

    /// <returns>False if the operator has no result for this operand.</returns>
    public static bool TryApply(IUnaryOperation operation, object? operand, out object? result)
    {
        try
        {
            return ConstantOperators.TryApply(operation.OperatorKind, operand, isChecked: true, out result);
        }
        catch (OverflowException) when (Wraps(operation))
        {
            return ConstantOperators.TryApply(operation.OperatorKind, operand, isChecked: false, out result);
        }
    }

    public static object? Convert(object? value, IConversionOperation conversion)
    {
        if (value is null && conversion.Operand.Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } && conversion.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T })
            throw new BodyFaultException(BodyFaultKind.NoResult, conversion.Syntax, "null has no value");
        return Convert(value, conversion.Type, conversion);
    }

    /// <param name="operation">Where the conversion is written.</param>
    public static object? Convert(object? value, ITypeSymbol? type, IOperation operation)
    {
        try
        {
            return ConstantOperators.Convert(value, type);
        }
        catch (OverflowException) when (Wraps(operation))
        {
            return ConstantOperators.Convert(value, type, isChecked: false);
        }
    }

    /// <summary>Whether the innermost <c>checked</c> or <c>unchecked</c> around an operation is the latter.</summary>
    private static bool Wraps(IOperation operation)
    {
        for (SyntaxNode? node = operation.Syntax; node is not null and not MemberDeclarationSyntax; node = node.Parent)
            if (node is CheckedExpressionSyntax or CheckedStatementSyntax)
                return node.Kind() is SyntaxKind.UncheckedExpression or SyntaxKind.UncheckedStatement;
        return false;
    }
}
