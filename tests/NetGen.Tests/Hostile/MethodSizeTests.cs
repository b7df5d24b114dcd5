using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NetGen.Tests.Reference;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Hostile;

/// <summary>No emitted method exceeds the limits up to which the JIT optimises: 20,000 IL instructions, 8,000 references to locals (those with an index of 256 or more count double), 2,000 basic blocks.</summary>
public class MethodSizeTests
{
    private const int Instructions = 20_000, LocalReferences = 8_000, Branches = 1_000;

    private static readonly NetworkSpec[] Networks =
    [
        new(2, Loss.MeanSquaredError, new Dense(2, Activation.Sigmoid), new Dense(1, Activation.Sigmoid)),
        new(4, Loss.MeanSquaredError, new Dense(64, Activation.Tanh), new Dense(64, Activation.Tanh), new Dense(2, Activation.Linear)),
        new(784, Loss.CrossEntropy, new Dense(128, Activation.Relu), new Dense(10, Activation.Softmax)),
        new(784, Loss.CrossEntropy, new Dense(512, Activation.Gelu), new Dense(256, Activation.Mish), new Dense(10, Activation.LogSoftmax)),
        new(1, Loss.Huber, [.. Enumerable.Repeat(new Dense(3, Activation.Gelu), 40)]),
        new(3000, Loss.MeanSquaredError, new Dense(1, Activation.Linear), new Dense(3000, Activation.Selu)),
        new NetworkSpec(70, Loss.Hinge, new Dense(70, Activation.HardSwish), new Dense(70, Activation.Softplus)) with { Unroll = Unroll.Loops },
        new NetworkSpec(16, Loss.Hinge, new Dense(32, Activation.HardSwish), new Dense(16, Activation.Softplus)) with { Unroll = Unroll.Full },
        new NetworkSpec(37, Loss.Huber, new Dense(65, Activation.Elu), new Dense(33, Activation.Softmax)) with { Unroll = Unroll.Full },
    ];

    // Wide windows, long rows, many filters, gaps, and a kernel with many inputs.
    private const string Spatial = """
        using NetGen;
        namespace Networks;
        [Network(3, 32, 32)] [Conv2D(64, 7, Activation.Relu, Padding = 3)] [MaxPool2D(4)] [Conv2D(65, 3, Activation.Gelu)] [AveragePool2D(5, Stride = 1)] [Dense(10)] public sealed partial class Wide;
        [Network(16, 300)] [Conv1D(33, 16, Dilation = 3)] [BatchNorm] [Activate(Activation.Relu)] [MaxPool1D(2)] [Conv1D(7, 1)] [PRelu] [LayerNorm] public sealed partial class Long;
        [Network(64)] [Embedding(65, 64)] [PositionEmbedding] [LayerNorm(Over = Over.Channels)] [SelfAttention(4, Causal = true)] [Conv1D(256, 1, Activation.Gelu)] [Dense(65)] public sealed partial class Text;
        [Network(64, 100)] [Lstm(65, Bidirectional = true)] [Gru(33)] [Rnn(100, Return = Return.Last)] [Dense(65)] public sealed partial class Sound;
        [Network(512, 512)] [Conv1D(64, 512)] public sealed partial class Deep;
        """;

    [Fact]
    public void Every_method_is_within_the_limits_of_the_JIT()
    {
        using var image = new MemoryStream();
        var compilation = Compiler.Compile(Networks.Select((spec, i) => "using NetGen;\nnamespace Networks;\n" + NetworkSource.Declare(spec, $"Network{i}")).Append(Spatial));
        Assert.True(compilation.Emit(image).Success);
        image.Position = 0;
        using var file = new PEReader(image);
        MetadataReader metadata = file.GetMetadataReader();
        int methods = 0;
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0))
        {
            methods++;
            ImmutableArray<byte> code = file.GetMethodBody(method.RelativeVirtualAddress).GetILContent();
            IlCounts counts = IlCounts.Of(code);
            Assert.True(counts is { Instructions: < Instructions, LocalReferences: < LocalReferences, Branches: < Branches },
                $"{metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name)}.{metadata.GetString(method.Name)}: {counts}");
        }
        Assert.True(methods > 20 * Networks.Length, $"Only {methods} methods were checked.");
    }
}
