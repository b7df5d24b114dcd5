using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>A <c>Define</c> as it was read: its inputs, layers and outputs, what could not be read, and where everything is written.</summary>
internal sealed class DefinedBody
{
    private readonly BodyFaults _faults = new();
    private readonly BodyLayers _layers;

    private DefinedBody(IMethodSymbol method, Registry registry, bool isStream, Compilation compilation, CancellationToken token)
    {
        Method = method;
        _layers = new(registry, isStream);
        try
        {
            (string Name, int Value)[] outputs = [.. Read(compilation, token)];
            int[] numbers = _layers.DropUnreadParts(outputs.Select(output => output.Value));
            Outputs = [.. outputs.Select(output => (output.Name, numbers[output.Value]))];
        }
        catch (BodyFaultException fault)
        {
            _faults.Add(fault);
        }
    }

    public IMethodSymbol Method { get; }

    public EquatableArray<DeclaredInput> Inputs => _layers.Inputs;

    public EquatableArray<DeclaredLayer> Layers => _layers.Layers;

    /// <summary>The outputs, each with its name and value; none if the body could not be read.</summary>
    public EquatableArray<(string Name, int Value)> Outputs { get; }

    public EquatableArray<BodyFault> Faults => _faults.Faults;

    /// <summary>Whether all of it could be read.</summary>
    public bool IsComplete => _faults.IsComplete;

    /// <summary>Where faults are.</summary>
    public IReadOnlyList<SyntaxNode> Syntax => _faults.Syntax;

    /// <summary>Where each layer is written.</summary>
    public IReadOnlyList<(SyntaxNode Syntax, CallArguments Arguments)> Calls => _layers.Calls;

    /// <summary>Reads a class's <c>Define</c>; null if it has none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="registry">The kinds of layers that are known.</param>
    /// <param name="isStream">Whether its values are those of one frame of a stream.</param>
    /// <param name="token">Cancels reading.</param>
    public static DefinedBody? Of(INamedTypeSymbol type, Registry registry, bool isStream, CancellationToken token = default) =>
        MethodsOf(type).FirstOrDefault() is { } method && type.ContainingAssembly is ISourceAssemblySymbol { Compilation: var compilation }
            ? new(method, registry, isStream, compilation, token)
            : null;

    /// <summary>The methods of a class that are a <c>Define</c>: one, in code without mistakes.</summary>
    public static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type) => type.GetMembers("Define").OfType<IMethodSymbol>().Where(Uses);

    /// <summary>The shape that an attribute on a parameter gives; null if it has none.</summary>
    public static AttributeData? ShapeOf(IParameterSymbol parameter) => parameter.GetAttributes().FirstOrDefault(attribute => DeclaredNetwork.IsNetGen(attribute.AttributeClass, "ShapeAttribute"));

    private IEnumerable<(string, int)> Read(Compilation compilation, CancellationToken token)
    {
        SyntaxNode at = Method.DeclaringSyntaxReferences[0].GetSyntax(token);
        if (!Method.IsStatic || Method.IsGenericMethod || Method.IsAsync)
            throw new BodyFaultException(BodyFaultKind.Signature, at, "Define must be a static method that is neither generic nor async");
        foreach (IParameterSymbol wrong in Method.Parameters.Where(parameter => !BodyCalls.IsTensor(parameter.Type) || ShapeOf(parameter) is null || parameter.RefKind != RefKind.None))
            _faults.Add(new(BodyFaultKind.Signature, wrong.DeclaringSyntaxReferences[0].GetSyntax(token), $"Write '[Shape(…)] Tensor {wrong.Name}': every parameter of Define is an input of the network"));
        if (Method.Parameters.Length == 0)
            throw new BodyFaultException(BodyFaultKind.Signature, at, "Define needs a parameter for each input, as in '[Shape(3, 32, 32)] Tensor image'");
        if (!BodyCalls.IsTensor(Method.ReturnType) && !(Method.ReturnType is INamedTypeSymbol { IsTupleType: true } named && named.TupleElements.All(element => BodyCalls.IsTensor(element.Type) && element.IsExplicitlyNamedTupleElement)))
            throw new BodyFaultException(BodyFaultKind.Signature, at, "Define must return a Tensor, or a tuple of Tensors whose names are those of the outputs");
        if (!_faults.IsComplete)
            return [];
        Frame frame = new(Method, null, "");
        foreach (IParameterSymbol parameter in Method.Parameters)
            frame.Set(parameter, _layers.AddInput(parameter.Name, new AttributeArguments(ShapeOf(parameter)!).Shape));
        object? result = new BodyReader(compilation, _layers, _faults, token).Run(Method, frame, at);
        if (result is TensorValue only)
            return [("output", only.Index)];
        if (result is UnknownValue || result is TupleValue { Items: var items } && items.Any(item => item is UnknownValue))
            return [];
        return result is TupleValue tuple && tuple.Items.All(item => item is TensorValue)
            ? tuple.Items.Zip(((INamedTypeSymbol)Method.ReturnType).TupleElements, (item, element) => (element.Name, ((TensorValue)item!).Index))
            : throw new BodyFaultException(BodyFaultKind.NoResult, at, "Define returns no value");
    }

    private static bool Uses(IMethodSymbol method) =>
        ClassParser.IsWritten(method) && method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).Any(type =>
            BodyCalls.IsTensor(type) || type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Any(element => BodyCalls.IsTensor(element.Type)));
}
