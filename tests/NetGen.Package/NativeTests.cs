namespace NetGen.Package;

/// <summary>samples/Native as a native executable of a project that uses the package: no warnings, and the same bits as under the JIT.</summary>
[Collection(nameof(LocalFeed))]
public class NativeTests(LocalFeed feed)
{
    [Theory]
    [NativeData("net9.0", "linux-x64", "<IlcInstructionSet>x86-x64-v3</IlcInstructionSet>")]
    [NativeData("net10.0", "linux-x64", "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>")]
    [NativeData("net10.0", "linux-x64", "<NoWarn>$(NoWarn);NETGEN101</NoWarn>")]
    [NativeData("net10.0", "linux-arm64", "")]
    public void Gives_the_same_bits_as_the_JIT(string framework, string runtime, string properties)
    {
        NativeTarget target = new(framework, runtime);
        string sample = Path.Combine(Repository.Root, "samples", "Native"), folder = feed.NewOnlineFolder($"{framework}-{runtime}-{properties.Length}");
        File.WriteAllText(Path.Combine(folder, "Native.csproj"), target.Project(properties, $"""
            <PackageReference Include="NetGen" Version="*" />
            <Compile Include="{sample}/Program.cs" />
            <NetGenWeights Include="{sample}/digits.safetensors" />
            """));
        feed.DotNet(folder, "publish", "-warnaserror", "-o", "published");

        string program = Path.Combine(folder, "published", "Native");
        // The managed assembly would run too, but prove nothing.
        Assert.False(File.Exists($"{program}.dll"));
        // Including 0.4 MB of weights.
        Assert.InRange(new FileInfo(program).Length, 407_000, 3_000_000);
        string output = target.Run(program).Output();
        Assert.StartsWith("a seven is classified as 7", output);
        Assert.Equal(Bits(new Command(Repository.DotNet, Path.Combine(AppContext.BaseDirectory, "Native.dll")) { Folder = folder }.Output()), Bits(output));
    }

    [Theory]
    [NativeData("net10.0", "linux-x64", "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>")]
    public void Weights_of_eight_bits_take_a_quarter(string framework, string runtime, string properties)
    {
        NativeTarget target = new(framework, runtime);
        string sample = Path.Combine(Repository.Root, "samples", "Native"), folder = feed.NewOnlineFolder($"{framework}-{runtime}-Int8");
        File.WriteAllText(Path.Combine(folder, "Native.csproj"), target.Project(properties, $"""
            <PackageReference Include="NetGen" Version="*" />
            <NetGenWeights Include="{sample}/digits.safetensors" Precision="Int8" />
            """));
        string source = File.ReadAllText(Path.Combine(sample, "Program.cs"));
        Assert.Contains("Loss = Loss.CrossEntropy, Weights", source);
        foreach (string precision in new[] { "Int8", "DynamicInt8" })
        {
            File.WriteAllText(Path.Combine(folder, "Program.cs"), source.Replace("Loss = Loss.CrossEntropy, Weights", $"Precision = Precision.{precision}, Weights", StringComparison.Ordinal));
            feed.DotNet(folder, "publish", "-warnaserror", "-o", "published");
            string program = Path.Combine(folder, "published", "Native");
            Assert.InRange(new FileInfo(program).Length, 102_000, 2_400_000);
            string output = target.Run(program).Output();
            Assert.StartsWith("a seven is classified as 7", output);
            Assert.Equal(Bits(feed.DotNet(folder, "run", "-p:PublishAot=false")), Bits(output));
        }
    }

    private static string Bits(string output) => Assert.Single(output.Split('\n'), line => line.StartsWith("bits ", StringComparison.Ordinal));
}
