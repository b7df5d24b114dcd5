namespace NetGen.Golden;

/// <summary>Every operation between values, shared weights, several inputs and outputs, against PyTorch in float64: outputs, loss, gradients of parameters and inputs, and the parameters after a few steps.</summary>
public class GraphTests
{
    // RATE of make_graph_fixtures.py.
    private const double LearningRate = 0.1;

    [Fact] public void Arithmetic() => Check<Arithmetic>();
    [Fact] public void Broadcasting() => Check<Broadcasting>();
    [Fact] public void Concatenation() => Check<Concatenation>();
    [Fact] public void SlicesAndSplits() => Check<SlicesAndSplits>();
    [Fact] public void ReshapesAndTransposes() => Check<ReshapesAndTransposes>();
    [Fact] public void MatrixProducts() => Check<MatrixProducts>();
    [Fact] public void Attention() => Check<Attention>();
    [Fact] public void Reductions() => Check<Reductions>();
    [Fact] public void Maxima() => Check<Maxima>();
    [Fact] public void TiedMaxima() => Check<TiedMaxima>();
    [Fact] public void SoftmaxOverAxes() => Check<SoftmaxOverAxes>();
    [Fact] public void SharedWeights() => Check<SharedWeights>();
    [Fact] public void SeveralLosses() => Check<SeveralLosses>();
    [Fact] public void TwoLossesOfOne() => Check<TwoLossesOfOne>();
    [Fact] public void ReadOutputs() => Check<ReadOutputs>();
    [Fact] public void ReshapedOutputs() => Check<ReshapedOutputs>();
    [Fact] public void ResidualNetwork() => Check<ResidualNetwork>();
    [Fact] public void SqueezeAndExcitation() => Check<SqueezeAndExcitation>();
    [Fact] public void SharedImage() => Check<SharedImage>();
    [Fact] public void DenseConnections() => Check<DenseConnections>();
    [Fact] public void ActivationsByName() => Check<ActivationsByName>();
    [Fact] public void Direct() => Check<Direct>();
    [Fact] public void WeightedLoss() => Check<WeightedLoss>();
    [Fact] public void TransformerEncoder() => Check<TransformerEncoder>();
    [Fact] public void SmallGpt() => Check<SmallGpt>();

    [Fact]
    public void Every_fixture_has_a_test() =>
        Assert.Equal(Fixtures.Graphs.Keys.Order(), typeof(GraphTests).GetMethods().Select(method => method.Name).Intersect(Fixtures.Graphs.Keys).Order());

    private static void Check<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        LayerFixture fixture = Fixtures.Graphs[typeof(TNetwork).Name];
        TrainingChecks.Check<TNetwork>(fixture);
        TrainingChecks.CheckDescent<TNetwork>(fixture, LearningRate);
    }
}
