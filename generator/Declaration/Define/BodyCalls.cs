using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>Calls in a <c>Define</c>: members of <c>Tensor</c>, each a layer, and methods of the project, each a block of layers.</summary>
internal sealed class BodyCalls(BodyReader reader, BodyLayers layers)
{
    /// <summary>Methods that call each other to this depth: deeper is a recursion that does not end.</summary>
    private const int MostDepth = 100;

    /// <summary>The calls of each block's methods so far, by the block and the method's name.</summary>
    private readonly Dictionary<string, int> _blocks = [];

    public static bool IsTensor(ITypeSymbol? type) =>
        type is { Name: "Tensor", ContainingType: null, ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Adds the layer that a member of <c>Tensor</c> declares.</summary>
    /// <returns>Its result; an array of results for several layers.</returns>
    /// <param name="receiver">The value that the member is called on; null for a static one.</param>
    public object Layer(IInvocationOperation call, object? receiver, Func<IOperation, object?> evaluate, Frame frame)
    {
        List<TensorValue> from = [];
        CallArguments arguments = new();
        if (call.Instance is { } instance && receiver is not UnknownValue)
            from.Add(Tensor(receiver, instance.Syntax));
        bool isKnown = receiver is not UnknownValue;
        foreach (IArgumentOperation argument in call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue))
            switch (evaluate(argument.Value))
            {
                case UnknownValue:
                case ArrayValue { Items: var some } when some.Any(item => item is UnknownValue):
                    isKnown = false;
                    break;
                case TensorValue tensor:
                    from.Add(tensor);
                    break;
                case ArrayValue { Items: var items } when argument.Parameter?.Type is IArrayTypeSymbol { ElementType: var element } && IsTensor(element):
                    from.AddRange(items.Select(item => Tensor(item, argument.Syntax)));
                    break;
                case ArrayValue { Items: var items }:
                    arguments.Add(argument.Parameter!.Name, items.OfType<int>().ToArray(), argument.ArgumentKind == ArgumentKind.ParamArray ? null : argument.Value.Syntax);
                    break;
                case var other when IsTensor(argument.Parameter!.Type):
                    from.Add(Tensor(other, argument.Syntax));
                    break;
                case var value:
                    arguments.Add(argument.Parameter!.Name, value, argument.Value.Syntax);
                    break;
            }
        if (!isKnown)
            return UnknownValue.Instance;
        string name = call.TargetMethod.Name;
        if (from.Count == 0)
            throw new BodyFaultException(BodyFaultKind.NoResult, call.Syntax, $"'{name}' needs at least one tensor");
        if (name == "Split")
            return Split(call, arguments, from[0], frame);
        return layers.Knows(name)
            ? layers.Add(name, arguments, frame.Scope, call.Syntax, from)
            : throw new BodyFaultException(BodyFaultKind.NotAllowed, call.Syntax, $"'{name}'", "use a member of Tensor that this version of NetGen has");
    }

    /// <summary>Adds the layer of an operator.</summary>
    public object Operate(IOperation at, BinaryOperatorKind kind, object? left, object? right, Frame frame)
    {
        if (left is UnknownValue || right is UnknownValue)
            return UnknownValue.Instance;
        CallArguments arguments = new();
        if (left is not TensorValue || right is not TensorValue)
            arguments.Add("constant", (left is TensorValue ? right : left) is double number ? number : throw BodyExpressions.NotConstant(at), at.Syntax);
        if (left is not TensorValue)
            arguments.Add("isReversed", true, at.Syntax);
        return layers.Add($"{kind}", arguments, frame.Scope, at.Syntax, [.. new[] { left, right }.OfType<TensorValue>()]);
    }

    public object Negate(IUnaryOperation at, object? operand, Frame frame)
    {
        if (operand is UnknownValue)
            return operand;
        CallArguments arguments = new();
        arguments.Add("constant", -1.0, at.Syntax);
        return layers.Add("Multiply", arguments, frame.Scope, at.Syntax, Tensor(operand, at.Syntax));
    }

