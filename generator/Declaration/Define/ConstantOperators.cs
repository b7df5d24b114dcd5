using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>C#'s operators and conversions on values that are known at compile time. Integers are checked unless the code says <c>unchecked</c>: a width that overflows is a mistake.</summary>
internal static class ConstantOperators
{
    /// <summary>The result of a binary operator.</summary>
    /// <returns>False if it has none for these operands.</returns>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    /// <exception cref="DivideByZeroException">An integer is divided by 0.</exception>
    public static bool TryApply(BinaryOperatorKind kind, object? left, object? right, bool isChecked, out object? result)
    {
        (left, right) = (Promote(left), Promote(right));
        bool isShift = kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        result = (left, right) switch
        {
            (UnknownValue, _) or (_, UnknownValue) => UnknownValue.Instance,
            (not null, int by) when isShift => Shift(kind, left, by),
            (int, int) or (uint, uint) or (long, long) or (ulong, ulong) => Apply(kind, Integer(left), Integer(right), left.GetType(), isChecked),
            (double a, double b) => Apply(kind, a, b),
            (float a, float b) => Apply(kind, (double)a, b) is double value ? (float)value : Apply(kind, (double)a, b),
            (bool or null, bool or null) when kind is BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr => Apply(kind, (bool?)left, (bool?)right),
            _ => kind switch
            {
                BinaryOperatorKind.Equals => Equals(left, right),
                BinaryOperatorKind.NotEquals => !Equals(left, right),
                BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual when left is null || right is null => false,
                _ => null,
            },
        };
        // Operators that are lifted to nullable types.
        return result is not null || (left is null || right is null) && new[] { left, right }.All(operand => operand is null or ValueType);
    }

    /// <summary>The result of a unary operator.</summary>
    /// <returns>False if it has none for this operand.</returns>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public static bool TryApply(UnaryOperatorKind kind, object? operand, bool isChecked, out object? result)
    {
        operand = Promote(operand);
        result = (kind, operand) switch
        {
            (_, UnknownValue) => operand,
            (UnaryOperatorKind.Plus, int or uint or long or ulong or double or float) => operand,
            (UnaryOperatorKind.Minus, int or long) => Fit(-Integer(operand), operand.GetType(), isChecked),
            (UnaryOperatorKind.Minus, double value) => -value,
            (UnaryOperatorKind.Minus, float value) => -value,
            (UnaryOperatorKind.BitwiseNegation, int or uint or long or ulong) => Fit(~Integer(operand), operand.GetType(), isChecked: false),
            (UnaryOperatorKind.Not, bool value) => !value,
            _ => null,
        };
        return result is not null || operand is null;
    }

    /// <summary>A value converted to a type; as it is where C# needs no other representation.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static object? Convert(object? value, ITypeSymbol? type, bool isChecked = true)
    {
        if (value is not (byte or sbyte or short or ushort or int or uint or long or ulong or char or float or double or decimal) || TypeOf(type) is not { } target)
            return value;
        if (target == typeof(float))
            return value is char letter ? (float)letter : ((IConvertible)value).ToSingle(CultureInfo.InvariantCulture);
        if (target == typeof(double))
            return value is char letter ? (double)letter : ((IConvertible)value).ToDouble(CultureInfo.InvariantCulture);
        // Beyond the type, C# leaves the result of a fraction open.
        return Fit(Integer(value), target, isChecked || value is float or double or decimal);
    }

