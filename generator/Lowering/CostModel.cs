using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>The cost table: what each layer costs, which shape its code has, and why.</summary>
internal static class CostModel
{
    public static IEnumerable<LayerCost> Rows(NetworkModel model, Body body)
    {
        int inputs = (int)model.Input.Length, index = 0;
        foreach ((LayerModel layer, string name) in model.NamedLayers)
        {
            LayerModel.Dense dense = (LayerModel.Dense)layer;
            long weights = (long)inputs * dense.Units;
            (string shape, string reason) = body switch
            {
                Body.OutputsInLanes outputs => Shape(outputs, outputs.Layers[index], model.Unroll),
                _ => ("samples in lanes", $"the whole network has at most {Limits.SamplesInLanes} multiply-adds"),
            };
            yield return new(name, dense.Activation == Activation.Linear ? "Dense" : $"Dense, {Sentences.NameOf(dense.Activation)}", $"{dense.Units}", weights + (dense.UseBias ? dense.Units : 0), weights, shape, reason);
            inputs = dense.Units;
            index++;
        }
    }

    private static (string Shape, string Reason) Shape(Body.OutputsInLanes body, DensePlan layer, Unroll unroll)
    {
        string sums = layer.StraightLine ? "straight-line panels" : "panels in loops";
        string chains = layer.Chains == 1 ? "" : $" × {layer.Chains} chains";
        string tiles = $"{layer.ForwardTiles[0].Height} × {layer.ForwardTiles[0].Vectors} tiles";
        string steps = $"{layer.Inputs / layer.Chains} steps a sum" + (unroll, layer.StraightLine) switch
        {
            (Unroll.Full, true) => ", written out as asked",
            (Unroll.Full, false) => $", more than the {Limits.MethodMultiplyAdds} that a method may hold",
            (Unroll.Loops, _) => ", in loops as asked",
            (_, true) => "",
            _ => $", more than {Limits.StraightLineSteps}",
        };
        string width = body.Use512 ? "" : "; 256-bit at most: no layer is large";
        return ($"{sums} of {layer.SampleVectors[0]} vectors{chains}, {tiles}", steps + width);
    }
}