    /// <summary>Reads a method of the project, whose layers are a block.</summary>
    public object? Block(IInvocationOperation call, Func<IOperation, object?> evaluate, Frame frame)
    {
        if (call.TargetMethod.ContainingType is { Name: "Math", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            return call.Arguments.Select(argument => evaluate(argument.Value)).ToArray() is var numbers && numbers.Any(number => number is UnknownValue) ? UnknownValue.Instance : Mathematics(call, numbers);
        if (frame.Depth >= MostDepth)
            throw new BodyFaultException(BodyFaultKind.TooLong, call.Syntax, $"calls nested more than {MostDepth} deep");
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter!.RefKind is RefKind.Ref or RefKind.Out) is { } reference)
            throw new BodyFaultException(BodyFaultKind.NotAllowed, reference.Syntax, "An argument by reference", "return the values, several as a tuple");
        IMethodSymbol method = call.TargetMethod;
        List<(IParameterSymbol Parameter, object? Value)> arguments = [.. call.Arguments.Select(argument => (argument.Parameter!.OriginalDefinition, evaluate(argument.Value)))];
        Frame inner = new(method, frame, HasTensors(method) ? BlockOf(method, frame.Scope) : frame.Scope);
        foreach ((IParameterSymbol parameter, object? value) in arguments)
            inner.Set(parameter, value);
        return reader.Run(method, inner, call.Syntax);
    }

    private static object Mathematics(IInvocationOperation call, object?[] arguments) => (call.TargetMethod.Name, arguments) switch
    {
        ("Min", [int a, int b]) => (object)Math.Min(a, b),
        ("Max", [int a, int b]) => Math.Max(a, b),
        ("Abs", [int a]) => Math.Abs(a),
        ("Min", [double a, double b]) => Math.Min(a, b),
        ("Max", [double a, double b]) => Math.Max(a, b),
        ("Abs", [double a]) => Math.Abs(a),
        ("Sqrt", [double a]) => Math.Sqrt(a),
        ("Pow", [double a, double b]) => Math.Pow(a, b),
        _ => throw new BodyFaultException(BodyFaultKind.NotAllowed, call.Syntax, $"A call of 'Math.{call.TargetMethod.Name}'", "use Min, Max or Abs of int or double, Sqrt or Pow"),
    };

    private string BlockOf(IMethodSymbol method, string scope)
    {
        string name = char.ToLowerInvariant(method.Name[0]) + method.Name.Substring(1), path = scope.Length == 0 ? name : $"{scope}.{name}";
        _blocks.TryGetValue(path, out int count);
        _blocks[path] = count + 1;
        return $"{path}{count + 1}";
    }

    private static bool HasTensors(IMethodSymbol method) => method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).Any(ContainsTensor);

    private static bool ContainsTensor(ITypeSymbol type) => IsTensor(type)
        || type is IArrayTypeSymbol array && ContainsTensor(array.ElementType)
        || type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Any(element => ContainsTensor(element.Type));

    private object Split(IInvocationOperation call, CallArguments arguments, TensorValue from, Frame frame)
    {
        int parts = arguments.Int("parts"), axis = arguments.Int("axis");
        // The rule of the layer that has no shape reports it.
        if (from.Shape is not { } shape)
            return reader.Faults.Lose();
        int place = axis < 0 ? axis + shape.Rank : axis;
        if (place < 0 || place >= shape.Rank || parts < 1 || shape.Extents[place] % parts != 0)
            throw new BodyFaultException(BodyFaultKind.NoResult, call.Syntax, $"{shape} can't be split along axis {axis} into {parts} equal parts");
        int length = shape.Extents[place] / parts;
        return layers.Split([.. Enumerable.Range(0, parts).Select(part =>
        {
            CallArguments slice = new();
            slice.Add("start", part * length, call.Syntax);
            slice.Add("length", length, call.Syntax);
            slice.Add("axis", axis, call.Syntax);
            return layers.Add("Slice", slice, frame.Scope, call.Syntax, from);
        })]);
    }

    private static TensorValue Tensor(object? value, SyntaxNode at) => value as TensorValue ?? throw new BodyFaultException(BodyFaultKind.NotConstant, at, $"{at}");
}
