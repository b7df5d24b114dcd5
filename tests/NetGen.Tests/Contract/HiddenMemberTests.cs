using System.ComponentModel;
using System.Reflection;

namespace NetGen.Tests.Contract;

/// <summary>Editors do not suggest members that only emitted code and the trainer call.</summary>
public class HiddenMemberTests
{
    [Fact]
    public void Every_type_of_the_kernels_is_hidden()
    {
        Type[] kernels = [.. typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => type.Namespace == "NetGen.Kernels")];
        Assert.NotEmpty(kernels);
        Assert.All(kernels, AssertHidden);
    }

    [Fact]
    public void Members_for_the_trainer_and_emitted_code_are_hidden()
    {
        MemberInfo[] infrastructure =
        [
            .. typeof(ITrainableNetwork<>).GetMembers().Where(member => member.Name is "ComputeShardGradients" or "ComputeShardPhase" or "GradientPhases" or "CombineShards" or "ShareSteps"),
            .. typeof(Workspace).GetConstructors(),
            .. typeof(ParameterLayout).GetConstructors(),
        ];
        Assert.Equal(8, infrastructure.Length);
        Assert.All(infrastructure, AssertHidden);
    }

    private static void AssertHidden(MemberInfo member) =>
        Assert.True(member.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never, $"{member} is suggested.");
}
