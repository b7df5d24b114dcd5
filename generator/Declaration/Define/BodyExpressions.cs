using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>Evaluates the expressions of a <c>Define</c>: constants, arrays and tuples of them, and values of the network.</summary>
internal sealed class BodyExpressions(BodyReader reader, BodyMethods methods, BodyLayers layers)
{
    private readonly BodyCalls _calls = new(reader, layers);
    private BodyPatterns? _patterns;

    public BodyMethods Methods => methods;

    public BodyPatterns Patterns => _patterns ??= new(this);

    public object? Evaluate(IOperation operation, Frame frame)
    {
        reader.Enter(operation);
        try
        {
            object? value = operation.ConstantValue is { HasValue: true, Value: var constant } ? constant : EvaluateRest(operation, frame);
            reader.Leave();
            // Texts that double with each step would soon fill the memory.
            if (value is string text)
                reader.Step(operation, text.Length / 100);
            return value;
        }
        catch (Exception fault) when (fault is OverflowException or DivideByZeroException)
        {
            throw new BodyFaultException(BodyFaultKind.NoResult, operation.Syntax, fault is OverflowException ? "the result does not fit its type" : "the divisor is 0");
        }
    }

    private object? EvaluateRest(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { Local: var local }:
                return Variable(local, operation, frame);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return Variable(parameter, operation, frame);
            case IFieldReferenceOperation field:
                return Field(field, frame);
            case IPropertyReferenceOperation property:
                return Property(property, frame);
            case IConversionOperation { OperatorMethod: null } conversion:
                return ConstantOperators.Convert(Evaluate(conversion.Operand, frame), conversion.Type);
            case IUnaryOperation { OperatorMethod: null } unary:
                return ConstantOperators.Apply(unary.OperatorKind, Evaluate(unary.Operand, frame)) ?? throw NotConstant(operation);
            case IUnaryOperation { OperatorMethod: { } method } unary when BodyCalls.IsTensor(method.ContainingType):
                return _calls.Negate(unary, Evaluate(unary.Operand, frame), frame);
            case IBinaryOperation { OperatorMethod: { } method } binary when BodyCalls.IsTensor(method.ContainingType):
                return _calls.Operate(binary, binary.OperatorKind, Evaluate(binary.LeftOperand, frame), Evaluate(binary.RightOperand, frame), frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                return Is(and.LeftOperand, frame) && Is(and.RightOperand, frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or:
                return Is(or.LeftOperand, frame) || Is(or.RightOperand, frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } join:
                return TextOf(join.LeftOperand, frame) + TextOf(join.RightOperand, frame);
            case IBinaryOperation { OperatorMethod: null } binary:
                return ConstantOperators.Apply(binary.OperatorKind, Evaluate(binary.LeftOperand, frame), Evaluate(binary.RightOperand, frame)) ?? throw NotConstant(operation);
            case IConditionalOperation { WhenFalse: { } other } choice:
                return Evaluate(Is(choice.Condition, frame) ? choice.WhenTrue : other, frame);
            case ISwitchExpressionOperation choice:
                return Patterns.Choose(choice, frame);
            case IIsPatternOperation test:
                return Patterns.Matches(test.Pattern, Evaluate(test.Value, frame), frame);
            case ICoalesceOperation coalesce:
                return Evaluate(coalesce.Value, frame) ?? Evaluate(coalesce.WhenNull, frame);
            case IArrayCreationOperation array:
                return Array(array, frame);
            case ICollectionExpressionOperation { Type: IArrayTypeSymbol { ElementType: var element } } collection:
                return new ArrayValue([.. collection.Elements.SelectMany(each => each is ISpreadOperation spread ? Items(Evaluate(spread.Operand, frame), spread) : [Evaluate(each, frame)]).Select(value => ConstantOperators.Convert(value, element))]);
            case IArrayElementReferenceOperation place:
                return ElementsOf(place, frame, out int index)[index];
            case ITupleOperation tuple:
                return new TupleValue([.. tuple.Elements.Select(element => Evaluate(element, frame))]);
            case IAssignmentOperation or IIncrementOrDecrementOperation:
                return Assign(operation, frame);
            case IInterpolatedStringOperation text:
                return string.Concat(text.Parts.Select(part => Text(part, frame)));
            case IInvocationOperation call:
                return Call(call, frame);
            case IInvalidOperation:
                // C# reports what is wrong with it.
                throw new BodyFaultException(BodyFaultKind.NotConstant, operation.Syntax, $"{operation.Syntax}");
            default:
                throw NotAllowed(operation, "This expression", "write constants, arithmetic, arrays, tuples, and members of Tensor");
        }
    }

    private object? Call(IInvocationOperation call, Frame frame)
    {
        if (BodyCalls.IsTensor(call.TargetMethod.ContainingType) && call.TargetMethod.MethodKind == MethodKind.Ordinary)
            return Chain(call, frame);
        if (!call.TargetMethod.IsStatic && call.TargetMethod.MethodKind != MethodKind.LocalFunction)
            throw NotAllowed(call, $"A call of '{call.TargetMethod.Name}', which is not static,", "call static methods of this project, or members of Tensor");
        return _calls.Block(call, argument => Evaluate(argument, frame), frame);
    }

    /// <summary>A chain of calls is as long as the network is deep, so it isn't read by recursion.</summary>
    private object? Chain(IInvocationOperation last, Frame frame)
    {
        Stack<IInvocationOperation> calls = new([last]);
        while (calls.Peek().Instance is IInvocationOperation inner && BodyCalls.IsTensor(inner.TargetMethod.ContainingType))
            calls.Push(inner);
        object? value = calls.Peek().Instance is { } first ? Evaluate(first, frame) : null;
        foreach (IInvocationOperation call in calls)
        {
            reader.Step(call);
            value = _calls.Layer(call, value, argument => Evaluate(argument, frame), frame);
        }
        return value;
    }

    private object? Variable(ISymbol symbol, IOperation at, Frame frame) =>
        frame.Holding(symbol) is { } holder ? holder[symbol] : throw NotConstant(at);

    private object? Field(IFieldReferenceOperation reference, Frame frame)
    {
        IFieldSymbol field = reference.Field;
        if (field.ContainingType.IsTupleType && reference.Instance is { } instance && Evaluate(instance, frame) is TupleValue tuple)
            return tuple.Items[field.ContainingType.TupleElements.Select(element => element.CorrespondingTupleField ?? element).ToList().FindIndex(element => element.Name == (field.CorrespondingTupleField ?? field).Name)];
        return methods.InitializerOf(field) is { } initializer ? Evaluate(initializer, new(null, frame, frame.Scope)) : throw NotConstant(reference);
    }

    private object? Property(IPropertyReferenceOperation reference, Frame frame) =>
        PropertyOf(reference.Instance is { } instance ? Evaluate(instance, frame) : null, reference);

    /// <summary>The value of a property that is a constant in a body.</summary>
    public object? PropertyOf(object? of, IPropertyReferenceOperation reference) => (of, reference.Property.Name) switch
    {
        (TensorValue { Shape: { } shape }, nameof(shape.Rank)) => shape.Rank,
        (TensorValue { Shape: { } shape }, nameof(shape.Channels)) => shape.Channels,
        (TensorValue { Shape: { } shape }, nameof(shape.Height)) => shape.Height,
        (TensorValue { Shape: { } shape }, nameof(shape.Width)) => shape.Width,
        (TensorValue { Shape: { } shape }, nameof(shape.Length)) => (int)shape.Length,
        // An error has been reported where the shape was lost.
        (TensorValue { Shape: null }, _) => throw NotConstant(reference),
        (ArrayValue { Items: var items }, nameof(items.Length)) => items.Length,
        (string text, nameof(text.Length)) => text.Length,
        _ => throw NotAllowed(reference, $"'{reference.Property.Name}'", "use constants, lengths of arrays, and Rank, Channels, Height, Width and Length of a Tensor"),
    };

    private ArrayValue Array(IArrayCreationOperation array, Frame frame)
    {
        if (array.Type is not IArrayTypeSymbol { Rank: 1, ElementType: var element })
            throw NotAllowed(array, "An array of several dimensions", "write an array of arrays");
        if (array.Initializer is { } initializer)
            return new([.. initializer.ElementValues.Select(value => ConstantOperators.Convert(Evaluate(value, frame), element))]);
        int length = Evaluate(array.DimensionSizes[0], frame) is int size and >= 0 ? size : throw NotConstant(array.DimensionSizes[0]);
        reader.Step(array, length);
        object? empty = element.SpecialType is SpecialType.System_String or SpecialType.None ? null : ConstantOperators.Convert(0, element);
        return new([.. Enumerable.Repeat(element.SpecialType == SpecialType.System_Boolean ? false : empty, length)]);
    }

    private object?[] ElementsOf(IArrayElementReferenceOperation place, Frame frame, out int index)
    {
        object?[] items = Items(Evaluate(place.ArrayReference, frame), place.ArrayReference);
        IUnaryOperation? fromEnd = place.Indices[0] as IUnaryOperation ?? (place.Indices[0] as IConversionOperation)?.Operand as IUnaryOperation;
        bool isFromEnd = fromEnd?.OperatorKind == UnaryOperatorKind.Hat;
        index = place.Indices.Length == 1 && Evaluate(isFromEnd ? fromEnd!.Operand : place.Indices[0], frame) is int number ? number : throw NotConstant(place.Indices[0]);
        index = isFromEnd ? items.Length - index : index;
        return index >= 0 && index < items.Length ? items : throw new BodyFaultException(BodyFaultKind.NoResult, place.Indices[0].Syntax, $"there is no element {index} among {items.Length}");
    }

    private object? Assign(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                return Store(assignment.Target, Evaluate(assignment.Value, frame), frame);
            case ICompoundAssignmentOperation compound:
                object? left = Evaluate(compound.Target, frame), right = Evaluate(compound.Value, frame);
                object? result = left is TensorValue || right is TensorValue
                    ? _calls.Operate(compound, compound.OperatorKind, left, right, frame)
                    : ConstantOperators.Convert(ConstantOperators.Apply(compound.OperatorKind, ConstantOperators.Convert(left, compound.Value.Type), right) ?? throw NotConstant(operation), compound.Target.Type);
                return Store(compound.Target, result, frame);
            case IIncrementOrDecrementOperation step:
                object? before = Evaluate(step.Target, frame);
                object? after = ConstantOperators.Apply(step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract, before, ConstantOperators.Convert(1, step.Target.Type)) ?? throw NotConstant(operation);
                Store(step.Target, after, frame);
                return step.IsPostfix ? before : after;
            case IDeconstructionAssignmentOperation deconstruction:
                return Store(deconstruction.Target, Evaluate(deconstruction.Value, frame), frame);
            default:
                throw NotAllowed(operation, "This assignment", "assign to a local or to an element of an array");
        }
    }

