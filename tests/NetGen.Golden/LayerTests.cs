namespace NetGen.Golden;

/// <summary>Every kind of layer against PyTorch's modules in float64: outputs, loss, gradients, and the parameters, running statistics and outputs after a few steps.</summary>
public class LayerTests
{
    [Fact] public void ConvPlain() => Check<ConvPlain>();
    [Fact] public void ConvRectangular() => Check<ConvRectangular>();
    [Fact] public void ConvStrideBeyond() => Check<ConvStrideBeyond>();
    [Fact] public void ConvSame() => Check<ConvSame>();
    [Fact] public void ConvSameEven() => Check<ConvSameEven>();
    [Fact] public void ConvSameDilated() => Check<ConvSameDilated>();
    [Fact] public void ConvDilated() => Check<ConvDilated>();
    [Fact] public void ConvGroups() => Check<ConvGroups>();
    [Fact] public void ConvDepthwise() => Check<ConvDepthwise>();
    [Fact] public void ConvDepthMultiplier() => Check<ConvDepthMultiplier>();
    [Fact] public void Conv1DPlain() => Check<Conv1DPlain>();
    [Fact] public void Conv1DSame() => Check<Conv1DSame>();
    [Fact] public void Conv1DOdd() => Check<Conv1DOdd>();
    [Fact] public void LeNetLike() => Check<LeNetLike>();
    [Fact] public void MaxPoolOverlap() => Check<MaxPoolOverlap>();
    [Fact] public void MaxPoolRectangular() => Check<MaxPoolRectangular>();
    [Fact] public void MaxPoolBeyond() => Check<MaxPoolBeyond>();
    [Fact] public void AveragePoolPadded() => Check<AveragePoolPadded>();
    [Fact] public void AveragePoolRectangular() => Check<AveragePoolRectangular>();
    [Fact] public void AveragePool1DPadded() => Check<AveragePool1DPadded>();
    [Fact] public void GlobalMaxLine() => Check<GlobalMaxLine>();
    [Fact] public void BatchNormVector() => Check<BatchNormVector>();
    [Fact] public void BatchNormImage() => Check<BatchNormImage>();
    [Fact] public void BatchNormLine() => Check<BatchNormLine>();
    [Fact] public void LayerNormVector() => Check<LayerNormVector>();
    [Fact] public void LayerNormImage() => Check<LayerNormImage>();
    [Fact] public void PReluShared() => Check<PReluShared>();
    [Fact] public void PReluChannels() => Check<PReluChannels>();
    [Fact] public void PReluVector() => Check<PReluVector>();
    [Fact] public void ReshapeBetween() => Check<ReshapeBetween>();
    [Fact] public void LayerNormChannels() => Check<LayerNormChannels>();
    [Fact] public void LayerNormPixels() => Check<LayerNormPixels>();
    [Fact] public void EmbeddingRows() => Check<EmbeddingRows>();
    [Fact] public void PositionRows() => Check<PositionRows>();
    [Fact] public void AttentionHeads() => Check<AttentionHeads>();
    [Fact] public void AttentionCausal() => Check<AttentionCausal>();
    [Fact] public void DropoutInference() => CheckOutputs<DropoutInference>();

    [Fact]
    public void Every_fixture_has_a_test() =>
        Assert.Equal(Fixtures.Layers.Keys.Order(), typeof(LayerTests).GetMethods().Select(method => method.Name).Intersect(Fixtures.Layers.Keys).Order());

    private static void Check<TNetwork>() where TNetwork : class, ITrainableNetwork<TNetwork> => TrainingChecks.Check<TNetwork>(Fixtures.Layers[typeof(TNetwork).Name]);

    private static void CheckOutputs<TNetwork>() where TNetwork : class, INetwork<TNetwork> => TrainingChecks.CheckOutputs<TNetwork>(Fixtures.Layers[typeof(TNetwork).Name]);
}
