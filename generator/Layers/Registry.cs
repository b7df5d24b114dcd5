using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>The kinds of layers that a compiler knows, each with the attribute that declares it and the parser of its arguments.</summary>
/// <param name="operations">Those that only <c>Tensor</c> declares, by its members.</param>
internal sealed class Registry(IReadOnlyDictionary<string, Func<Arguments, Layer>> kinds, IReadOnlyDictionary<string, Func<Arguments, Layer>> operations)
{
    /// <summary>The kinds of NetGen.</summary>
    public static Registry Default { get; } = new(new Dictionary<string, Func<Arguments, Layer>>
    {
        ["Activate"] = ActivateLayer.Parse,
        ["AveragePool1D"] = arguments => PoolLayer.Parse(arguments, PoolKind.Average, axes: 1),
        ["AveragePool2D"] = arguments => PoolLayer.Parse(arguments, PoolKind.Average, axes: 2),
        ["BatchNorm"] = BatchNormLayer.Parse,
        ["CausalConv1D"] = CausalConvolutionLayer.Parse,
        ["Conv1D"] = arguments => ConvolutionLayer.Parse(arguments, axes: 1),
        ["Conv2D"] = arguments => ConvolutionLayer.Parse(arguments, axes: 2),
        ["Delay"] = DelayLayer.Parse,
        ["Dense"] = DenseLayer.Parse,
        ["Dropout"] = DropoutLayer.Parse,
        ["Embedding"] = EmbeddingLayer.Parse,
        ["Flatten"] = FlattenLayer.Parse,
        ["GlobalAveragePool"] = arguments => GlobalPoolLayer.Parse(arguments, PoolKind.Average),
        ["GlobalMaxPool"] = arguments => GlobalPoolLayer.Parse(arguments, PoolKind.Max),
        ["Gru"] = arguments => RecurrentLayer.Parse(arguments, CellKind.Gru),
        ["LastFrame"] = LastFrameLayer.Parse,
        ["LayerNorm"] = LayerNormLayer.Parse,
        ["Lstm"] = arguments => RecurrentLayer.Parse(arguments, CellKind.Lstm),
        ["MaxPool1D"] = arguments => PoolLayer.Parse(arguments, PoolKind.Max, axes: 1),
        ["MaxPool2D"] = arguments => PoolLayer.Parse(arguments, PoolKind.Max, axes: 2),
        ["PositionEmbedding"] = PositionEmbeddingLayer.Parse,
        ["PRelu"] = PReluLayer.Parse,
        ["Reshape"] = ReshapeLayer.Parse,
        ["Rnn"] = arguments => RecurrentLayer.Parse(arguments, CellKind.Rnn),
        ["SelfAttention"] = SelfAttentionLayer.Parse,
    }, new Dictionary<string, Func<Arguments, Layer>>(Activations())
    {
        ["Add"] = arguments => ArithmeticLayer.Parse(arguments, ArithmeticKind.Add),
        ["Concat"] = ConcatLayer.Parse,
        ["Divide"] = arguments => ArithmeticLayer.Parse(arguments, ArithmeticKind.Divide),
        ["MatMul"] = MatMulLayer.Parse,
        ["Max"] = arguments => ReductionLayer.Parse(arguments, ReductionKind.Max),
        ["Mean"] = arguments => ReductionLayer.Parse(arguments, ReductionKind.Mean),
        ["Multiply"] = arguments => ArithmeticLayer.Parse(arguments, ArithmeticKind.Multiply),
        ["Slice"] = SliceLayer.Parse,
        ["Subtract"] = arguments => ArithmeticLayer.Parse(arguments, ArithmeticKind.Subtract),
        ["Sum"] = arguments => ReductionLayer.Parse(arguments, ReductionKind.Sum),
        ["Transpose"] = TransposeLayer.Parse,
    });

    /// <summary>The attributes, as they are written.</summary>
    public IEnumerable<string> Attributes => kinds.Keys;

    /// <summary>The parser of an attribute's arguments; null for an unknown attribute.</summary>
    public Func<Arguments, Layer>? Find(string attribute) => kinds.TryGetValue(attribute, out Func<Arguments, Layer>? parse) ? parse : null;

    /// <summary>The operations that only <c>Tensor</c> declares.</summary>
    public IEnumerable<string> Operations => operations.Keys;

    /// <summary>The parser of an operation's arguments; null for an unknown operation.</summary>
    public Func<Arguments, Layer>? FindOperation(string name) => operations.TryGetValue(name, out Func<Arguments, Layer>? parse) ? parse : null;

    /// <summary>Every activation by its name; those that are over all elements may be over one axis instead.</summary>
    private static Dictionary<string, Func<Arguments, Layer>> Activations() =>
        Enum.GetValues(typeof(Activation)).Cast<Activation>().ToDictionary<Activation, string, Func<Arguments, Layer>>(activation => $"{activation}", activation => arguments =>
            activation.IsRowWise() && arguments.Has(SoftmaxOverLayer.AxisArgument) ? SoftmaxOverLayer.Parse(arguments, activation) : new ActivateLayer(arguments.Name, activation));

    /// <summary>These kinds and one more.</summary>
    public Registry With(string attribute, Func<Arguments, Layer> parse) =>
        new(kinds.Append(new(attribute, parse)).ToDictionary(kind => kind.Key, kind => kind.Value), operations);
}
