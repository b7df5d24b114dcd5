using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>Texts in a <c>Define</c>, such as names of layers: joined, and of values of any type.</summary>
internal sealed class BodyTexts(BodyExpressions expressions)
{
    /// <summary>The text of a sum of which one operand at least is a text.</summary>
    public object Join(IBinaryOperation sum, Frame frame) => Joined([Of(sum.LeftOperand, frame), Of(sum.RightOperand, frame)]);

    /// <summary>The text with a value appended.</summary>
    /// <param name="text">The text, null or unknown.</param>
    public object Append(object? text, IOperation value, Frame frame) => Joined([text is UnknownValue ? text : ConstantOperators.Text(text), Of(value, frame)]);

    public object Interpolate(IInterpolatedStringOperation text, Frame frame) => Joined([.. text.Parts.Select(part => Part(part, frame))]);

    private object Part(IInterpolatedStringContentOperation part, Frame frame) => part switch
    {
        IInterpolatedStringTextOperation text => expressions.Evaluate(text.Text, frame) ?? "",
        IInterpolationOperation { Alignment: null, FormatString: null, Expression: var expression } => Of(expression, frame),
        _ => throw BodyExpressions.NotAllowed(part, "A format", "write the value alone between the braces"),
    };

    /// <summary>The text of an operand: of an enum's value, its name.</summary>
    private object Of(IOperation operand, Frame frame)
    {
        object? value = expressions.Evaluate(operand, frame);
        while (operand is IConversionOperation { Operand: var inner })
            operand = inner;
        return value is UnknownValue ? value : ConstantOperators.Text(value, operand.Type);
    }

    /// <summary>Texts one after another; unknown if one is.</summary>
    private static object Joined(IReadOnlyList<object> texts) => texts.All(text => text is string) ? string.Concat(texts) : UnknownValue.Instance;
}
