using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.CodeAnalysis;
using NetGen.Bits;
using NetGen.Kernels;
using NetGen.Tests.Hostile;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Contract;

/// <summary>Nothing that a program can write without <c>unsafe</c>, and without disabling the error that stands for it, makes a kernel leave its memory.</summary>
public class MemorySafetyTests
{
    [Fact]
    public void Every_kernel_type_but_the_handle_of_a_shared_step_is_an_error_to_name()
    {
        Type[] open = [.. typeof(Batches).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(Batches).Namespace && type.GetCustomAttribute<ExperimentalAttribute>()?.DiagnosticId != Unchecked.Diagnostic)];
        Assert.Equal([typeof(SharedStep)], open);
        Assert.Empty(typeof(SharedStep).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));
    }

    [Theory]
    [InlineData("float x = 0; NetGen.Kernels.Blocks.At(ref x, 1_000_000) = 1;")]
    [InlineData("float x = 0; NetGen.Kernels.Lane.Store(default, ref x, -1_000_000);")]
    [InlineData("new NetGen.Kernels.BatchNormalization(1, 1, 0, 0, 1_000_000, 0).ToString();")]
    [InlineData("NetGen.Kernels.IKernels? kernels = null; kernels?.ToString();")]
    public void Kernels_called_by_hand_do_not_compile(string call)
    {
        Compilation compilation = Compiler.Compile([$"using NetGen; [Network(2)] [Dense(1)] public partial class Net {{ public static void Call() {{ {call} }} }}"], HostileCompilation.Options, HostileCompilation.Parse);
        Assert.Contains(compilation.GetDiagnostics(), fault => fault is { Id: Unchecked.Diagnostic, Severity: DiagnosticSeverity.Error, IsSuppressed: false });
    }

    [Theory]
    [MemberData(nameof(ArgumentTests.Names), MemberType = typeof(ArgumentTests))]
    public void A_workspace_made_by_hand_for_an_emitted_network_is_refused(string call)
    {
        string message = ArgumentTests.Refused(call, 3, new Workspace(new Straight().Parameters.Layout, 3));
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
    public void A_layout_that_reaches_beyond_its_block_is_refused(Action make, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(make).Message);

    [Fact]
    public void A_layout_that_fills_its_block_is_taken()
    {
        var layout = new ParameterLayout("Net", 64, 4, Tensor([17, 2], 0, panel: 16), new TensorLayout("u", [4], 64, 0, Initializer.Zeros, 1, 1));
        Assert.Equal(68, new ParameterBlock(layout).All.Length);
    }

    [Fact]
    public void Two_threads_in_one_workspace_are_found_out()
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
            // Another thread's pass, which this one begins and ends within.
            long other = workspace.Begin();
            pass();
            Assert.Contains("Straight.CreateWorkspace", Assert.Throws<InvalidOperationException>(() => workspace.End(other)).Message);
        }
    }

    private static TensorLayout Tensor(int[] shape, int offset, int panel = 0) => new("t", shape, offset, panel, Initializer.Zeros, 1, 1);
}
