extern alias generator;
using generator::NetGen.Generator.Emit;
using generator::NetGen.Generator.Graph;
using generator::NetGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.RandomCases;
using NetworkModel = generator::NetGen.Generator.Model.NetworkModel;

namespace NetGen.Tests.Bits;

/// <summary>Whichever form the code of a network has, its results have the same bits: kernels written out or the runtime's of any size, calls written out or listed.</summary>
public class EmittedFormTests
{
    private static readonly string[] Networks =
    [
        // One chain and several, panels of 16 and of 32, odd sizes.
        "[Network(70, Loss = Loss.Huber)] [Dense(37, Activation.Gelu)] [Dense(37, Activation.Relu)] [Dense(65, UseBias = false)] [Dense(9, Activation.Tanh)] [Dense(3)]",
        "[Network(200)] [Dense(200, Activation.Relu)] [Dense(200, Activation.LeakyRelu)] [Dense(200, Activation.LeakyRelu)] [Dense(4, Activation.Softmax)]",
        // Large enough for threads to share outputs.
        "[Network(300, Loss = Loss.CrossEntropy)] [Dense(260, Activation.Silu)] [Dense(130, Activation.Relu)] [Dense(5, Activation.Softmax)]",
        // Every kind of window, with padding, strides and gaps, normalisation and dropout.
        "[Network(3, 17, 19)] [Conv2D(20, 3, Activation.Relu, Padding = 1)] [MaxPool2D(2)] [Conv2D(33, 3, Stride = 2, Dilation = 2, Padding = 2)] [BatchNorm] [Activate(Activation.Silu)] [AveragePool2D(2, Stride = 1)] [Dropout(0.3)] [Dense(4)]",
        "[Network(1, 24, 40)] [Conv2D(6, 5, Activation.HardTanh)] [MaxPool2D(2)] [Conv2D(6, 1)] [PRelu] [MaxPool2D(3, Stride = 2, Padding = 1)] [LayerNorm] [Dense(4)]",
        "[Network(5, 60)] [Conv1D(18, 7, Stride = 3)] [AveragePool1D(3, Padding = 1)] [Conv1D(7, 3, Activation.Elu)] [MaxPool1D(2)] [Dense(2)]",
        // Attention between its projections, and normalisation of each position.
        // Recurrent cells, of one panel and of several, in both directions.
        "[Network(3, 11)] [Lstm(20, Bidirectional = true)] [Gru(7, UseBias = false)] [Conv1D(5, 3, Padding = 1)] [Rnn(33, Activation.Relu)] [Gru(6, Bidirectional = true, Return = Return.Last)] [Dense(3)]",
        "[Network(24, 13)] [PositionEmbedding] [LayerNorm(Over = Over.Channels)] [SelfAttention(3)] [SelfAttention(2, Causal = true)] [Conv1D(40, 1, Activation.Gelu)] [Dense(3)]",
        // Groups: each a slice of the channels, lanes of two groups among them; spread; depthwise.
        "[Network(12, 9, 9)] [Conv2D(64, 3, Padding = 1)] [Conv2D(96, 3, Activation.Relu, Groups = 2)] [Conv2D(51, 3, Groups = 3)] [Conv2D(51, 1, Groups = 3)] [GlobalAveragePool] [Dense(2)]",
        "[Network(12, 9, 9)] [Conv2D(12, 3, Groups = 12)] [BatchNorm] [Conv2D(24, 3, Groups = 4, Stride = 2)] [Conv2D(40, 2, Groups = 2)] [Dense(2)]",
    ];

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Has_the_bits_of_what_is_written_out(bool isGeneral, bool isListed)
    {
        using var written = new CompiledNetworks(Compile(false, false, out _));
        using var other = new CompiledNetworks(Compile(isGeneral, isListed, out string[] texts));
        Assert.All(texts, text => Assert.True((!isGeneral || text.Contains("General", StringComparison.Ordinal)) && (!isListed || text.Contains("calls[at]", StringComparison.Ordinal))));
        for (int i = 0; i < Networks.Length; i++)
            Assert.Equal(Results((ITrainableSubject)written.Create(i)), Results((ITrainableSubject)other.Create(i)));
    }

    private static byte[] Compile(bool isGeneral, bool isListed, out string[] texts)
    {
        List<string> emitted = [];
        generator::NetGen.Generator.NetworkGenerator generator = new(model =>
        {
            string text = Compile(model, isGeneral, isListed);
            lock (emitted)
                emitted.Add(text);
            return text;
        });
        CSharpCompilation project = Compiler.Project(Networks.Select((attributes, i) => $"using NetGen;\nnamespace Networks;\n{attributes}\npublic sealed partial class Network{i};"));
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(project, out Compilation full, out _);
        texts = [.. emitted];
        Assert.Equal(Networks.Length, texts.Length);
        return Compiler.Emit(full);
    }

    private static string Compile(NetworkModel model, bool isGeneral, bool isListed)
    {
        Plan plan = Lowerer.Lower(model, GraphBuilder.Build(model), isGeneral ? model.NamedLayers.Select(layer => layer.Name).ToHashSet() : []);
        return NetworkEmitter.Emit(isListed ? plan with { CallsWrittenOut = 0 } : plan, long.MaxValue).Text;
    }

    /// <summary>The bits of one sample's outputs, a batch's, its gradients, and the parameters after steps on a batch and on one sample.</summary>
    private static int[] Results(ITrainableSubject subject)
    {
        const int Batch = 7;
        var random = new SeededRandom(3);
        float[] inputs = Draw(Batch * subject.InputLength), targets = Draw(Batch * subject.OutputLength), outputs = new float[Batch * subject.OutputLength];
        foreach (ref float value in subject.Parameters.Values)
            value = (random.NextSingle() - 0.5f) / 4;
        Workspace workspace = subject.CreateWorkspace(Batch, training: true);
        List<float> results = [];
        subject.Forward(inputs.AsSpan(0, subject.InputLength), outputs.AsSpan(0, subject.OutputLength));
        results.AddRange(outputs);
        subject.ForwardBatch(inputs, outputs, workspace);
        results.AddRange(outputs);
        results.Add(subject.ComputeLoss(inputs, targets, outputs, workspace));
        results.Add(subject.ComputeGradients(inputs, targets, workspace));
        results.AddRange(workspace.Gradients.Values);
        subject.ForwardTraining(inputs, outputs, workspace);
        subject.Backward(inputs, targets, workspace);
        results.AddRange(workspace.Gradients.Values);
        results.Add(subject.Descend(inputs, targets, workspace, 0.01));
        if (subject.MinimumBatchSize == 1)
            results.Add(subject.Descend(inputs.AsSpan(0, subject.InputLength), targets.AsSpan(0, subject.OutputLength), workspace, 0.01));
        results.AddRange(subject.Parameters.Values);
        return [.. results.Select(BitConverter.SingleToInt32Bits)];

        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
