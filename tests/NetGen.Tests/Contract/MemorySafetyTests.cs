using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.CodeAnalysis;
using NetGen.Bits;
using NetGen.Kernels;
using NetGen.Tests.Hostile;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Contract;

/// <summary>Without <c>unsafe</c>, and without suppressing the error that corresponds to it, no program can make a kernel access memory out of bounds.</summary>
public class MemorySafetyTests
{
    [Fact]
    public void Using_any_kernel_type_except_SharedStep_is_an_error()
    {
        Type[] open = [.. typeof(Batches).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(Batches).Namespace && type.GetCustomAttribute<ExperimentalAttribute>()?.DiagnosticId != Unchecked.Diagnostic)];
        Assert.Equal([typeof(SharedStep)], open);
        Assert.Empty(typeof(SharedStep).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));
    }

    [Theory]
    [InlineData("float x = 0; NetGen.Kernels.Blocks.ClearPadding(ref x, 0, 1_000_000, 1);")]
    [InlineData("float x = 0; NetGen.Kernels.Lane.Store(default, ref x, -1_000_000);")]
    [InlineData("new NetGen.Kernels.BatchNormalization(1, 1, 0, 0, 1_000_000, 0).ToString();")]
    [InlineData("NetGen.Kernels.IKernels? kernels = null; kernels?.ToString();")]
    public void Direct_calls_of_kernels_do_not_compile(string call)
    {
        Compilation compilation = Compiler.Compile([$"using NetGen; [Network(2)] [Dense(1)] public partial class Net {{ public static void Call() {{ {call} }} }}"], HostileCompilation.Options, HostileCompilation.Parse);
        Assert.Contains(compilation.GetDiagnostics(), fault => fault is { Id: Unchecked.Diagnostic, Severity: DiagnosticSeverity.Error, IsSuppressed: false });
    }

    [Theory]
    [MemberData(nameof(ArgumentTests.Names), MemberType = typeof(ArgumentTests))]
    public void A_manually_constructed_workspace_is_rejected_by_an_emitted_network(string call)
    {
        string message = ArgumentTests.Rejected(call, 3, new Workspace(new Straight().Parameters.Layout, 3));
        Assert.Contains("Straight.CreateWorkspace", message);
    }

    public static TheoryData<Action, string> Layouts => new()
    {
        { () => new ParameterLayout("", 16), "network" },
        { () => new ParameterLayout("Net", -1), "length" },
        { () => new ParameterLayout("Net", 16, -1), "statisticsLength" },
        { () => new ParameterLayout("Net", int.MaxValue, int.MaxValue), "statisticsLength" },
        { () => new ParameterLayout("Net", 16, Tensor([17], 0)), "t of Net doesn't lie within its 16 parameters" },
        { () => new ParameterLayout("Net", 16, Tensor([4], -1)), "t of Net" },
        { () => new ParameterLayout("Net", 16, Tensor([4], 13)), "t of Net" },
        { () => new ParameterLayout("Net", 16, 16, Tensor([4], 14)), "t of Net" },
        { () => new ParameterLayout("Net", 16, 16, Tensor([4], 29)), "t of Net" },
        { () => new ParameterLayout("Net", 48, Tensor([17, 2], 0, panel: 16)), "t of Net" },
        { () => new ParameterLayout("Net", 16, Tensor([0], 0)), "t of Net" },
        { () => new ParameterLayout("Net", 16, Tensor([4], 0), Tensor([4], 4)), "t" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_layout_that_exceeds_its_block_is_rejected(Action make, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(make).Message);

    [Fact]
    public void A_layout_that_fills_its_block_is_accepted()
    {
        var layout = new ParameterLayout("Net", 64, 4, Tensor([17, 2], 0, panel: 16), new TensorLayout("u", [4], 64, 0, Initializer.Zeros, 1, 1));
        Assert.Equal(68, new ParameterBlock(layout).All.Length);
    }

    [Fact]
    public void Concurrent_use_of_a_workspace_is_detected()
    {
        Workspace workspace = Straight.CreateWorkspace(1);
        float[] input = new float[Straight.InputLength], output = new float[Straight.OutputLength];
        var network = new Straight();
        foreach (Action pass in (Action[])
        [
            () => network.Forward(input, output, workspace), () => network.ForwardBatch(input, output, workspace), () => network.ComputeGradients(input, output, workspace),
            () => network.Descend(input, output, workspace, 0.1), () => network.ComputeShardGradients(input, output, workspace, 1), () => network.ComputeLoss(input, output, new float[output.Length], workspace),
            () => { network.ForwardTraining(input, output, workspace); network.Backward(input, output, workspace); },
        ])
        {
            // Simulates a pass of another thread that begins before this one and ends after it.
            long other = workspace.Begin();
            pass();
            Assert.Contains("Straight.CreateWorkspace", Assert.Throws<InvalidOperationException>(() => workspace.End(other)).Message);
        }
    }

    private static TensorLayout Tensor(int[] shape, int offset, int panel = 0) => new("t", shape, offset, panel, Initializer.Zeros, 1, 1);
}
