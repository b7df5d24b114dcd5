using System.Runtime.CompilerServices;
using NetGen;
using Xunit;

namespace SnapshotTest;

/// <summary>The network whose code is watched.</summary>
[Network(2)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Neuron;

public class SnapshotTests
{
    /// <summary>A new version of NetGen, or an edit above, changes the code: the review sees how. If the new code is right, rename the received file to the verified one.</summary>
    [Fact]
    public void The_emitted_code_is_the_verified_one()
    {
        string received = File.ReadAllText(Directory.GetFiles(Path.Combine(Here(), "obj", "emitted"), "*.Neuron.g.cs", SearchOption.AllDirectories).Single());
        string verified = Path.Combine(Here(), "Neuron.verified.cs");
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == received)
            return;
        File.WriteAllText(Path.Combine(Here(), "Neuron.received.cs"), received);
        Assert.Fail("Neuron.received.cs differs from Neuron.verified.cs.");
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
