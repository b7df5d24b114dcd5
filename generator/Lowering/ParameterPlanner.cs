using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Gives every tensor its place in the parameter block; running statistics stand behind the parameters.</summary>
internal sealed class ParameterPlanner(NetworkModel model, NetworkGraph graph, IReadOnlyList<string> identifiers, Layouts? layouts)
{
    private readonly List<TensorPlan> _parameters = [];
    private int _length;

    /// <summary>Places everything: tensors in PyTorch's order, and how many numbers the parameters and the statistics take.</summary>
    public (EquatableArray<TensorPlan> Tensors, int Length, int StateLength) Place()
    {
        List<(TensorPlan Tensor, int After)> statistics = [];
        foreach ((LayerModel layer, string name, string identifier) in model.NamedLayers.Zip(identifiers, (layer, identifier) => (layer.Layer, layer.Name, identifier)))
        {
            Op.Forward? op = graph.Forward.FirstOrDefault(op => op is Op.Linear linear && linear.Layer == name || op is Op.BatchNorm batch && batch.Layer == name || op is Op.LayerNorm norm && norm.Layer == name || op is Op.Slope slope && slope.Layer == name);
            switch (op)
            {
                case Op.Affine f:
                    AddLinear(f, identifier, [f.Y.Length, f.X.Length], Choose(((LayerModel.Dense)layer).Initializer, ((LayerModel.Dense)layer).Activation), f.X.Length, f.Y.Length, layouts?.ChannelsOf(f) ?? 1);
                    break;
                case Op.Convolve f:
                    LayerModel.Convolution convolution = (LayerModel.Convolution)layer;
                    int field = f.Height.Kernel * f.Width.Kernel, depth = f.X.Shape.Channels / f.Groups;
                    int[] shape = convolution.Axes == 2 ? [f.Y.Shape.Channels, depth, f.Height.Kernel, f.Width.Kernel] : [f.Y.Shape.Channels, depth, f.Width.Kernel];
                    AddLinear(f, identifier, shape, Choose(convolution.Initializer, convolution.Activation), depth * field, f.Y.Shape.Channels * field, depth);
                    break;
                case Op.BatchNorm f:
                    Add(f.W.Name, identifier + "Weight", [f.W.Length], start: "1f");
                    Add(f.B.Name, identifier + "Bias", [f.B.Length]);
                    statistics.Add((new($"{name}.running_mean", identifier + "Mean", [f.W.Length], 0, 0, Initializer.Zeros, 1, 1), _parameters.Count));
                    statistics.Add((new($"{name}.running_var", identifier + "Variance", [f.W.Length], 0, 0, Initializer.Zeros, 1, 1, Start: "1f"), _parameters.Count));
                    break;
                case Op.LayerNorm f:
                    int[] sample = f.X.Shape.Rank switch
                    {
                        1 => [f.X.Length],
                        2 => [f.X.Shape.Channels, f.X.Shape.Width],
                        _ => [f.X.Shape.Channels, f.X.Shape.Height, f.X.Shape.Width],
                    };
                    int channels = f.X.Shape.Rank == 1 ? 1 : f.X.Shape.Channels;
                    Add(f.W.Name, identifier + "Weight", sample, channels, start: "1f");
                    Add(f.B.Name, identifier + "Bias", sample, channels);
                    break;
                case Op.Slope f:
                    Add(f.W.Name, identifier + "Weight", [f.W.Length], start: "0.25f");
                    break;
            }
        }
        int length = DenseShapes.RoundUp(_length, Limits.NarrowPanelWidth);
        List<TensorPlan> tensors = [.. _parameters];
        int place = length, inserted = 0;
        foreach ((TensorPlan tensor, int after) in statistics)
        {
            tensors.Insert(after + inserted++, tensor with { Offset = place });
            place = checked(place + DenseShapes.RoundUp(tensor.Length, Limits.NarrowPanelWidth));
        }
        return ([.. tensors], length, place - length);
    }

    /// <summary>Weights stand in panels, each tensor starting on a cache line, where vectors hold outputs; otherwise tensors follow each other as PyTorch has them.</summary>
    private void AddLinear(Op.Linear linear, string identifier, int[] shape, Initializer initializer, int fanIn, int fanOut, int channels)
    {
        int width = layouts is null ? 0 : shape[0] <= Limits.NarrowPanelWidth ? Limits.NarrowPanelWidth : Limits.PanelWidth;
        TensorPlan weight = new(linear.W.Name, identifier + "Weight", [.. shape], _length, width, initializer, fanIn, fanOut, channels);
        _parameters.Add(weight);
        _length = checked(_length + weight.Length);
        if (linear.B is null)
            return;
        _parameters.Add(new(linear.B.Name, identifier + "Bias", [shape[0]], _length, 0, Initializer.Zeros, fanIn, fanOut));
        _length = checked(_length + (layouts is null ? shape[0] : DenseShapes.RoundUp(shape[0], width)));
    }

    private void Add(string name, string identifier, int[] shape, int channels = 1, string start = "0f")
    {
        TensorPlan tensor = new(name, identifier, [.. shape], _length, 0, Initializer.Zeros, 1, 1, channels, start);
        _parameters.Add(tensor);
        // What is walked by rows of pixels is read in vectors that may end behind the last row.
        _length = checked(_length + DenseShapes.RoundUp(tensor.Length, Limits.NarrowPanelWidth) + (channels > 1 ? Limits.NarrowPanelWidth : 0));
    }

    private static Initializer Choose(Initializer initializer, Activation activation) => (initializer, activation) switch
    {
        (not Initializer.Auto, _) => initializer,
        (_, Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Selu or Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish or Activation.Softplus) => Initializer.HeUniform,
        _ => Initializer.GlorotUniform,
    };
}
