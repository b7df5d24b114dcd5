using System.Reflection;
using NetGen.Tests.Reference;

namespace NetGen.Golden;

/// <summary>Converts a network's attributes, by reflection, into a specification for the reference.</summary>
public static class Declared
{
    public static NetworkSpec Network(Type type)
    {
        CustomAttributeData[] attributes = [.. type.GetCustomAttributesData()];
        CustomAttributeData network = attributes.Single(attribute => attribute.AttributeType == typeof(NetworkAttribute));
        Loss loss = Named(network, "Loss") is int value ? (Loss)value : Loss.MeanSquaredError;
        return new(ShapeOf(network), loss, [.. attributes.Where(attribute => attribute.AttributeType.IsSubclassOf(typeof(LayerAttribute))).Select(Layer)]);
    }

    private static LayerSpec Layer(CustomAttributeData layer) => layer.AttributeType.Name switch
    {
        nameof(DenseAttribute) => new Dense(Argument<int>(layer, 0), (Activation)Argument<int>(layer, 1), UseBias(layer)),
        nameof(Conv2DAttribute) => new Convolution(Argument<int>(layer, 0), new(AxisOf(layer, 1, "Kernel", "Height"), AxisOf(layer, 1, "Kernel", "Width")), (Activation)Argument<int>(layer, 2), Groups(layer), UseBias(layer)),
        nameof(Conv1DAttribute) => new Convolution(Argument<int>(layer, 0), new(null, AxisOf(layer, 1, "Kernel", "")), (Activation)Argument<int>(layer, 2), Groups(layer), UseBias(layer)),
        nameof(MaxPool2DAttribute) => new MaxPool(new(AxisOf(layer, 0, "Size", "Height"), AxisOf(layer, 0, "Size", "Width"))),
        nameof(MaxPool1DAttribute) => new MaxPool(new(null, AxisOf(layer, 0, "Size", ""))),
        nameof(AveragePool2DAttribute) => new AveragePool(new(AxisOf(layer, 0, "Size", "Height"), AxisOf(layer, 0, "Size", "Width"))),
        nameof(AveragePool1DAttribute) => new AveragePool(new(null, AxisOf(layer, 0, "Size", ""))),
        nameof(GlobalAveragePoolAttribute) => new GlobalAveragePool(),
        nameof(GlobalMaxPoolAttribute) => new GlobalMaxPool(),
        nameof(FlattenAttribute) => new Flatten(),
        nameof(ReshapeAttribute) => new Reshape(ShapeOf(layer)),
        nameof(BatchNormAttribute) => new BatchNorm(Named(layer, "Epsilon") as double? ?? 1e-5, Named(layer, "Momentum") as double? ?? 0.1),
        nameof(LayerNormAttribute) => new LayerNorm(Named(layer, "Epsilon") as double? ?? 1e-5, Named(layer, "Over") is (int)Over.Channels),
        nameof(EmbeddingAttribute) => new Embedding(Argument<int>(layer, 0), Argument<int>(layer, 1)),
        nameof(PositionEmbeddingAttribute) => new PositionEmbedding(),
        nameof(SelfAttentionAttribute) => new SelfAttention(Argument<int>(layer, 0), Named(layer, "Causal") is true),
        nameof(DropoutAttribute) => new Dropout(Argument<double>(layer, 0)),
        nameof(ActivateAttribute) => new Activate((Activation)Argument<int>(layer, 0)),
        nameof(RnnAttribute) => new Rnn(Argument<int>(layer, 0), (Activation)Argument<int>(layer, 1) == Activation.Relu, IsBidirectional(layer), ReturnsLast(layer), UseBias(layer)),
        nameof(LstmAttribute) => new Lstm(Argument<int>(layer, 0), IsBidirectional(layer), ReturnsLast(layer), UseBias(layer)),
        nameof(GruAttribute) => new Gru(Argument<int>(layer, 0), IsBidirectional(layer), ReturnsLast(layer), UseBias(layer)),
        nameof(PReluAttribute) => new PRelu(Named(layer, "PerChannel") is true),
        string unknown => throw new InvalidOperationException($"The reference does not support {unknown}."),
    };

    private static Shape ShapeOf(CustomAttributeData attribute) => attribute.ConstructorArguments.Count switch
    {
        1 => new(Argument<int>(attribute, 0)),
        2 => new(Argument<int>(attribute, 0), Argument<int>(attribute, 1)),
        _ => new(Argument<int>(attribute, 0), Argument<int>(attribute, 1), Argument<int>(attribute, 2)),
    };

    // The property of one axis, or that of both, or the default: 1, no padding, and for the stride of a pool its size.
    private static Axis AxisOf(CustomAttributeData layer, int sizeArgument, string size, string axis)
    {
        int extent = Of(size, Argument<int>(layer, sizeArgument));
        return new(extent, Of("Stride", size == "Size" ? extent : 1), Of("Padding", 0), Of("Dilation", 1));

        int Of(string property, int otherwise) => (Named(layer, property + axis) ?? Named(layer, property)) as int? ?? otherwise;
    }

    private static int Groups(CustomAttributeData layer) => Named(layer, "Groups") as int? ?? 1;

    private static bool IsBidirectional(CustomAttributeData layer) => Named(layer, "Bidirectional") is true;

    private static bool ReturnsLast(CustomAttributeData layer) => Named(layer, "Return") is (int)Return.Last;

    private static bool UseBias(CustomAttributeData layer) => Named(layer, "UseBias") is not false;

    private static T Argument<T>(CustomAttributeData attribute, int index) => (T)attribute.ConstructorArguments[index].Value!;

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).SingleOrDefault();
}
