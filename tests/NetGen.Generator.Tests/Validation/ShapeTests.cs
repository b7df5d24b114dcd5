using NetGen.Generator.Model;
using NetGen.Generator.Validation;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>The shapes that layers infer, in the rules and in the graph.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("[Network(1, 28, 28)] [Conv2D(6, 5)]", "6 × 24 × 24")]
    [InlineData("[Network(3, 28, 30)] [Conv2D(6, 5, Padding = 2)]", "6 × 28 × 30")]
    [InlineData("[Network(3, 7, 9)] [Conv2D(6, 1)]", "6 × 7 × 9")]
    [InlineData("[Network(3, 1, 1)] [Conv2D(6, 1)]", "6 × 1 × 1")]
    [InlineData("[Network(3, 7, 7)] [Conv2D(6, 7)]", "6 × 1 × 1")]
    [InlineData("[Network(3, 7, 9)] [Conv2D(6, 7)]", "6 × 1 × 3")]
    [InlineData("[Network(3, 5, 5)] [Conv2D(6, 7, Padding = 1)]", "6 × 1 × 1")]
    [InlineData("[Network(3, 8, 8)] [Conv2D(6, 3, Stride = 2)]", "6 × 3 × 3")]
    [InlineData("[Network(3, 9, 8)] [Conv2D(6, 3, Stride = 2)]", "6 × 4 × 3")]
    [InlineData("[Network(3, 8, 8)] [Conv2D(6, 1, Stride = 3)]", "6 × 3 × 3")]
    [InlineData("[Network(3, 8, 8)] [Conv2D(6, 2, Stride = 100)]", "6 × 1 × 1")]
    [InlineData("[Network(3, 8, 8)] [Conv2D(6, 2, Stride = int.MaxValue)]", "6 × 1 × 1")]
    [InlineData("[Network(3, 8, 8)] [Conv2D(6, 3, Dilation = 2)]", "6 × 4 × 4")]
    [InlineData("[Network(3, 8, 8)] [Conv2D(6, 1, Dilation = int.MaxValue)]", "6 × 8 × 8")]
    [InlineData("[Network(3, 9, 9)] [Conv2D(6, 3, Dilation = 4)]", "6 × 1 × 1")]
    [InlineData("[Network(3, 10, 10)] [Conv2D(6, 3, Dilation = 2, Stride = 3, Padding = 1)]", "6 × 3 × 3")]
    [InlineData("[Network(3, 8, 9)] [Conv2D(6, 3, Padding = Padding.Same)]", "6 × 8 × 9")]
    [InlineData("[Network(3, 8, 9)] [Conv2D(6, 4, Padding = Padding.Same)]", "6 × 8 × 9")]
    [InlineData("[Network(3, 8, 9)] [Conv2D(6, 4, Padding = Padding.Same, Dilation = 3)]", "6 × 8 × 9")]
    [InlineData("[Network(3, 2, 3)] [Conv2D(6, 20, Padding = Padding.Same)]", "6 × 2 × 3")]
    [InlineData("[Network(3, 8, 9)] [Conv2D(6, 3, PaddingWidth = Padding.Same, StrideHeight = 2)]", "6 × 3 × 9")]
    [InlineData("[Network(3, 8, 9)] [Conv2D(6, 3, KernelHeight = 1, StrideWidth = 2, PaddingHeight = 1, DilationWidth = 2)]", "6 × 10 × 3")]
    [InlineData("[Network(4, 8, 8)] [Conv2D(6, 3, Groups = 2)]", "6 × 6 × 6")]
    [InlineData("[Network(4, 8, 8)] [Conv2D(8, 3, Groups = 4)]", "8 × 6 × 6")]
    [InlineData("[Network(2, 100)] [Conv1D(6, 5)]", "6 × 96")]
    [InlineData("[Network(2, 100)] [Conv1D(6, 4, Padding = Padding.Same, Dilation = 7)]", "6 × 100")]
    [InlineData("[Network(2, 100)] [Conv1D(6, 100)]", "6 × 1")]
    [InlineData("[Network(2, 101)] [Conv1D(6, 3, Stride = 10, Padding = 1, Dilation = 2)]", "6 × 10")]
    [InlineData("[Network(3, 28, 28)] [MaxPool2D(2)]", "3 × 14 × 14")]
    [InlineData("[Network(3, 29, 28)] [MaxPool2D(3)]", "3 × 9 × 9")]
    [InlineData("[Network(3, 8, 8)] [AveragePool2D(1)]", "3 × 8 × 8")]
    [InlineData("[Network(3, 8, 9)] [AveragePool2D(8)]", "3 × 1 × 1")]
    [InlineData("[Network(3, 8, 9)] [AveragePool2D(3, Stride = 2, Padding = 1)]", "3 × 4 × 5")]
    [InlineData("[Network(3, 8, 9)] [MaxPool2D(2, SizeHeight = 3, Stride = 1)]", "3 × 6 × 8")]
    [InlineData("[Network(3, 8, 9)] [MaxPool2D(2, StrideWidth = 5)]", "3 × 4 × 2")]
    [InlineData("[Network(3, 1, 1)] [MaxPool2D(3, Padding = 1)]", "3 × 1 × 1")]
    [InlineData("[Network(3, 9)] [MaxPool1D(2)]", "3 × 4")]
    [InlineData("[Network(3, 9)] [AveragePool1D(5, Stride = 1, Padding = 2)]", "3 × 9")]
    [InlineData("[Network(3, 8, 9)] [GlobalAveragePool]", "3")]
    [InlineData("[Network(3, 9)] [GlobalMaxPool]", "3")]
    [InlineData("[Network(3, 8, 9)] [Flatten]", "216")]
    [InlineData("[Network(3, 9)] [Flatten]", "27")]
    [InlineData("[Network(9)] [Flatten]", "9")]
    [InlineData("[Network(3, 8, 9)] [Dense(5)]", "5")]
    [InlineData("[Network(216)] [Reshape(3, 8, 9)]", "3 × 8 × 9")]
    [InlineData("[Network(3, 8, 9)] [Reshape(9, 24)]", "9 × 24")]
    [InlineData("[Network(3, 8, 9)] [Reshape(216)]", "216")]
    [InlineData("[Network(3, 8, 9)] [BatchNorm] [LayerNorm] [Dropout(0.5)] [Activate(Activation.Relu)] [PRelu]", "3 × 8 × 9")]
    [InlineData("[Network(3, 9)] [BatchNorm] [LayerNorm] [Dropout(0.5)] [Activate(Activation.Relu)] [PRelu(PerChannel = true)]", "3 × 9")]
    [InlineData("[Network(9)] [BatchNorm] [LayerNorm] [Dropout(0)] [Activate(Activation.Softmax)]", "9")]
    [InlineData("[Network(3, 8, 9)] [LayerNorm(Over = Over.Channels)]", "3 × 8 × 9")]
    [InlineData("[Network(9)] [LayerNorm(Over = Over.Channels)]", "9")]
    [InlineData("[Network(3, 9)] [Rnn(5)]", "5 × 9")]
    [InlineData("[Network(3, 9)] [Lstm(5, Bidirectional = true)]", "10 × 9")]
    [InlineData("[Network(3, SequenceLength = 9)] [Lstm(5)]", "5")]
    [InlineData("[Network(3, SequenceLength = 9)] [CausalConv1D(7, 2)]", "7")]
    [InlineData("[Network(2, 4, SequenceLength = 9)] [Delay(5)]", "2 × 4")]
    [InlineData("[Network(2, 4, SequenceLength = 9)] [Lstm(5, Bidirectional = true)]", "10 × 4")]
    [InlineData("[Network(3, SequenceLength = 9)] [Dense(4)] [LastFrame]", "4")]
    [InlineData("[Network(3, 9)] [Gru(5, Return = Return.Last)]", "5")]
    [InlineData("[Network(3, 9)] [Lstm(5, Bidirectional = true)] [Gru(4, Bidirectional = true, Return = Return.Last)]", "8")]
    [InlineData("[Network(3, 1)] [Rnn(5, Return = Return.Sequence)]", "5 × 1")]
    [InlineData("[Network(9)] [Embedding(5, 4)]", "4 × 9")]
    [InlineData("[Network(9)] [Embedding(5, 4)] [PositionEmbedding] [SelfAttention(2)]", "4 × 9")]
    [InlineData("[Network(1, 28, 28)] [Conv2D(6, 5, Padding = 2)] [MaxPool2D(2)] [Conv2D(16, 5)] [MaxPool2D(2)]", "16 × 5 × 5")]
    [InlineData("[Network(12, Loss = Loss.CrossEntropy)] [Reshape(3, 4)] [Conv1D(5, 3)] [GlobalAveragePool] [Dense(2)]", "2")]
    public void Every_layer_infers_its_shape(string attributes, string shape)
    {
        NetworkModel model = ModelOf(attributes);
        Assert.DoesNotContain(NetworkRules.Check(Parse($"{attributes} partial class Net;"), new(false, [])), finding => finding.IsError);
        Assert.Equal(shape, ShapeRules.Outputs(model)[^1].ToString());
        Assert.Equal(shape, model.Shapes()[^1].ToString());
    }

    /// <summary>Compared with counting each position.</summary>
    [Fact]
    public void A_window_has_as_many_outputs_as_positions()
    {
        foreach (int input in Enumerable.Range(1, 12))
            foreach (int kernel in Enumerable.Range(1, 5))
                foreach (int stride in Enumerable.Range(1, 4))
                    foreach (int padding in Enumerable.Range(Window.Same, 4))
                        foreach (int dilation in Enumerable.Range(1, 3))
                        {
                            Window window = new(kernel, stride, padding, dilation);
                            int reach = dilation * (kernel - 1), around = padding == Window.Same ? reach : 2 * padding;
                            int places = Enumerable.Range(0, input + around).Count(start => start % stride == 0 && start + reach < input + around);
                            if (places == 0)
                            {
                                Assert.True(window.Outputs(input) <= 0);
                                continue;
                            }
                            int before = padding == Window.Same ? reach / 2 : padding;
                            // A kernel of one element has no dilation, and a stride past the end gives no second position.
                            Assert.Equal(new Axis(input, places, kernel, Math.Min(stride, input + around + 1), kernel == 1 ? 1 : dilation, before, around - before), window.Over(input));
                        }
    }

    [Fact]
    public void A_missing_axis_has_length_one() => Assert.Equal(Axis.None, Window.None.Over(1));
}
