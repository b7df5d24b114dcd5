using NetGen.Generator.Declaration;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>The sizes of layers, computed by hand.</summary>
public sealed class SizeTests
{
    [Theory]
    [InlineData("[Network(9)] [Dense(5)]", 50, 160, 45, 9)]
    [InlineData("[Network(2, 3, 4)] [Dense(33, UseBias = false)]", 792, 1536, 792, 24)]
    [InlineData("[Network(3, 8, 9)] [Conv2D(20, 3)]", 560, 896, 22680, 27)]
    [InlineData("[Network(3, 8, 9)] [Conv2D(20, 3, UseBias = false, Stride = 2, KernelWidth = 1)]", 180, 288, 2700, 9)]
    [InlineData("[Network(4, 8, 8)] [Conv2D(8, 3, Groups = 4)]", 80, 160, 2592, 9)]
    [InlineData("[Network(4, 100)] [Conv1D(2, 5, Padding = Padding.Same)]", 42, 336, 4000, 20)]
    [InlineData("[Network(4, 8, 8)] [MaxPool2D(2)]", 0, 0, 0, 0)]
    [InlineData("[Network(4, 8, 8)] [GlobalAveragePool]", 0, 0, 0, 0)]
    [InlineData("[Network(4, 8, 8)] [Flatten]", 0, 0, 0, 0)]
    [InlineData("[Network(4, 8, 8)] [Reshape(8, 32)]", 0, 0, 0, 0)]
    [InlineData("[Network(4, 8, 8)] [BatchNorm]", 8, 64, 256, 0)]
    [InlineData("[Network(40)] [BatchNorm]", 80, 256, 40, 0)]
    [InlineData("[Network(4, 8)] [LayerNorm]", 64, 64, 32, 0)]
    [InlineData("[Network(4, 8)] [LayerNorm(Over = Over.Channels)]", 8, 32, 32, 0)]
    [InlineData("[Network(8)] [Embedding(10, 3)]", 30, 32, 0, 0)]
    [InlineData("[Network(4, 8)] [PositionEmbedding]", 32, 32, 32, 0)]
    [InlineData("[Network(3, 9)] [Rnn(5)]", 50, 176, 360, 3)]
    [InlineData("[Network(3, 9)] [Lstm(20, Bidirectional = true)]", 4000, 6112, 33120, 3)]
    [InlineData("[Network(3, 9)] [Gru(16, UseBias = false, Return = Return.Last)]", 912, 960, 8208, 3)]
    [InlineData("[Network(9, SequenceLength = 64)] [Lstm(20)]", 2480, 3632, 2320, 9)]
    [InlineData("[Network(9, SequenceLength = 64)] [CausalConv1D(40, 5, Dilation = 30)]", 1840, 2944, 1800, 45)]
    [InlineData("[Network(9, SequenceLength = 64)] [Delay(50)]", 0, 0, 0, 0)]
    [InlineData("[Network(4, 8)] [SelfAttention(2)]", 80, 160, 1024, 4)]
    [InlineData("[Network(4, 8)] [SelfAttention(2, Causal = true)]", 80, 160, 800, 4)]
    [InlineData("[Network(4, 8)] [Dropout(0.5)]", 0, 0, 0, 0)]
    [InlineData("[Network(4, 8)] [Activate(Activation.Relu)]", 0, 0, 0, 0)]
    [InlineData("[Network(4, 8)] [PRelu]", 1, 16, 32, 0)]
    [InlineData("[Network(4, 8)] [PRelu(PerChannel = true)]", 4, 16, 32, 0)]
    [InlineData("[Network(8)] [PRelu(PerChannel = true)]", 8, 16, 8, 0)]
    public void A_layer_has_the_expected_size(string attributes, long parameters, long padded, long multiplyAdds, long sumLength)
    {
        NetworkModel model = ModelOf(attributes);
        LayerSize size = model.Layers[0].Kind.Check(new(0, true, [model.Input], Notation.Attributes, IsStream: model.Sequence is not null)).Size!;
        Assert.Equal((parameters, padded, multiplyAdds, sumLength), (size.Parameters, size.PaddedParameters, size.MultiplyAdds, size.SumLength));
        Assert.True(size.ScratchRow >= model.Layers[0].Kind.Output([model.Input]).Length);
    }

    /// <summary>Products of extents that exceed an int, and text whose length does not grow with them.</summary>
    [Theory]
    [InlineData("[Network(512, 512)] [Conv1D(64, 512)]")]
    [InlineData("[Network(1, 8000000)] [Conv1D(1, 8000000)]")]
    [InlineData("[Network(65536, 4, 6)] [Conv2D(8, 3)]")]
    [InlineData("[Network(1, 4000000, 1)] [Conv2D(1, 1, KernelHeight = 4000000)]")]
    [InlineData("[Network(1, 4000000)] [Conv1D(1, 2000000, Dilation = 2)]")]
    [InlineData("[Network(1024, 64)] [Conv1D(4096, 64, Padding = Padding.Same)] [Reshape(1024, 256)] [Conv1D(4096, 64)]")]
    [InlineData("[Network(2048, 16, 32)] [Conv2D(2048, 1, Groups = 2)]")]
    [InlineData("[Network(2, 64, 64)] [Conv2D(4, 1, Stride = int.MaxValue, Dilation = int.MaxValue)] [Conv2D(4, 1, Groups = 2, Dilation = int.MaxValue)]")]
    [InlineData("[Network(1, 8000000)] [MaxPool1D(3, Stride = int.MaxValue)] [Dense(1)]")]
    [InlineData("[Network(32767)] [Dense(16384)]")]
    [InlineData("[Network(4096)] [Embedding(60000, 8)] [PositionEmbedding]")]
    [InlineData("[Network(1, 100000)] [Lstm(20)]")]
    [InlineData("[Network(1, SequenceLength = 100000)] [CausalConv1D(20, 3, Dilation = 20000)] [Delay(1000000)]")]
    [InlineData("[Network(512, 512)] [Gru(700, Bidirectional = true)] [Rnn(2000, Return = Return.Last)]")]
    [InlineData("[Network(16, 4096)] [SelfAttention(1)]")]
    [InlineData("[Network(512, 512)] [SelfAttention(64, Causal = true)] [LayerNorm(Over = Over.Channels)]")]
    public void Large_networks_compile_to_short_text(string attributes)
    {
        NetworkDeclaration declaration = Parse($"{attributes} partial class Net;");
        Assert.True(NetworkRules.Accept(declaration));
        Assert.InRange(Compiler.Compile(declaration.Model!).Length, 1, 100_000);
    }
}
