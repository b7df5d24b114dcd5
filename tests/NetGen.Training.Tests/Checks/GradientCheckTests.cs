using NetGen.Data;

namespace NetGen.Training.Tests.Checks;

/// <summary>The check of gradients finds faults, and none where there is none.</summary>
public sealed class GradientCheckTests
{
    [Fact]
    public void Compiled_networks_pass()
    {
        Assert.True(GradientCheck.Run(new Classifier(seed: 2)).Passes(), GradientCheck.Run(new Classifier(seed: 2)).ToString());
        Assert.True(GradientCheck.Run(new Regressor(seed: 2), seed: 5).Passes());
        var network = new RandomClassifier(seed: 2);
        float[] before = network.Parameters.Values.ToArray(), statistics = network.Parameters.Statistics.ToArray();
        GradientCheckResult result = GradientCheck.Run(network);
        Assert.True(result.Passes(), result.ToString());
        Assert.Equal(["dense1.weight", "dense1.bias", "norm1.weight", "norm1.bias", "dense2.weight", "dense2.bias"], result.Tensors.Select(tensor => tensor.Tensor));
        Assert.Equal(before, network.Parameters.Values.ToArray());
        Assert.Equal(statistics, network.Parameters.Statistics.ToArray());
    }

    [Theory]
    [InlineData("hidden.weight", 1.1f)]
    [InlineData("hidden.bias", 0f)]
    [InlineData("dense2.weight", -1f)]
    public void A_wrong_gradient_is_found_in_its_tensor(string tensor, float factor)
    {
        var network = new Classifier(seed: 2);
        Dataset data = Datasets.Points(12);
        Workspace workspace = Classifier.CreateWorkspace(12);
        float[] values = new float[network.Parameters.GetShape(tensor).ToArray().Aggregate(1, (product, extent) => product * extent)];
        GradientCheckResult result = GradientCheck.Run(network.Parameters, workspace, () =>
        {
            float loss = network.ComputeGradients(data.Inputs, data.Targets, workspace);
            workspace.Gradients.CopyTo(tensor, values);
            workspace.Gradients.CopyFrom(tensor, [.. values.Select(value => factor * value)]);
            return loss;
        });
        Assert.False(result.Passes());
        Assert.All(result.Tensors, each => Assert.True(each.Tensor == tensor ? each.Error > 0.05 : each.Error < 0.02, result.ToString()));
    }

    [Fact]
    public void Data_of_other_lengths_and_workspaces_of_other_networks_are_rejected()
    {
        Assert.Throws<ArgumentException>(() => GradientCheck.Run(new Regressor(), Datasets.Points(3)));
        Assert.Throws<ArgumentException>(() => GradientCheck.Run(new Regressor().Parameters, Classifier.CreateWorkspace(1), () => 0));
    }
}
