using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Tests.Hostile;

/// <summary>Emitted code compiles without a warning whatever the settings of the user's project.</summary>
public class HostileSettingTests
{
    // Covers all emitted code: scalar code, straight-line code, loops, convolutions, batch statistics, every training member, and an inference-only class.
    private const string Source =
        """
        using NetGen;
        namespace Acme;

        /// <summary>Scalars.</summary>
        [Network(2)]
        [Dense(2, Activation.Sigmoid)]
        [Dense(1, Activation.Sigmoid)]
        public sealed partial class Xor;

        /// <summary>Straight-line code.</summary>
        [Network(4, Loss = Loss.Huber, Unroll = Unroll.Full)]
        [Dense(16, Activation.Tanh, UseBias = false)]
        [Dense(2)]
        public partial class Control;

        /// <summary>Loops and tiles.</summary>
        [Network(130, Loss = Loss.CrossEntropy)]
        [Dense(70, Activation.Gelu, Name = "hidden")]
        [Dense(33, Activation.Softmax, Name = "inner")]
        [Dense(10, Activation.Softmax)]
        public sealed partial class Classifier;

        /// <summary>Convolutions.</summary>
        [Network(3, 9, 8, Loss = Loss.CrossEntropy)]
        [Conv2D(6, 3, Activation.Relu, Padding = Padding.Same)]
        [MaxPool2D(2)]
        [Conv2D(17, 2, Activation.Gelu, Dilation = 2, Name = "norms")]
        [AveragePool2D(2, Stride = 1)]
        [PRelu]
        [Dense(10, Activation.Softmax)]
        public sealed partial class Eye;

        /// <summary>Batch statistics.</summary>
        [Network(4, 30)]
        [Conv1D(8, 3, Groups = 2)]
        [BatchNorm]
        [Activate(Activation.Relu)]
        [Dropout(0.25)]
        [MaxPool1D(3, Padding = 1)]
        [LayerNorm]
        [GlobalAveragePool]
        [Reshape(2, 4)]
        [PRelu(PerChannel = true)]
        [Flatten]
        public sealed partial class Ear;

        /// <summary>Every kind of recurrent cell.</summary>
        [Network(2, 9)]
        [Lstm(5, Bidirectional = true)]
        [Gru(4, UseBias = false)]
        [Rnn(3, Activation.Relu, Bidirectional = true, Return = Return.Last)]
        public sealed partial class Sound;

        /// <summary>Indices and attention.</summary>
        [Network(7, Loss = Loss.CrossEntropy)]
        [Embedding(11, 6)]
        [PositionEmbedding]
        [LayerNorm(Over = Over.Channels)]
        [SelfAttention(3, Causal = true)]
        [Dense(10, Activation.Softmax)]
        public sealed partial class Text;

        /// <summary>No weights.</summary>
        [Network(3, 4, 4)]
        [GlobalMaxPool]
        public sealed partial class Peak;

        /// <summary>Inference only.</summary>
        [Network(5)]
        [Dense(3, Activation.Step)]
        internal sealed partial class Perceptron;
        """;

    public static TheoryData<string> Names => [.. Settings.Keys];

    private static Dictionary<string, Func<Project, Project>> Settings { get; } = new()
    {
        ["plain"] = project => project,
        ["checked arithmetic"] = project => project with { Options = project.Options.WithOverflowChecks(true) },
        ["nullable disabled"] = project => project with { Options = project.Options.WithNullableContextOptions(NullableContextOptions.Disable) },
        ["nullable annotations only"] = project => project with { Options = project.Options.WithNullableContextOptions(NullableContextOptions.Annotations) },
        ["nullable warnings only"] = project => project with { Options = project.Options.WithNullableContextOptions(NullableContextOptions.Warnings) },
        ["documentation required"] = project => project with { Parse = project.Parse.WithDocumentationMode(DocumentationMode.Diagnose) },
        ["CLS compliance"] = project => project with { Source = project.Source.Replace("namespace Acme;", "[assembly: System.CLSCompliant(true)]\nnamespace Acme;") },
        ["C# preview"] = project => project with { Parse = project.Parse.WithLanguageVersion(LanguageVersion.Preview) },
        ["debug"] = project => project with { Options = project.Options.WithOptimizationLevel(OptimizationLevel.Debug) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiles_without_a_warning(string name) => Check(Settings[name]);

    [Fact]
    public void Compiles_without_a_warning_with_all_settings_combined() => Check(project => Settings.Values.Aggregate(project, (sum, change) => change(sum)));

    private static void Check(Func<Project, Project> setting)
    {
        Project project = setting(new(Source, HostileCompilation.Options, HostileCompilation.Parse));
        HostileCompilation.Check(9, project.Source, project.Options, project.Parse);
    }

    private sealed record Project(string Source, CSharpCompilationOptions Options, CSharpParseOptions Parse);
}
