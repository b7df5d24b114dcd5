using System.Runtime.CompilerServices;
using NetGen;
using VerifyXunit;
using Xunit;

namespace SnapshotTest;

/// <summary>The network whose emitted code is compared with a snapshot.</summary>
[Network(2)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class Neuron;

public class SnapshotTests
{
    /// <summary>Fails when a new version of NetGen, or an edit above, changes the code. If the new code is right, rename the received file to the verified one.</summary>
    [Fact]
    public Task Neuron() => Verifier.Verify(Emitted("SnapshotTest.Neuron"), "cs");

    private static string Emitted(string type, [CallerFilePath] string file = "") =>
        File.ReadAllText(Directory.GetFiles(Path.Combine(Path.GetDirectoryName(file)!, "obj", "emitted"), $"{type}.g.cs", SearchOption.AllDirectories).Single());
}
