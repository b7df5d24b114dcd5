using NetGen.Bits;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>New layers have the same initial values as PyTorch's, apart from random weights.</summary>
public class FreshLayerTests
{
    [Fact]
    public void Batch_norm_is_initially_the_identity()
    {
        ParameterBlock parameters = new Depthwise(seed: 1).Parameters;
        Assert.Equal(
            ["conv1.weight", "norm1.weight", "norm1.bias", "norm1.running_mean", "norm1.running_var", "conv2.weight", "norm2.weight", "norm2.bias", "norm2.running_mean", "norm2.running_var", "conv3.weight", "conv3.bias", "dense1.weight", "dense1.bias"],
            parameters.Names);
        foreach (string norm in new[] { "norm1", "norm2" })
        {
            Assert.All(Values(parameters, $"{norm}.weight"), one => Assert.Equal(1, one));
            Assert.All(Values(parameters, $"{norm}.bias"), zero => Assert.Equal(0, zero));
            Assert.All(Values(parameters, $"{norm}.running_mean"), zero => Assert.Equal(0, zero));
            Assert.All(Values(parameters, $"{norm}.running_var"), one => Assert.Equal(1, one));
        }
    }

    [Fact]
    public void Layer_norm_is_initially_the_identity_and_PRelu_weights_are_a_quarter()
    {
        ParameterBlock parameters = new Signal(seed: 1).Parameters;
        Assert.Equal([17, 20], parameters.GetShape("norm1.weight").ToArray());
        Assert.All(Values(parameters, "norm1.weight"), one => Assert.Equal(1, one));
        Assert.All(Values(parameters, "norm1.bias"), zero => Assert.Equal(0, zero));
        Assert.Equal([9], parameters.GetShape("prelu1.weight").ToArray());
        Assert.All(Values(parameters, "prelu1.weight"), quarter => Assert.Equal(0.25f, quarter));
        Assert.Equal([1], new Grouped(seed: 1).Parameters.GetShape("prelu1.weight").ToArray());
    }

    /// <summary>PyTorch draws all tensors of a recurrent layer from ±1/√units, the biases too.</summary>
    [Fact]
    public void Recurrent_layers_fill_the_range_of_their_units()
    {
        ParameterBlock parameters = new Recurrent(seed: 1).Parameters;
        string[] tensors = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"];
        Assert.Equal([.. tensors.Select(tensor => $"lstm1.{tensor}"), .. tensors.Select(tensor => $"lstm1.{tensor}_reverse")], parameters.Names.Take(8));
        Assert.Equal([68, 17], parameters.GetShape("lstm1.weight_hh_l0_reverse").ToArray());
        float limit = 1 / MathF.Sqrt(17);
        foreach (string name in parameters.Names.Take(8))
        {
            float[] values = Values(parameters, name);
            Assert.InRange(values.Max(), 0.9f * limit, limit);
            Assert.InRange(values.Min(), -limit, -0.9f * limit);
        }
    }

    [Fact]
    public void Kernels_fill_the_range_of_their_fan_in()
    {
        ParameterBlock parameters = new Pictures(seed: 1).Parameters;
        Assert.Equal([16, 6, 3, 3], parameters.GetShape("conv2.weight").ToArray());
        float[] weights = Values(parameters, "conv2.weight");
        // He uniform before ReLU: ±√(6 / (6·3·3)).
        Assert.InRange(weights.Max(), 0.32f, 0.33334f);
        Assert.InRange(weights.Min(), -0.33334f, -0.32f);
        Assert.All(Values(parameters, "conv2.bias"), zero => Assert.Equal(0, zero));
        Assert.Equal([6, 2, 3, 2], new Grouped(seed: 1).Parameters.GetShape("conv1.weight").ToArray());
        Assert.Equal([17, 3, 5], new Signal(seed: 1).Parameters.GetShape("conv1.weight").ToArray());
    }
}
