using System;

namespace NetGen.Generator.Model;

/// <summary>What a layer makes of the shape that reaches it. Only for layers that the rules accept: they guard every case here.</summary>
internal static class ShapeInference
{
    public static Shape Of(LayerModel layer, Shape input) => layer switch
    {
        LayerModel.Dense dense => Shape.Vector(dense.Units),
        LayerModel.Convolution convolution => input.With(convolution.Filters, convolution.Height.Over(input.Height).Output, convolution.Width.Over(input.Width).Output),
        LayerModel.Pool pool => input.With(input.Channels, pool.Height.Over(input.Height).Output, pool.Width.Over(input.Width).Output),
        LayerModel.GlobalPool => Shape.Vector(input.Channels),
        LayerModel.Flatten => Shape.Vector((int)input.Length),
        LayerModel.Reshape reshape => reshape.To,
        LayerModel.BatchNorm or LayerModel.LayerNorm or LayerModel.Dropout or LayerModel.Activate or LayerModel.PRelu => input,
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, null),
    };
}
