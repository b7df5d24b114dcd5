using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>Emitted members override virtual members of a base class and hide others, without a warning.</summary>
public sealed class InheritedMemberTests
{
    public static TheoryData<string> Modifiers => ["abstract", "virtual"];

    [Theory]
    [MemberData(nameof(Modifiers))]
    public async Task All_overridable_members_are_overridden(string modifier)
    {
        GeneratedMember[] members = [.. GeneratedMembers.Of(null).Where(member => member.Returns is not null)];
        Project project = Project.Of(On($"public partial class A : B; public abstract class B {{ {string.Concat(members.Select(member => Declare(member, modifier)))} }}"));
        AssertSilent(project, out INamedTypeSymbol type);
        Assert.Empty(await project.Generate().Analyze());
        Assert.Equal(members.Select(member => member.ToString()).Order(StringComparer.Ordinal), Overrides(type));
        Assert.Equal(13, members.Length);
    }

    [Theory]
    [InlineData("Clone()", "public partial class A : B; public class B : ICloneable { public virtual object Clone() => this; }")]
    [InlineData("Clone()", "public partial class A : B<A>; public abstract class B<T> { public abstract T Clone(); }")]
    [InlineData("Clone()", "public partial class A : B; public abstract class B : I { public abstract I? Clone(); } public interface I;")]
    [InlineData("Clone()", "public partial class A : B; public class B : C { public override B Clone() => this; } public class C { public virtual C Clone() => this; }")]
    [InlineData("Save(string)", "public partial class A : B; public abstract class B { public abstract void Save(string? path); }")]
    [InlineData("Save(string)", "public partial class A : B; public class B { [Obsolete] public virtual void Save(string path) { } }")]
    [InlineData("Parameters", "public partial class A : B; public abstract class B { public abstract object? Parameters { get; } }")]
    public void Members_with_matching_signatures_are_overridden(string member, string declaration)
    {
        AssertSilent(Project.Of(On(declaration)), out INamedTypeSymbol type);
        Assert.Equal([member], Overrides(type));
    }

    [Theory]
    [InlineData("public partial class A : B; public class B { public void Save(string path) { } public static int Summary => 1; public const string InputLength = \"\"; }")]
    [InlineData("public partial class A : B; public class B { public virtual void Save(int x) { } public virtual void Forward<T>(T x) { } private protected int Clone = 1; public int X => Clone; }")]
    [InlineData("public partial class A : B; public class B { public class Save; public event Action? Backward { add { } remove { } } private void Clone() { } }")]
    public async Task Non_virtual_members_are_hidden(string declaration)
    {
        Project project = Project.Of(On(declaration));
        AssertSilent(project, out INamedTypeSymbol type);
        Assert.Empty(Overrides(type));
        Assert.Empty(await project.Generate().Analyze());
    }

    [Fact]
    public void A_network_that_derives_from_another_overrides_common_base_members()
    {
        AssertSilent(Project.Of(On("public partial class A : B; [Network(2)] [Dense(1)] public partial class B : C; public abstract class C { public abstract C Clone(); public virtual void Save(string path) { } }")), out INamedTypeSymbol type);
        Assert.Equal(["Clone()", "Save(string)"], Overrides(type));
        Assert.Equal(["Clone()", "Save(string)"], Overrides(type.BaseType!));
    }

    [Fact]
    public async Task Names_of_training_members_are_free_in_inference_only_networks() =>
        Assert.Empty(await Project.Of(File("[Network(2)] [Dense(1, Activation.Step)] public partial class A : B; public class B { public virtual int Backward => 1; public virtual bool Descend(int x) => true; }")).Generate().Analyze());

    private static string Declare(GeneratedMember member, string modifier)
    {
        string returns = member.Returns == GeneratedMember.Itself ? "B" : member.Returns!;
        if (member.Signature is null)
            return $"public {modifier} {returns} {member.Name} {{ get{(modifier == "abstract" ? ";" : " => throw new NotSupportedException();")} }} ";
        IEnumerable<string> parameters = member.Signature.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select((type, i) => $"{type} p{i}");
        return $"public {modifier} {returns} {member.Name}({string.Join(", ", parameters)}){(modifier == "abstract" ? ";" : " => throw new NotSupportedException();")} ";
    }

    private static void AssertSilent(Project project, out INamedTypeSymbol type)
    {
        Project generated = project.Generate();
        Assert.Empty(generated.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        type = generated.Type("A");
        Assert.Contains(type.GetMembers("ForwardBatch"), member => member is IMethodSymbol);
    }

    private static IEnumerable<string> Overrides(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => member.IsOverride && member is IPropertySymbol or IMethodSymbol { IsOverride: true, MethodKind: MethodKind.Ordinary })
        .Select(member => member is IMethodSymbol method ? $"{member.Name}({ClassParser.Signature(method)})" : member.Name)
        .Order(StringComparer.Ordinal);
}
