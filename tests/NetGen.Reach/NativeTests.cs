namespace NetGen.Reach;

/// <summary>The same bits with the native compiler. Its warnings and the contents of the executable are covered by NetGen.Package.</summary>
[Collection(nameof(Hashes))]
public class NativeTests(Hashes hashes)
{
    [LongTheory]
    [NativeData("net9.0", "linux-x64", "<IlcInstructionSet>x86-x64-v3</IlcInstructionSet>")]
    [NativeData("net10.0", "linux-x64", "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>")]
    public void Every_hash_equals_that_of_the_JIT(string framework, string runtime, string properties)
    {
        NativeTarget target = new(framework, runtime);
        using var bits = new BitsProject();
        string program = bits.Publish(target.Project(properties, BitsProject.Items));
        // The managed assembly would run too, but prove nothing.
        Assert.False(File.Exists($"{program}.dll"));
        hashes.AssertSame(target.Run(program).Output());
    }
}
