using Microsoft.CodeAnalysis;
using NetGen.Tests.RandomCases;
using VerifyXunit;

namespace NetGen.Tests.Snapshots;

/// <summary>Whole emitted files as snapshots, so that changes in them appear in reviews.</summary>
public class EmittedCodeTests
{
    [Fact]
    public Task Xor() => Verifier.Verify(Run(
        """
        using NetGen;

        namespace Samples;

        [Network(2)]
        [Dense(2, Activation.Sigmoid)]
        [Dense(1, Activation.Sigmoid)]
        public sealed partial class Xor;
        """));

    [Fact]
    public Task Control() => Verifier.Verify(Run(
        """
        using NetGen;

        namespace Samples;

        [Network(4)]
        [Dense(16, Activation.Tanh)]
        [Dense(2)]
        public sealed partial class Control;
        """));

    [Fact]
    public Task Eye() => Verifier.Verify(Run(
        """
        using NetGen;

        namespace Samples;

        [Network(2, 6, 8, Loss = Loss.CrossEntropy)]
        [Conv2D(4, 3, Padding = 1)]
        [BatchNorm]
        [Activate(Activation.Relu)]
        [MaxPool2D(2)]
        [Dropout(0.25)]
        [Dense(3, Activation.Softmax)]
        public sealed partial class Eye;
        """));

    [Fact]
    public Task DigitReader() => Verifier.Verify(Run(
        """
        using NetGen;

        namespace Samples;

        [Network(784, Loss = Loss.CrossEntropy)]
        [Dense(128, Activation.Relu, Name = "hidden")]
        [Dense(10, Activation.Softmax, Name = "digit")]
        public sealed partial class DigitReader;
        """));

    [Fact]
    public void Emitting_twice_gives_the_same_text()
    {
        string source = "[NetGen.Network(33)] [NetGen.Dense(65, NetGen.Activation.Mish)] [NetGen.Dense(3)] public partial class X;";
        Assert.Equal(Emit(source), Emit(source));
    }

    private static string Emit(string source) => Assert.Single(Compiler.Compile([source]).SyntaxTrees.Skip(1)).ToString();

    // The generator reports nothing: for a class with an error it would emit nothing, and the comparison would be vacuous.
    private static GeneratorDriver Run(string source)
    {
        GeneratorDriver driver = Compiler.Run([source], out Compilation compilation);
        Compiler.ExpectNone(compilation.GetDiagnostics());
        return driver;
    }
}
