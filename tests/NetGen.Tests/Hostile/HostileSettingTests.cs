using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Tests.Hostile;

/// <summary>Emitted code compiles without a warning whatever the settings of the user's project.</summary>
public class HostileSettingTests
{
    // Scalar code, straight lines, loops, every training member, an inference-only class: all that is emitted.
    private const string Source =
        """
        using NetGen;
        [assembly: System.CLSCompliant(true)]
        namespace Acme;

        /// <summary>Scalars.</summary>
        [Network(2)]
        [Dense(2, Activation.Sigmoid)]
        [Dense(1, Activation.Sigmoid)]
        public sealed partial class Xor;

        /// <summary>Straight lines.</summary>
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

        /// <summary>Inference only.</summary>
        [Network(5)]
        [Dense(3, Activation.Step)]
        internal sealed partial class Perceptron;
        """;

    public static TheoryData<string> Names => [.. Settings.Keys];

    private static Dictionary<string, Func<(CSharpCompilationOptions, CSharpParseOptions)>> Settings { get; } = new()
    {
        ["plain"] = () => (HostileCompilation.Options, HostileCompilation.Parse),
        ["checked arithmetic"] = () => (HostileCompilation.Options.WithOverflowChecks(true), HostileCompilation.Parse),
        ["nullable disabled"] = () => (HostileCompilation.Options.WithNullableContextOptions(NullableContextOptions.Disable), HostileCompilation.Parse),
        ["nullable annotations only"] = () => (HostileCompilation.Options.WithNullableContextOptions(NullableContextOptions.Annotations), HostileCompilation.Parse),
        ["nullable warnings only"] = () => (HostileCompilation.Options.WithNullableContextOptions(NullableContextOptions.Warnings), HostileCompilation.Parse),
        ["documentation required"] = () => (HostileCompilation.Options, HostileCompilation.Parse.WithDocumentationMode(DocumentationMode.Diagnose)),
        ["C# preview"] = () => (HostileCompilation.Options, HostileCompilation.Parse.WithLanguageVersion(LanguageVersion.Preview)),
        ["debug"] = () => (HostileCompilation.Options.WithOptimizationLevel(OptimizationLevel.Debug), HostileCompilation.Parse),
        ["everything at once"] = () => (
            HostileCompilation.Options.WithOverflowChecks(true).WithNullableContextOptions(NullableContextOptions.Disable).WithOptimizationLevel(OptimizationLevel.Debug),
            HostileCompilation.Parse.WithDocumentationMode(DocumentationMode.Diagnose)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiles_without_a_warning(string name)
    {
        (CSharpCompilationOptions options, CSharpParseOptions parse) = Settings[name]();
        HostileCompilation.Check(4, Source, options, parse);
    }
}
