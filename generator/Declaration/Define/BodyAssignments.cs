using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>Assignments in a <c>Define</c>, and the places that they assign to. As in C#, a place is evaluated once, before the value.</summary>
internal sealed class BodyAssignments(BodyExpressions expressions, BodyCalls calls)
{
    /// <summary>The value of an assignment, or of an element of an array.</summary>
    public object? Evaluate(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case IArrayElementReferenceOperation element:
                return PlaceOf(element, frame).Read(element);
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return PlaceOf(assignment.Target, frame).Write(expressions.Evaluate(assignment.Value, frame));
            case ICompoundAssignmentOperation compound:
                return Compound(compound, PlaceOf(compound.Target, frame), frame);
            case ICoalesceAssignmentOperation coalesce:
                Place place = PlaceOf(coalesce.Target, frame);
                return place.Read(coalesce.Target) switch
                {
                    UnknownValue => expressions.Skip(coalesce, frame),
                    null => place.Write(expressions.Evaluate(coalesce.Value, frame)),
                    var present => present,
                };
            case IIncrementOrDecrementOperation step:
                return Step(step, PlaceOf(step.Target, frame));
            case IDeconstructionAssignmentOperation deconstruction:
                return PlaceOf(deconstruction.Target, frame).Write(Parts(deconstruction, expressions.Evaluate(deconstruction.Value, frame)));
            default:
                throw BodyExpressions.NotAllowed(operation, "This assignment", "assign to a local or to an element of an array");
        }
    }

    /// <summary>Assigns an element to the variables of a loop over it.</summary>
    public void Store(IOperation variables, object? element, Frame frame)
    {
        try
        {
            PlaceOf(variables, frame).Write(element);
        }
        catch (OverflowException fault)
        {
            throw new BodyFaultException(fault, variables.Syntax);
        }
    }

    /// <summary>The parts of a split as a tuple, where NetGen's own method deconstructs them; any other value as it is.</summary>
    private static object? Parts(IDeconstructionAssignmentOperation deconstruction, object? value)
    {
        if (value is not ArrayValue { Items: var parts }
            || deconstruction.Syntax is not AssignmentExpressionSyntax assignment
            || deconstruction.SemanticModel?.GetDeconstructionInfo(assignment).Method is not { ContainingType: { Name: "TensorParts", ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } } } method)
            return value;
        int variables = method.Parameters.Length - 1;
        return parts.Length == variables ? new TupleValue(parts) : throw new BodyFaultException(BodyFaultKind.NoResult, deconstruction.Value.Syntax, $"{parts.Length} parts can't be assigned to {variables} variables");
    }

    private object? Compound(ICompoundAssignmentOperation compound, Place place, Frame frame)
    {
        object? left = place.Read(compound.Target);
        if (compound is { OperatorKind: BinaryOperatorKind.Add, Target.Type.SpecialType: SpecialType.System_String })
            return place.Write(expressions.Texts.Append(left, compound.Value, frame));
        object? right = expressions.Evaluate(compound.Value, frame);
        if (compound.OperatorMethod is { } method)
            return BodyCalls.IsTensor(method.ContainingType)
                ? place.Write(calls.Operate(compound, compound.OperatorKind, left, right, frame))
                : throw BodyExpressions.NotAllowed(compound, "This operator", "use those of numbers and of Tensor");
        // C# has converted the value to the operator's type, which the target is converted to as well; the count of a shift has a type of its own.
        if (compound.OperatorKind is not (BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift))
            left = ConstantArithmetic.Convert(left, compound.Value.Type, compound);
        return ConstantArithmetic.TryApply(compound, compound.OperatorKind, left, right, out object? result)
            ? place.Write(ConstantArithmetic.Convert(result, compound.Target.Type, compound))
            : throw BodyExpressions.NotConstant(compound);
    }

    private static object? Step(IIncrementOrDecrementOperation step, Place place)
    {
        object? before = place.Read(step.Target);
        if (!ConstantArithmetic.TryApply(step, step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract, before, ConstantOperators.Convert(1, step.Target.Type), out object? result))
            throw BodyExpressions.NotConstant(step);
        object? after = place.Write(ConstantArithmetic.Convert(result, step.Target.Type, step));
        return step.IsPostfix ? before : after;
    }

    private Place PlaceOf(IOperation target, Frame frame)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }:
                return new Place.Variable(local, local.Type, frame);
            case IVariableDeclaratorOperation { Symbol: var declared }:
                return new Place.Variable(declared, declared.Type, frame);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return new Place.Variable(parameter, parameter.Type, frame);
            case IArrayElementReferenceOperation { Indices: [var index] } element:
                return expressions.Evaluate(element.ArrayReference, frame) switch
                {
                    ArrayValue array => ElementOf(array, index, element.Type, frame),
                    UnknownValue => new Place.Nowhere(),
                    _ => throw BodyExpressions.NotConstant(element.ArrayReference),
                };
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression, frame);
            case ITupleOperation tuple:
                return new Place.Parts([.. tuple.Elements.Select(element => PlaceOf(element, frame))], tuple);
            case IDiscardOperation:
                return new Place.Nowhere();
            default:
                throw BodyExpressions.NotAllowed(target, "An assignment to this", "assign to a local or to an element of an array");
        }
    }

    private Place ElementOf(ArrayValue array, IOperation index, ITypeSymbol? type, Frame frame)
    {
        IUnaryOperation? hat = index as IUnaryOperation ?? (index as IConversionOperation)?.Operand as IUnaryOperation;
        bool isFromEnd = hat?.OperatorKind == UnaryOperatorKind.Hat;
        object? value = expressions.Evaluate(isFromEnd ? hat!.Operand : index, frame);
        if (value is UnknownValue)
            return new Place.SomeElement(array);
        if (ConstantOperators.Convert(value, type: null) is not (int or long or uint or char))
            throw BodyExpressions.NotConstant(index);
        long number = Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture), at = isFromEnd ? array.Items.Length - number : number;
        return at >= 0 && at < array.Items.Length
            ? new Place.Element(array, (int)at, type)
            : throw new BodyFaultException(BodyFaultKind.NoResult, index.Syntax, $"there is no element {at} among {array.Items.Length}");
    }

    /// <summary>What a value can be assigned to.</summary>
    private abstract record Place
    {
        /// <param name="at">The expression that reads it.</param>
        public virtual object? Read(IOperation at) => UnknownValue.Instance;

        /// <returns>The value, as the place holds it.</returns>
        public virtual object? Write(object? value) => value;

        public sealed record Variable(ISymbol Symbol, ITypeSymbol Type, Frame Frame) : Place
        {
            public override object? Read(IOperation at) => Frame.Holding(Symbol) is { } holder ? holder[Symbol] : throw BodyExpressions.NotConstant(at);

            public override object? Write(object? value)
            {
                value = ConstantOperators.Convert(value, Type);
                Frame.Set(Symbol, value);
                return value;
            }
        }

        public sealed record Element(ArrayValue Array, int Index, ITypeSymbol? Type) : Place
        {
            public override object? Read(IOperation at) => Array.Items[Index];

            public override object? Write(object? value) => Array.Items[Index] = ConstantOperators.Convert(value, Type);
        }

        /// <summary>An element at an unknown index: after an assignment any of them may be another.</summary>
        public sealed record SomeElement(ArrayValue Array) : Place
        {
            public override object? Write(object? value)
            {
                for (int i = 0; i < Array.Items.Length; i++)
                    Array.Items[i] = UnknownValue.Instance;
                return value;
            }
        }

        /// <summary>The elements of a tuple.</summary>
        public sealed record Parts(Place[] Places, IOperation At) : Place
        {
            public override object? Write(object? value)
            {
                if (value is not UnknownValue && !(value is TupleValue { Items.Length: var length } && length == Places.Length))
                    throw BodyExpressions.NotAllowed(At, "The deconstruction of this", "assign a tuple");
                for (int i = 0; i < Places.Length; i++)
                    Places[i].Write(value is TupleValue tuple ? tuple.Items[i] : UnknownValue.Instance);
                return value;
            }
        }

        /// <summary>A discard, or an element of an unknown array.</summary>
        public sealed record Nowhere : Place;
    }
}
