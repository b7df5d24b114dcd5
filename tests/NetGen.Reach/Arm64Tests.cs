namespace NetGen.Reach;

/// <summary>The same bits on Arm64, with 128-bit vectors and fused multiply-adds: .NET's JIT for Arm64, emulated.</summary>
[Collection(nameof(Hashes))]
public class Arm64Tests(Hashes hashes)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <RuntimeIdentifier>linux-arm64</RuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
            {0}
          </ItemGroup>
        </Project>
        """;

    // By default .NET writes code through a second mapping of its pages, so the emulator does not notice that its translation is outdated.
    private static readonly Dictionary<string, string> s_oneMapping = new() { ["DOTNET_EnableWriteXorExecute"] = "0" };

    // The folder into which install.sh unpacks the libraries that .NET needs on Arm64.
    private static readonly string s_libraries = Path.Combine(Repository.Root, "tests", "NetGen.Reach", "obj", "arm64");

    [Arm64Fact]
    public void Every_hash_equals_that_of_x64()
    {
        using var bits = new BitsProject();
        string program = bits.Publish(string.Format(Project, BitsProject.Items));
        // Byte 18 of an ELF executable is its machine type: 183 is Arm64.
        Assert.Equal(183, File.ReadAllBytes(program)[18]);
        hashes.AssertSame(new Command(Tools.Emulator, "-L", s_libraries, program) { Folder = bits.Published, Environment = s_oneMapping }.Output());
    }

    private sealed class Arm64FactAttribute : FactAttribute
    {
        private static readonly Lazy<string?> s_missing = new(() =>
            Tools.OtherMachine ?? Tools.Missing(Tools.Emulator, Path.Combine(s_libraries, "lib", "ld-linux-aarch64.so.1")) ?? Tools.NotRestored(string.Format(Project, "")));

        public Arm64FactAttribute() => Skip = LongFactAttribute.Reason ?? s_missing.Value;
    }
}
