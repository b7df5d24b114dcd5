using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>Evaluates the expressions of a <c>Define</c>: constants, arrays and tuples of them, and values of the network.</summary>
internal sealed class BodyExpressions
{
    private readonly BodyReader _reader;
    private readonly BodyCalls _calls;
    private readonly Dictionary<ISymbol, object?> _fields = new(SymbolEqualityComparer.Default);

    public BodyExpressions(BodyReader reader, BodyLayers layers)
    {
        _reader = reader;
        _calls = new(reader, layers);
        Assignments = new(this, _calls);
        Patterns = new(this);
        Texts = new(this);
    }

    public BodyPatterns Patterns { get; }

    public BodyAssignments Assignments { get; }

    public BodyTexts Texts { get; }

    /// <summary>The value of an expression; unknown where it has a fault, which is reported here.</summary>
    public object? Evaluate(IOperation operation, Frame frame)
    {
        _reader.Enter(operation);
        try
        {
            object? value = operation.ConstantValue is { HasValue: true, Value: var constant } ? constant : _reader.Faults.Have(operation) ? UnknownValue.Instance : EvaluateRest(operation, frame);
            // Texts that double with each step would soon fill the memory.
            if (value is string text)
                _reader.Step(operation, text.Length / 100);
            return value;
        }
        catch (Exception fault) when (fault is OverflowException or DivideByZeroException)
        {
            return Fail(new(fault, operation.Syntax), operation, frame);
        }
        catch (BodyFaultException fault) when (!fault.EndsReading)
        {
            return Fail(fault, operation, frame);
        }
        finally
        {
            _reader.Leave();
        }
    }

    /// <summary>Reports a fault of an expression.</summary>
    private UnknownValue Fail(BodyFaultException fault, IOperation operation, Frame frame)
    {
        _reader.Unread.Forget(operation, frame);
        return _reader.Faults.Add(fault, operation);
    }

