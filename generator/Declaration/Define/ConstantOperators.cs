using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>C#'s operators and conversions on values that are known at compile time. Integers are checked: a width that overflows is a mistake.</summary>
internal static class ConstantOperators
{
    /// <summary>The result of a binary operator; null if it has none for these operands.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    /// <exception cref="DivideByZeroException">An integer is divided by 0.</exception>
    public static object? Apply(BinaryOperatorKind kind, object? left, object? right) => (left, right) switch
    {
        (int a, int b) => Apply(kind, a, b),
        (long a, long b) => Apply(kind, a, b),
        (double a, double b) => Apply(kind, a, b),
        (float a, float b) => Apply(kind, a, b) is double result ? (float)result : Apply(kind, (double)a, b),
        (bool a, bool b) => Apply(kind, a, b),
        _ when kind == BinaryOperatorKind.Add && (left is string || right is string) => Text(left) + Text(right),
        _ => kind switch
        {
            BinaryOperatorKind.Equals => Equals(left, right),
            BinaryOperatorKind.NotEquals => !Equals(left, right),
            _ => null,
        },
    };

    public static object? Apply(UnaryOperatorKind kind, object? operand) => (kind, operand) switch
    {
        (UnaryOperatorKind.Plus, int or long or double or float) => operand,
        (UnaryOperatorKind.Minus, int value) => checked(-value),
        (UnaryOperatorKind.Minus, long value) => checked(-value),
        (UnaryOperatorKind.Minus, double value) => -value,
        (UnaryOperatorKind.Minus, float value) => -value,
        (UnaryOperatorKind.Not, bool value) => !value,
        (UnaryOperatorKind.BitwiseNegation, int value) => ~value,
        _ => null,
    };

    /// <summary>A value converted to a type; null if that is not possible.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static object? Convert(object? value, ITypeSymbol? type)
    {
        if (value is not IConvertible number || value is string)
            return value;
        SpecialType special = type switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => underlying.SpecialType,
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => nullable.TypeArguments[0].SpecialType,
            _ => type?.SpecialType ?? SpecialType.None,
        };
        // C# truncates where Convert rounds.
        if (value is double or float && special is SpecialType.System_Int32 or SpecialType.System_Int64)
            value = number = (IConvertible)Math.Truncate(number.ToDouble(CultureInfo.InvariantCulture));
        return special switch
        {
            SpecialType.System_Byte => number.ToByte(CultureInfo.InvariantCulture),
            SpecialType.System_SByte => number.ToSByte(CultureInfo.InvariantCulture),
            SpecialType.System_Int16 => number.ToInt16(CultureInfo.InvariantCulture),
            SpecialType.System_UInt16 => number.ToUInt16(CultureInfo.InvariantCulture),
            SpecialType.System_Int32 => value is char letter ? letter : number.ToInt32(CultureInfo.InvariantCulture),
            SpecialType.System_UInt32 => number.ToUInt32(CultureInfo.InvariantCulture),
            SpecialType.System_Int64 => number.ToInt64(CultureInfo.InvariantCulture),
            SpecialType.System_UInt64 => number.ToUInt64(CultureInfo.InvariantCulture),
            SpecialType.System_Single => number.ToSingle(CultureInfo.InvariantCulture),
            SpecialType.System_Double => number.ToDouble(CultureInfo.InvariantCulture),
            _ => value,
        };
    }

    /// <summary>A value as text, whatever the culture; of an enum's, its name.</summary>
    public static string Text(object? value, ITypeSymbol? type = null) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Enum } choices && choices.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => member.HasConstantValue && Equals(member.ConstantValue, value)) is { Name: var name } ? name
        : value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value?.ToString() ?? "";

    private static object? Apply(BinaryOperatorKind kind, int a, int b) => kind switch
    {
        BinaryOperatorKind.Add => checked(a + b),
        BinaryOperatorKind.Subtract => checked(a - b),
        BinaryOperatorKind.Multiply => checked(a * b),
        BinaryOperatorKind.Divide => checked(a / b),
        BinaryOperatorKind.Remainder => b == -1 ? 0 : a % b,
        BinaryOperatorKind.LeftShift => a << b,
        BinaryOperatorKind.RightShift => a >> b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? Apply(BinaryOperatorKind kind, long a, long b) => kind switch
    {
        BinaryOperatorKind.Add => checked(a + b),
        BinaryOperatorKind.Subtract => checked(a - b),
        BinaryOperatorKind.Multiply => checked(a * b),
        BinaryOperatorKind.Divide => checked(a / b),
        BinaryOperatorKind.Remainder => b == -1 ? 0L : a % b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? Apply(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => null,
    };

    private static object? Apply(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.Equals => a == b,
        _ => null,
    };

    private static object? Compare(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.Equals => order == 0,
        BinaryOperatorKind.NotEquals => order != 0,
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };
}
