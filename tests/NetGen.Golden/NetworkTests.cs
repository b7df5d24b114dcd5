namespace NetGen.Golden;

/// <summary>Outputs, losses and gradients of every network of the fixtures against PyTorch's in float64.</summary>
public class NetworkTests
{
    private const double Tolerance = 1e-5;

    [Fact] public void LinearMse() => Check<LinearMse>();
    [Fact] public void XorSigmoid() => Check<XorSigmoid>();
    [Fact] public void ReluSoftmax() => Check<ReluSoftmax>();
    [Fact] public void LeakyReluLogits() => Check<LeakyReluLogits>();
    [Fact] public void EluLogSoftmax() => Check<EluLogSoftmax>();
    [Fact] public void SeluNoBias() => Check<SeluNoBias>();
    [Fact] public void GeluHuber() => Check<GeluHuber>();
    [Fact] public void SiluAbsolute() => Check<SiluAbsolute>();
    [Fact] public void MishSigmoid() => Check<MishSigmoid>();
    [Fact] public void HardSigmoidLogits() => Check<HardSigmoidLogits>();
    [Fact] public void TanhHinge() => Check<TanhHinge>();
    [Fact] public void HardTanhHinge() => Check<HardTanhHinge>();
    [Fact] public void HardSwishMse() => Check<HardSwishMse>();
    [Fact] public void SoftplusHuber() => Check<SoftplusHuber>();
    [Fact] public void SoftsignMse() => Check<SoftsignMse>();
    [Fact] public void SoftmaxMse() => Check<SoftmaxMse>();
    [Fact] public void SoftmaxInside() => Check<SoftmaxInside>();
    [Fact] public void SigmoidDeep() => Check<SigmoidDeep>();
    [Fact] public void OneByOne() => Check<OneByOne>();
    [Fact] public void WideIn() => Check<WideIn>();
    [Fact] public void WideOut() => Check<WideOut>();
    [Fact] public void GeluDeep() => Check<GeluDeep>();
    [Fact] public void ReluAbsolute() => Check<ReluAbsolute>();
    [Fact] public void Optimized() => Check<Optimized>();
    [Fact] public void StepPerceptron() => CheckOutputs<StepPerceptron>();

    [Fact]
    public void Every_fixture_has_a_test() =>
        Assert.Equal(Fixtures.Networks.Keys.Order(), typeof(NetworkTests).GetMethods().Select(method => method.Name).Intersect(Fixtures.Networks.Keys).Order());

    private static void Check<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        NetworkFixture fixture = Fixtures.Networks[typeof(TNetwork).Name];
        TNetwork network = CheckOutputs<TNetwork>();
        Workspace workspace = TNetwork.CreateWorkspace(fixture.Inputs.Length / TNetwork.InputLength);
        float loss = network.ComputeGradients(Fixtures.Narrow(fixture.Inputs), Fixtures.Narrow(fixture.Targets!), workspace);
        Fixtures.AssertClose([fixture.Loss!.Value], [loss], Tolerance * Math.Max(1, fixture.Loss.Value), "loss");
        Fixtures.AssertClose(fixture.Gradients!, workspace.Gradients, Tolerance);
    }

    private static TNetwork CheckOutputs<TNetwork>() where TNetwork : class, INetwork<TNetwork>
    {
        NetworkFixture fixture = Fixtures.Networks[typeof(TNetwork).Name];
        TNetwork network = TNetwork.Create(0);
        Fixtures.Load(network.Parameters, fixture.Parameters);
        var outputs = new float[fixture.Outputs.Length];
        network.ForwardBatch(Fixtures.Narrow(fixture.Inputs), outputs, TNetwork.CreateWorkspace(fixture.Inputs.Length / TNetwork.InputLength, training: false));
        Fixtures.AssertClose(fixture.Outputs, outputs, Tolerance * Math.Max(1, fixture.Outputs.Max(Math.Abs)), "outputs");
        return network;
    }
}
