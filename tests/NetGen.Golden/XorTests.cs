using NetGen.Training;

namespace NetGen.Golden;

/// <summary>Training XOR from given weights agrees with PyTorch.</summary>
public class XorTests
{
    [Fact]
    public void A_thousand_epochs_agree_with_PyTorch()
    {
        XorFixture fixture = Fixtures.Xor;
        var network = new XorSigmoid();
        Fixtures.Load(network.Parameters, fixture.Parameters);
        var optimizer = new Sgd { LearningRate = fixture.LearningRate };
        Workspace workspace = XorSigmoid.CreateWorkspace(1);
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], targets = [0, 1, 1, 0];
        for (int epoch = 0; epoch < fixture.Epochs; epoch++)
            for (int row = 0; row < 4; row++)
            {
                network.ComputeGradients(inputs.AsSpan(row * 2, 2), targets.AsSpan(row, 1), workspace);
                optimizer.Step(network.Parameters, workspace.Gradients);
            }
        Fixtures.AssertClose(fixture.After, network.Parameters, 1e-4);
    }
}
