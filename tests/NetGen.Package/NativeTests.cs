namespace NetGen.Package;

/// <summary>The sample as a native executable: no warning of the compiler, the trimmer or its analyzers; and the JIT's bits.</summary>
[Collection(nameof(LocalFeed))]
public class NativeTests
{
    [NativeFact]
    public void Gives_the_bits_of_the_JIT_with_and_without_fused_multiply_adds()
    {
        string bits = Bits(new Command(Repository.DotNet, Path.Combine(AppContext.BaseDirectory, "Native.dll")) { Folder = Repository.Root });
        string folder = Directory.CreateTempSubdirectory("netgen-native-").FullName;
        try
        {
            Assert.Equal(bits, Bits(Publish(folder, "any", "-p:NoWarn=NETGEN101")));
            Command program = Publish(folder, "v3", "-p:IlcInstructionSet=x86-x64-v3");
            Assert.Equal(bits, Bits(program));
            Assert.StartsWith("a seven is read as 7", program.Output());
            // 0.4 MB of weights inside.
            Assert.InRange(new FileInfo(program.File).Length, 407_000, 3_000_000);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The intermediate files of native code are kept apart: they are not remade when only the instruction set differs.
    private static Command Publish(string folder, string name, string setting)
    {
        string target = Path.Combine(folder, name);
        string[] arguments = NativeSample.Arguments("publish", folder, "-warnaserror", "-o", target, $"-p:NativeIntermediateOutputPath={target}/native/", setting);
        new Command(Repository.DotNet, arguments) { Folder = Repository.Root }.Output();
        // The managed assembly would run too, and prove nothing.
        Assert.False(File.Exists(Path.Combine(target, "Native.dll")));
        return new Command(Path.Combine(target, "Native")) { Folder = target };
    }

    private static string Bits(Command program) =>
        Assert.Single(program.Output().Split('\n'), line => line.StartsWith("bits ", StringComparison.Ordinal));
}
