using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Layer attribute → layer model, one case for each kind.</summary>
internal static class LayerParser
{
    /// <summary>None for an attribute of NetGen's that this compiler doesn't know: the runtime is newer.</summary>
    public static LayerModel? Parse(AttributeData layer)
    {
        AttributeArguments arguments = new(layer);
        string? name = arguments.Text("Name");
        return layer.AttributeClass!.Name switch
        {
            "DenseAttribute" => new LayerModel.Dense(
                name,
                arguments.Int("units"),
                arguments.Choice<Activation>("activation"),
                arguments.Bool("UseBias", true),
                arguments.Choice<Initializer>("Initializer")),
            "Conv2DAttribute" => Convolution(name, arguments, 2),
            "Conv1DAttribute" => Convolution(name, arguments, 1),
            "MaxPool2DAttribute" => Pool(name, arguments, PoolKind.Max, 2),
            "MaxPool1DAttribute" => Pool(name, arguments, PoolKind.Max, 1),
            "AveragePool2DAttribute" => Pool(name, arguments, PoolKind.Average, 2),
            "AveragePool1DAttribute" => Pool(name, arguments, PoolKind.Average, 1),
            "GlobalMaxPoolAttribute" => new LayerModel.GlobalPool(name, PoolKind.Max),
            "GlobalAveragePoolAttribute" => new LayerModel.GlobalPool(name, PoolKind.Average),
            "FlattenAttribute" => new LayerModel.Flatten(name),
            "ReshapeAttribute" => new LayerModel.Reshape(name, arguments.Shape),
            "BatchNormAttribute" => new LayerModel.BatchNorm(name, arguments.Double("Epsilon", 1e-5), arguments.Double("Momentum", 0.1)),
            "LayerNormAttribute" => new LayerModel.LayerNorm(name, arguments.Double("Epsilon", 1e-5)),
            "DropoutAttribute" => new LayerModel.Dropout(name, arguments.Double("rate")),
            "ActivateAttribute" => new LayerModel.Activate(name, arguments.Choice<Activation>("activation")),
            "PReluAttribute" => new LayerModel.PRelu(name, arguments.Bool("PerChannel", false)),
            _ => null,
        };
    }

    private static LayerModel Convolution(string? name, AttributeArguments arguments, int axes)
    {
        return new LayerModel.Convolution(
            name,
            axes,
            arguments.Int("filters"),
            axes == 2 ? Along("Height") : Window.None,
            Along("Width"),
            arguments.Int("Groups", 1),
            arguments.Choice<Activation>("activation"),
            arguments.Bool("UseBias", true),
            arguments.Choice<Initializer>("Initializer"));

        Window Along(string axis) => new(
            arguments.Int("Kernel" + axis, arguments.Int("kernel")),
            arguments.Int("Stride" + axis, arguments.Int("Stride", 1)),
            arguments.Int("Padding" + axis, arguments.Int("Padding")),
            arguments.Int("Dilation" + axis, arguments.Int("Dilation", 1)),
            Own(arguments, axis));
    }

    private static LayerModel Pool(string? name, AttributeArguments arguments, PoolKind kind, int axes)
    {
        return new LayerModel.Pool(name, kind, axes, axes == 2 ? Along("Height") : Window.None, Along("Width"));

        Window Along(string axis)
        {
            int size = arguments.Int("Size" + axis, arguments.Int("size"));
            return new(
                size,
                arguments.Int("Stride" + axis, arguments.Int("Stride", size)),
                arguments.Int("Padding" + axis, arguments.Int("Padding")),
                1,
                Own(arguments, axis));
        }
    }

    private static OwnNumbers Own(AttributeArguments arguments, string axis) =>
        (arguments.Has("Kernel" + axis) || arguments.Has("Size" + axis) ? OwnNumbers.Kernel : OwnNumbers.None)
        | (arguments.Has("Stride" + axis) ? OwnNumbers.Stride : OwnNumbers.None)
        | (arguments.Has("Padding" + axis) ? OwnNumbers.Padding : OwnNumbers.None)
        | (arguments.Has("Dilation" + axis) ? OwnNumbers.Dilation : OwnNumbers.None);
}
