using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NetGen.Tests.Reference;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Hostile;

/// <summary>No emitted method is past what the JIT optimises: 20,000 IL instructions, 8,000 references to locals (those from number 256 on count double), 2,000 basic blocks.</summary>
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
        new(new Shape(1, 28, 28), Loss.CrossEntropy,
            new Convolution(6, Square(5, padding: 2), Activation.Relu), new MaxPool(Square(2, stride: 2)), new Convolution(16, Square(5), Activation.Relu), new MaxPool(Square(2, stride: 2)),
            new Dense(120, Activation.Relu), new Dropout(0.25), new Dense(10, Activation.Softmax)),
        new(new Shape(3, 32, 32), Loss.CrossEntropy,
            new Convolution(64, Square(3, padding: Padding.Same), UseBias: false), new BatchNorm(), new Activate(Activation.Mish), new Convolution(64, Square(7, padding: 3), Activation.Gelu, Groups: 64),
            new PRelu(PerChannel: true), new AveragePool(Square(3, stride: 2, padding: 1)), new LayerNorm(), new GlobalAveragePool(), new Dense(10, Activation.Softmax)),
        new NetworkSpec(new Shape(4, 9, 7), Loss.Huber,
            new Convolution(12, Square(5, padding: 2), Activation.Mish, Groups: 2), new MaxPool(Square(3, stride: 2, padding: 1)), new Convolution(5, Square(3), Activation.Gelu)) with { Unroll = Unroll.Full },
        new NetworkSpec(new Shape(20, 64), Loss.Huber,
            new Convolution(40, new(null, new(9, Padding: Padding.Same)), Activation.Silu), new BatchNorm(), new GlobalMaxPool(), new Dense(3)) with { Unroll = Unroll.Loops },
    ];

    private static Window Square(int size, int stride = 1, int padding = 0) => new(new(size, stride, padding), new(size, stride, padding));

    [Fact]
    public void Every_method_is_within_the_limits_of_the_JIT()
    {
        using var image = new MemoryStream();
        var compilation = Compiler.Compile(Networks.Select((spec, i) => "using NetGen;\nnamespace Networks;\n" + NetworkSource.Declare(spec, $"Network{i}")));
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
        Assert.True(methods > 20 * Networks.Length, $"Only {methods} methods were looked at.");
    }
}