    /// <summary>The value of an expression of which an unknown value decides what is evaluated.</summary>
    public UnknownValue Skip(IOperation unread, Frame frame)
    {
        _reader.Unread.Forget(unread, frame);
        return UnknownValue.Instance;
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
                return PropertyOf(property.Instance is { } instance ? Evaluate(instance, frame) : null, property);
            case IConversionOperation { OperatorMethod: null, IsTryCast: false } conversion:
                return ConstantArithmetic.Convert(Evaluate(conversion.Operand, frame), conversion);
            case IUnaryOperation { OperatorMethod: null } unary:
                return ConstantArithmetic.TryApply(unary, Evaluate(unary.Operand, frame), out object? negated) ? negated : throw NotConstant(operation);
            case IUnaryOperation { OperatorMethod: { } method } unary when BodyCalls.IsTensor(method.ContainingType):
                return _calls.Negate(unary, Evaluate(unary.Operand, frame), frame);
            case IBinaryOperation { OperatorMethod: { } method } binary when BodyCalls.IsTensor(method.ContainingType):
                return _calls.Operate(binary, binary.OperatorKind, Evaluate(binary.LeftOperand, frame), Evaluate(binary.RightOperand, frame), frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                return Shortened(both, frame);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } join:
                return Texts.Join(join, frame);
            case IBinaryOperation { OperatorMethod: null } binary:
                return ConstantArithmetic.TryApply(binary, Evaluate(binary.LeftOperand, frame), Evaluate(binary.RightOperand, frame), out object? result) ? result : throw NotConstant(operation);
            case IConditionalOperation { WhenFalse: { } other } choice:
                return Is(choice.Condition, frame) is { } isTrue ? Evaluate(isTrue ? choice.WhenTrue : other, frame) : Skip(choice, frame);
            case ISwitchExpressionOperation choice:
                return Patterns.Choose(choice, frame);
            case IIsPatternOperation test:
                return Patterns.Matches(test.Pattern, Evaluate(test.Value, frame), frame) is { } matches ? matches : Skip(test, frame);
            case ICoalesceOperation coalesce:
                return Evaluate(coalesce.Value, frame) switch { UnknownValue => Skip(coalesce, frame), var value => value ?? Evaluate(coalesce.WhenNull, frame) };
            case IArrayCreationOperation array:
                return Array(array, frame);
            case ICollectionExpressionOperation { Type: IArrayTypeSymbol { ElementType: var element } } collection:
                return Collection(collection, element, frame);
            case IArrayElementReferenceOperation or IAssignmentOperation or IIncrementOrDecrementOperation:
                return Assignments.Evaluate(operation, frame);
            case ITupleOperation tuple:
                return new TupleValue([.. tuple.Elements.Select(element => Evaluate(element, frame))]);
            case IInterpolatedStringOperation text:
                return Texts.Interpolate(text, frame);
            case IInvocationOperation call:
                return Call(call, frame);
            case IInvalidOperation:
                // C# reports what is wrong with it.
                Skip(operation, frame);
                return _reader.Faults.Lose();
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
            _reader.Step(call);
            try
            {
                value = _calls.Layer(call, value, argument => Evaluate(argument, frame), frame);
            }
            catch (BodyFaultException fault) when (!fault.EndsReading)
            {
                value = _reader.Faults.Add(fault);
            }
        }
        return value;
    }

    private object? Shortened(IBinaryOperation both, Frame frame) => Is(both.LeftOperand, frame) switch
    {
        null => Skip(both.RightOperand, frame),
        var left when left == (both.OperatorKind == BinaryOperatorKind.ConditionalOr) => left,
        _ => Is(both.RightOperand, frame) is { } right ? right : UnknownValue.Instance,
    };

    private static object? Variable(ISymbol symbol, IOperation at, Frame frame) =>
        frame.Holding(symbol) is { } holder ? holder[symbol] : throw NotConstant(at);

    private object? Field(IFieldReferenceOperation reference, Frame frame)
    {
        IFieldSymbol field = reference.Field;
        if (field.ContainingType.IsTupleType && reference.Instance is { } instance)
            return Evaluate(instance, frame) switch
            {
                TupleValue tuple => tuple.Items[field.ContainingType.TupleElements.Select(element => element.CorrespondingTupleField ?? element).ToList().FindIndex(element => element.Name == (field.CorrespondingTupleField ?? field).Name)],
                UnknownValue unknown => unknown,
                _ => throw NotConstant(reference),
            };
        // An array in a field is one array, wherever it is named.
        if (!_fields.TryGetValue(field, out object? value))
            _fields.Add(field, value = _reader.Methods.InitializerOf(field) is { } initializer ? Evaluate(initializer, new(null, frame, frame.Scope)) : throw NotConstant(reference));
        return value;
    }

    /// <summary>The value of a property that is a constant in a body.</summary>
    public object? PropertyOf(object? of, IPropertyReferenceOperation reference) => (of, reference.Property.Name) switch
    {
        (UnknownValue, _) => of,
        (TensorValue { Shape: { } shape }, nameof(shape.Rank)) => shape.Rank,
        (TensorValue { Shape: { } shape }, nameof(shape.Channels)) => shape.Channels,
        (TensorValue { Shape: { } shape }, nameof(shape.Height)) => shape.Height,
        (TensorValue { Shape: { } shape }, nameof(shape.Width)) => shape.Width,
        (TensorValue { Shape: { } shape }, nameof(shape.Length)) => (int)shape.Length,
        // The rule of the layer that has no shape reports it.
        (TensorValue { Shape: null }, _) => _reader.Faults.Lose(),
        (ArrayValue { Items: var items }, nameof(items.Length)) => items.Length,
        (string text, nameof(text.Length)) => text.Length,
        _ => throw NotAllowed(reference, $"'{reference.Property.Name}'", "use constants, lengths of arrays, and Rank, Channels, Height, Width and Length of a Tensor"),
    };

    private object Array(IArrayCreationOperation array, Frame frame)
    {
        if (array.Type is not IArrayTypeSymbol { Rank: 1, ElementType: var element })
            throw NotAllowed(array, "An array of several dimensions", "write an array of arrays");
        if (array.Initializer is { } initializer)
            return new ArrayValue([.. initializer.ElementValues.Select(value => ConstantOperators.Convert(Evaluate(value, frame), element))]);
        object? size = Evaluate(array.DimensionSizes[0], frame);
        if (size is UnknownValue)
            return size;
        int length = size is int count and >= 0 ? count : throw NotConstant(array.DimensionSizes[0]);
        _reader.Step(array, length);
        object? empty = element.SpecialType is SpecialType.System_String or SpecialType.None && element.TypeKind != TypeKind.Enum ? null : ConstantOperators.Convert(0, element);
        return new ArrayValue([.. Enumerable.Repeat(element.SpecialType == SpecialType.System_Boolean ? false : empty, length)]);
    }

    private object Collection(ICollectionExpressionOperation collection, ITypeSymbol element, Frame frame)
    {
        List<object?> items = [];
        foreach (IOperation each in collection.Elements)
            switch (each is ISpreadOperation spread ? Evaluate(spread.Operand, frame) : Evaluate(each, frame))
            {
                case ArrayValue array when each is ISpreadOperation:
                    items.AddRange(array.Items);
                    break;
                case UnknownValue unknown when each is ISpreadOperation:
                    return unknown;
                case var _ when each is ISpreadOperation:
                    throw NotConstant(each);
                case var value:
                    items.Add(value);
                    break;
            }
        _reader.Step(collection, items.Count);
        return new ArrayValue([.. items.Select(value => ConstantOperators.Convert(value, element))]);
    }

    /// <summary>Whether a condition holds; null if that is unknown.</summary>
    public bool? Is(IOperation condition, Frame frame) => Evaluate(condition, frame) switch
    {
        bool value => value,
        UnknownValue => null,
        _ => throw NotConstant(condition),
    };

    public static BodyFaultException NotConstant(IOperation at) => new(BodyFaultKind.NotConstant, at.Syntax, $"{at.Syntax}");

    public static BodyFaultException NotAllowed(IOperation at, string what, string instead) => new(BodyFaultKind.NotAllowed, at.Syntax, what, instead);
}