    /// <summary>Assigns a value.</summary>
    public object? Store(IOperation target, object? value, Frame frame)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }:
                frame.Set(local, ConstantOperators.Convert(value, local.Type));
                return value;
            case IParameterReferenceOperation { Parameter: var parameter }:
                frame.Set(parameter, value);
                return value;
            case IArrayElementReferenceOperation place:
                object?[] items = ElementsOf(place, frame, out int index);
                items[index] = ConstantOperators.Convert(value, place.Type);
                return value;
            case IDeclarationExpressionOperation declaration:
                return Store(declaration.Expression, value, frame);
            case ITupleOperation tuple when value is TupleValue { Items: var values } && values.Length == tuple.Elements.Length:
                for (int i = 0; i < values.Length; i++)
                    Store(tuple.Elements[i], values[i], frame);
                return value;
            case IDiscardOperation:
                return value;
            default:
                throw NotAllowed(target, "An assignment to this", "assign to a local or to an element of an array");
        }
    }

    private string Text(IInterpolatedStringContentOperation part, Frame frame) => part switch
    {
        IInterpolatedStringTextOperation text => Evaluate(text.Text, frame) as string ?? "",
        IInterpolationOperation { Alignment: null, FormatString: null, Expression: var expression } => TextOf(expression, frame),
        _ => throw NotAllowed(part, "A format", "write the value alone between the braces"),
    };

    /// <summary>The text of an operand: of an enum's value, its name.</summary>
    private string TextOf(IOperation operand, Frame frame)
    {
        object? value = Evaluate(operand, frame);
        while (operand is IConversionOperation { Operand: var inner })
            operand = inner;
        return ConstantOperators.Text(value, operand.Type);
    }

    public bool Is(IOperation condition, Frame frame) => Evaluate(condition, frame) is bool value ? value : throw NotConstant(condition);

    private static object?[] Items(object? value, IOperation at) => value is ArrayValue { Items: var items } ? items : throw NotConstant(at);

    private static BodyFaultException NotConstant(IOperation at) => new(BodyFaultKind.NotConstant, at.Syntax, $"{at.Syntax}");

    public static BodyFaultException NotAllowed(IOperation at, string what, string instead) => new(BodyFaultKind.NotAllowed, at.Syntax, what, instead);
}
