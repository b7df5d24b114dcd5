namespace NetGen.Package;

/// <summary>The first steps of a new user: a new project, the package, a class with attributes.</summary>
[Collection(nameof(LocalFeed))]
public class ConsumerTests(LocalFeed feed)
{
    [Fact]
    public void A_new_console_project_runs()
    {
        string folder = feed.NewFolder("Console");
        feed.DotNet(folder, "new", "console", "--no-restore");
        feed.DotNet(folder, "add", "package", "NetGen");
        // Exclusive or: one hidden unit counts the active inputs, and twice the unit that is active for both is subtracted.
        File.WriteAllText(Path.Combine(folder, "Program.cs"),
            """
            using NetGen;

            var network = new Xor();
            network.Parameters.CopyFrom("hidden.weight", [1, 1, 1, 1]);
            network.Parameters.CopyFrom("hidden.bias", [0, -1]);
            network.Parameters.CopyFrom("dense2.weight", [1, -2]);
            network.Parameters.CopyFrom("dense2.bias", [0]);
            var output = new float[Xor.OutputLength];
            foreach (float[] input in new float[][] { [0, 0], [0, 1], [1, 0], [1, 1] })
            {
                network.Forward(input, output);
                Console.Write($"{output[0]} ");
            }

            [Network(2)]
            [Dense(2, Activation.Relu, Name = "hidden")]
            [Dense(1)]
            partial class Xor;
            """);
        Assert.EndsWith("0 1 1 0 ", feed.DotNet(folder, "run"));
    }

    [Fact]
    public void A_strict_class_library_builds_without_a_warning()
    {
        string folder = feed.NewFolder("Library");
        File.WriteAllText(Path.Combine(folder, "Library.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NetGen" Version="*" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "DigitReader.cs"),
            """
            using NetGen;

            namespace Acme.Reading;

            /// <summary>Reads a digit.</summary>
            [Network(784, Loss = Loss.CrossEntropy)]
            [Dense(128, Activation.Relu, Name = "hidden")]
            [Dense(10, Activation.Softmax)]
            public sealed partial class DigitReader;
            """);
        Assert.Contains("0 Warning(s)", feed.DotNet(folder, "build"));
    }

    [Theory]
    [InlineData("net9.0", "linux-x64", "x86-x64-v3", null)]
    [InlineData("net9.0", "linux-x64", "bmi, fma", null)]
    [InlineData("net9.0", "linux-x64", "x86-64-v3", "x86-x64-v3")]
    [InlineData("net9.0", "win-x64", "x86-x64-v3,-fma", "x86-x64-v3")]
    [InlineData("net10.0", "linux-x64", "", "x86-64-v3")]
    [InlineData("net10.0", "linux-x64", "x86-64-v3", null)]
    [InlineData("net10.0", "win-x64", "x86-64-v2,avx2", null)]
    [InlineData("net10.0", "linux-x64", "x86-x64-v3", "x86-64-v3")]
    [InlineData("net10.0", "linux-x64", "fma", "x86-64-v3")]
    [InlineData("net10.0", "linux-arm64", "", null)]
    public void Warns_of_a_native_executable_without_fused_multiply_adds(string framework, string runtime, string instructions, string? proposed)
    {
        // Restored without a runtime identifier: this test does not need the native compiler.
        string folder = NewProject(framework);
        if (!File.Exists(Path.Combine(folder, "obj", "project.assets.json")))
            feed.DotNet(folder, "restore");
        string output = feed.DotNet(folder, "msbuild", "-t:NetGenCheckInstructionSet", "-p:PublishAot=true", $"-p:RuntimeIdentifier={runtime}", $"-p:IlcInstructionSet={Uri.EscapeDataString(instructions)}");
        if (proposed is not null)
            Assert.Contains($"warning NETGEN101: A native executable for any {runtime} processor has no fused multiply-add, and its networks run 6 to 40 times slower. Write <IlcInstructionSet>{proposed}</IlcInstructionSet>", output);
        else
            Assert.DoesNotContain("NETGEN", output);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void Does_not_restore_for_an_older_framework(string framework)
    {
        string output = feed.DotNetFails(NewProject(framework), "build");
        Assert.Contains($"error NU1202: Package NetGen 0.1.0 is not compatible with {framework}", output);
        Assert.DoesNotContain("error CS", output);
    }

    // Without the packages of the framework itself, which this feed does not have.
    private string NewProject(string framework)
    {
        string folder = feed.NewFolder(framework);
        File.WriteAllText(Path.Combine(folder, "Project.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NetGen" Version="*" />
              </ItemGroup>
            </Project>
            """);
        return folder;
    }
}
