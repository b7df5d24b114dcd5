using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>The choice of convolutions with columns in lanes, which read and write channels first.</summary>
public sealed class OrderChoiceTests
{
    private const string LeNet = "[Network(1, 28, 28)] [Conv2D(6, 5, Activation.Relu, Padding = 2)] [MaxPool2D(2)] [Conv2D(16, 5, Activation.Relu)] [MaxPool2D(2)] [Dense(10)]";

    [Theory]
    [InlineData(LeNet, "conv1")]
    [InlineData("[Network(3, 32, 32)] [Conv2D(16, 3, Padding = 1)] [Conv2D(32, 3)]", "")] // filters fill the lanes
    [InlineData("[Network(3, 32, 32)] [Conv2D(4, 3, Padding = 1)] [Conv2D(32, 3)]", "conv1")]
    [InlineData("[Network(1, 15, 15)] [Conv2D(2, 3, Padding = 1)]", "")] // a row fills no vector
    [InlineData("[Network(1, 16, 16)] [Conv2D(2, 3, Padding = 1)]", "conv1")]
    [InlineData("[Network(1, 40, 40)] [Conv2D(2, 3, Stride = 2)]", "")] // columns don't lie side by side
    [InlineData("[Network(2, 40)] [Conv1D(2, 3, Groups = 2)]", "")]
    [InlineData("[Network(1, 40, 40)] [Conv2D(2, 3)] [MaxPool2D(2)]", "conv1")]
    [InlineData("[Network(1, 40, 40)] [Conv2D(2, 3)] [MaxPool2D(1, SizeWidth = 3, StrideWidth = 3)]", "")]
    [InlineData("[Network(1, 400)] [Conv1D(4, 9, Activation.Tanh)] [Conv1D(4, 9, Activation.Tanh)] [Conv1D(1, 9)]", "conv1 conv2 conv3")]
    [InlineData("[Network(1, 6, 37)] [Conv2D(3, 3, Padding = 1)] [BatchNorm] [Activate(Activation.LeakyRelu)] [MaxPool2D(2)] [Conv2D(2, 3, Activation.Tanh, Padding = 1)] [Dense(3)]", "conv1 conv2")]
    [InlineData("[Network(1, 400)] [Conv1D(4, 9)] [Dropout(0.5)] [Conv1D(4, 9)]", "conv1")] // whose result is transposed for the dropout
    [InlineData("[Network(4, 400)] [Conv1D(2, 1)]", "conv1")] // as samples come, or else they would be transposed
    [InlineData("[Network(1, 400)] [Conv1D(4, 1)]", "")] // transposing the result costs more than it saves
    public void Few_filters_over_wide_rows_use_columns_in_lanes(string attributes, string expected) =>
        Assert.Equal(expected, string.Join(' ', InColumns(attributes, Mode.Inference)));

    [Fact]
    public void Training_uses_filters_in_lanes() => Assert.Empty(InColumns(LeNet, Mode.Training));

    private static IEnumerable<string> InColumns(string attributes, Mode mode)
    {
        NetworkGraph graph = GraphBuilder.Build(ModelOf(attributes));
        IReadOnlyList<Group> groups = Fusion.Of(graph.Forward, mode, new HashSet<string>(), [.. graph.LossArguments, .. graph.Outputs]);
        IReadOnlyDictionary<Group, Candidate> choices = OrderChoice.Of(groups, mode, new HashSet<string>());
        return groups.Where(group => group.Head.Op is Convolve && choices[group].Reads == ChannelOrder.First).Select(group => group.Head.Layer);
    }

    [Theory]
    [InlineData(28, 6, 2, 3, 2)] // two vectors, twice three filters: twelve sums
    [InlineData(16, 6, 1, 6, 1)]
    [InlineData(40, 4, 1, 4, 3)]
    [InlineData(400, 1, 1, 1, 9)] // 25 vectors in three tiles
    [InlineData(32, 1, 4, 1, 2)]
    public void Tiles_keep_the_execution_units_busy(int columns, int filters, int poolHeight, int height, int vectors) =>
        Assert.Equal(new(height, vectors), ConvolutionShapes.ColumnTile(columns, filters, poolHeight));
}
