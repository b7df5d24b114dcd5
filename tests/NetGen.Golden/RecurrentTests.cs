namespace NetGen.Golden;

/// <summary>Every kind of recurrent cell against PyTorch's modules in float64, in one direction and in both, with all states and the last ones: outputs, loss, gradients, and the parameters and outputs after 20 steps.</summary>
public class RecurrentTests
{
    [Fact] public void RnnSequence() => Check<RnnSequence>();
    [Fact] public void RnnLast() => Check<RnnLast>();
    [Fact] public void RnnBoth() => Check<RnnBoth>();
    [Fact] public void RnnBothLast() => Check<RnnBothLast>();
    [Fact] public void ReluSequence() => Check<ReluSequence>();
    [Fact] public void ReluLast() => Check<ReluLast>();
    [Fact] public void ReluBoth() => Check<ReluBoth>();
    [Fact] public void ReluBothLast() => Check<ReluBothLast>();
    [Fact] public void LstmSequence() => Check<LstmSequence>();
    [Fact] public void LstmLast() => Check<LstmLast>();
    [Fact] public void LstmBoth() => Check<LstmBoth>();
    [Fact] public void LstmBothLast() => Check<LstmBothLast>();
    [Fact] public void GruSequence() => Check<GruSequence>();
    [Fact] public void GruLast() => Check<GruLast>();
    [Fact] public void GruBoth() => Check<GruBoth>();
    [Fact] public void GruBothLast() => Check<GruBothLast>();
    [Fact] public void RnnWithoutBias() => Check<RnnWithoutBias>();
    [Fact] public void LstmWithoutBias() => Check<LstmWithoutBias>();
    [Fact] public void GruWithoutBias() => Check<GruWithoutBias>();
    [Fact] public void CellsBetween() => Check<CellsBetween>();
    [Fact] public void OneFrame() => Check<OneFrame>();

    [Fact]
    public void Every_fixture_has_a_test() =>
        Assert.Equal(Fixtures.Recurrent.Keys.Order(), typeof(RecurrentTests).GetMethods().Select(method => method.Name).Intersect(Fixtures.Recurrent.Keys).Order());

    private static void Check<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork> => TrainingChecks.Check<TNetwork>(Fixtures.Recurrent[typeof(TNetwork).Name]);
}
