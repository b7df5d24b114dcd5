using System.ComponentModel;
using System.Reflection;

namespace NetGen.Tests.Contract;

/// <summary>What only emitted code and the trainer call is not proposed to anyone who types.</summary>
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
    public void What_the_trainer_and_emitted_code_call_is_hidden()
    {
        MemberInfo[] plumbing =
        [
            .. typeof(ITrainableNetwork<>).GetMembers().Where(member => member.Name is "ComputeShardGradients" or "ComputeShardPart" or "GradientParts" or "CombineShards" or "ShareSteps"),
            .. typeof(Workspace).GetConstructors(),
            .. typeof(ParameterLayout).GetConstructors(),
        ];
        Assert.Equal(8, plumbing.Length);
        Assert.All(plumbing, AssertHidden);
    }

    private static void AssertHidden(MemberInfo member) =>
        Assert.True(member.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never, $"{member} is proposed.");
}