    /// <summary>A value as text, whatever the culture; of an enum's, its name.</summary>
    public static string Text(object? value, ITypeSymbol? type = null) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Enum } choices && choices.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => member.HasConstantValue && Equals(member.ConstantValue, value)) is { Name: var name } ? name
        : value switch
        {
            // The shortest text that gives the same number, in every version of .NET.
            double or float => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        };

    private static object? Promote(object? value) => value is byte or sbyte or short or ushort or char ? (int)Integer(value) : value;

    private static BigInteger Integer(object? value) => value switch
    {
        char letter => letter,
        float or double => new BigInteger(((IConvertible)value).ToDouble(CultureInfo.InvariantCulture)),
        decimal number => new BigInteger(number),
        ulong number => number,
        _ => ((IConvertible)value!).ToInt64(CultureInfo.InvariantCulture),
    };

    /// <summary>An integer in a type; its low bits, unless that is checked.</summary>
    private static object Fit(BigInteger value, Type type, bool isChecked)
    {
        if (!isChecked)
        {
            ulong bits = (ulong)(value & ulong.MaxValue);
            return type == typeof(byte) ? unchecked((byte)bits) : type == typeof(sbyte) ? unchecked((sbyte)bits)
                : type == typeof(short) ? unchecked((short)bits) : type == typeof(ushort) ? unchecked((ushort)bits) : type == typeof(char) ? unchecked((char)bits)
                : type == typeof(int) ? unchecked((int)bits) : type == typeof(uint) ? unchecked((uint)bits)
                : type == typeof(long) ? unchecked((long)bits) : (object)bits;
        }
        return type == typeof(byte) ? (byte)value : type == typeof(sbyte) ? (sbyte)value
            : type == typeof(short) ? (short)value : type == typeof(ushort) ? (ushort)value : type == typeof(char) ? checked((char)(ushort)value)
            : type == typeof(int) ? (int)value : type == typeof(uint) ? (uint)value
            : type == typeof(long) ? (long)value : (object)(ulong)value;
    }

    /// <summary>The type that represents a number; an enum's is that of its constants, a nullable's that of its value. Null for any other type.</summary>
    private static Type? TypeOf(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => TypeOf(underlying),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => TypeOf(nullable.TypeArguments[0]),
        _ => type?.SpecialType switch
        {
            SpecialType.System_Byte => typeof(byte),
            SpecialType.System_SByte => typeof(sbyte),
            SpecialType.System_Int16 => typeof(short),
            SpecialType.System_UInt16 => typeof(ushort),
            SpecialType.System_Char => typeof(char),
            SpecialType.System_Int32 => typeof(int),
            SpecialType.System_UInt32 => typeof(uint),
            SpecialType.System_Int64 => typeof(long),
            SpecialType.System_UInt64 => typeof(ulong),
            SpecialType.System_Single => typeof(float),
            SpecialType.System_Double => typeof(double),
            _ => null,
        },
    };

    /// <summary>Shifts by the low bits of the count, as C# does; what leaves the type is lost.</summary>
    private static object? Shift(BinaryOperatorKind kind, object left, int by) => (kind, left) switch
    {
        (BinaryOperatorKind.LeftShift, int or uint or long or ulong) => Fit(Integer(left) << (by & (left is int or uint ? 31 : 63)), left.GetType(), isChecked: false),
        (BinaryOperatorKind.RightShift, int or uint or long or ulong) => Fit(Integer(left) >> (by & (left is int or uint ? 31 : 63)), left.GetType(), isChecked: false),
        (BinaryOperatorKind.UnsignedRightShift, int value) => (int)((uint)value >> by),
        (BinaryOperatorKind.UnsignedRightShift, long value) => (long)((ulong)value >> by),
        (BinaryOperatorKind.UnsignedRightShift, uint value) => value >> by,
        (BinaryOperatorKind.UnsignedRightShift, ulong value) => value >> by,
        _ => null,
    };

    private static object? Apply(BinaryOperatorKind kind, BigInteger a, BigInteger b, Type type, bool isChecked)
    {
        // Even unchecked, the smallest integer has no quotient by −1, nor a remainder.
        if (kind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder)
            Fit(BigInteger.Divide(a, b), type, isChecked: true);
        return Apply(kind, a, b) is var result && result is BigInteger value ? Fit(value, type, isChecked) : result;
    }

    private static object? Apply(BinaryOperatorKind kind, BigInteger a, BigInteger b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => BigInteger.Divide(a, b),
        BinaryOperatorKind.Remainder => BigInteger.Remainder(a, b),
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => null,
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

    private static object? Apply(BinaryOperatorKind kind, bool? a, bool? b) => kind switch
    {
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        _ => a ^ b,
    };
}
