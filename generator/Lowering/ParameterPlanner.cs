using System.Collections.Generic;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Gives every tensor its place in the parameter block.</summary>
internal static class ParameterPlanner
{
    /// <param name="panels">Whether weights stand in panels, each tensor starting on a cache line; otherwise tensors follow each other as PyTorch has them.</param>
    public static (EquatableArray<TensorPlan> Tensors, int Length) Place(NetworkModel model, IReadOnlyList<string> identifiers, bool panels)
    {
        List<TensorPlan> tensors = [];
        int offset = 0, inputs = (int)model.Input.Length, layer = 0;
        foreach ((LayerModel declared, string name) in model.NamedLayers)
        {
            LayerModel.Dense dense = (LayerModel.Dense)declared;
            string identifier = identifiers[layer++];
            int width = !panels ? 0 : dense.Units <= Limits.NarrowPanelWidth ? Limits.NarrowPanelWidth : Limits.PanelWidth;
            int columns = panels ? DenseShapes.RoundUp(dense.Units, width) : dense.Units;
            tensors.Add(new($"{name}.weight", identifier + "Weight", [dense.Units, inputs], offset, width, Choose(dense), inputs, dense.Units));
            offset = checked(offset + columns * inputs);
            if (dense.UseBias)
            {
                tensors.Add(new($"{name}.bias", identifier + "Bias", [dense.Units], offset, 0, Initializer.Zeros, inputs, dense.Units));
                offset = checked(offset + columns);
            }
            inputs = dense.Units;
        }
        return ([.. tensors], DenseShapes.RoundUp(offset, Limits.NarrowPanelWidth));
    }

    private static Initializer Choose(LayerModel.Dense dense) => (dense.Initializer, dense.Activation) switch
    {
        (not Initializer.Auto, _) => dense.Initializer,
        (_, Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Selu or Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish or Activation.Softplus) => Initializer.HeUniform,
        _ => Initializer.GlorotUniform,
    };
}
