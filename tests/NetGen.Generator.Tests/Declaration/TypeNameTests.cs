using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Tests;

/// <summary>Classes in any scope: the emitted declaration joins them, in a file named after the class.</summary>
public sealed class TypeNameTests
{
    private const string Attributes = "[NetGen.Network(2)] [NetGen.Dense(1)]";

    [Theory]
    [InlineData("A.g.cs", "partial class A;")]
    [InlineData("N.A.g.cs", "namespace N; § partial class A;")]
    [InlineData("N.M.A.g.cs", "namespace N.M { § partial class A; }")]
    [InlineData("N.M.A.g.cs", "namespace N { namespace M { § public sealed partial class A { } } }")]
    [InlineData("class.namespace.event.g.cs", "namespace @class.@namespace; § partial class @event;")]
    [InlineData("record.field.g.cs", "namespace @record; § partial class @field;")]
    [InlineData("N.Gr_00f6_00dfe.g.cs", "namespace N; § partial class Größe;")]
    [InlineData("_4e2d_6587.g.cs", "partial class 中文;")]
    [InlineData("A.g.cs", "partial class \\u0041;")]
    [InlineData("O.A.g.cs", "partial class O { § private partial class A; }")]
    [InlineData("O.A.g.cs", "static partial class O { § internal partial class A; }")]
    [InlineData("O.A.g.cs", "abstract partial class O { § protected partial class A; }")]
    [InlineData("O.A.g.cs", "partial struct O { § public partial class A; }")]
    [InlineData("O.A.g.cs", "readonly ref partial struct O { § public partial class A; }")]
    [InlineData("O.A.g.cs", "partial record O(int X) { § public partial class A; }")]
    [InlineData("O.A.g.cs", "partial record struct O(int X) { § public partial class A; }")]
    [InlineData("O.A.g.cs", "readonly partial record struct O(int X) { § public partial class A; }")]
    [InlineData("O.A.g.cs", "partial interface O { § public partial class A; }")]
    [InlineData("N.O.P.Q.A.g.cs", "namespace N; partial class O { partial struct P { partial interface Q { § partial class A; } } }")]
    [InlineData("is.in.g.cs", "partial class @is { § partial class @in; }")]
    [InlineData("O.A.g.cs", "class B; partial class O : B { § partial class A : System.IDisposable { public void Dispose() { } } }")]
    [InlineData("N.System.g.cs", "namespace N; § partial class System;")]
    public void The_emitted_declaration_joins_the_class(string hintName, string source)
    {
        string text = source.Contains('§') ? source.Replace("§", Attributes) : $"{Attributes} {source}";
        Project generated = Project.Of(text).Generate(out ImmutableArray<GeneratedSourceResult> sources);
        Assert.Equal(hintName, Assert.Single(sources).HintName);
        Assert.Empty(generated.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void Names_that_differ_only_in_case_get_distinct_file_names()
    {
        string[] names = HintNames($"{Attributes} partial class Net; {Attributes} partial class NET; {Attributes} partial class Other;");
        Assert.Equal(3, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("Other.g.cs", names);
        Assert.Contains("Net-", names.Single(name => name.StartsWith("Net", StringComparison.Ordinal)));
    }

    [Fact]
    public void Escapes_that_equal_another_name_are_distinguished() =>
        Assert.Equal(2, HintNames($"{Attributes} partial class é; {Attributes} partial class _00e9;").Distinct().Count());

    [Fact]
    public void Equal_names_in_different_scopes_are_distinguished() => Assert.Equal(
        ["N.A.g.cs", "M.A.g.cs", "A.g.cs", "O.A.g.cs"],
        HintNames($"namespace N {{ {Attributes} partial class A; }} namespace M {{ {Attributes} partial class A; }} {Attributes} partial class A; partial class O {{ {Attributes} partial class A; }}"));

    [Fact]
    public void Aliased_attributes_count() =>
        Assert.Equal(["A.g.cs"], HintNames("using N = NetGen.NetworkAttribute; using D = NetGen.DenseAttribute; [N(2)] [D(1)] partial class A;"));

    /// <summary>A file name is limited to 255 bytes.</summary>
    [Fact]
    public void Long_names_get_short_distinct_file_names()
    {
        string space = string.Join(".", Enumerable.Repeat("LongNamespace", 20)), name = new('N', 200);
        Project generated = Project.Of($"namespace {space}; {Attributes} partial class {name}A; {Attributes} partial class {name}B; {Attributes} partial class {name}b;").Generate(out ImmutableArray<GeneratedSourceResult> sources);
        Assert.Equal(3, sources.Select(source => source.HintName.ToUpperInvariant()).Distinct().Count());
        Assert.All(sources, source => Assert.True(source.HintName.Length == 125 && source.HintName.StartsWith("LongNamespace.LongNamespace", StringComparison.Ordinal), source.HintName));
        Assert.Empty(generated.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void File_names_are_the_same_in_every_run()
    {
        string source = $"{Attributes} partial class Net; {Attributes} partial class NET;";
        Assert.Equal(["Net-f09338e831b6c5c6.g.cs", "NET-f10058e83213ce06.g.cs"], HintNames(source));
    }

    private static string[] HintNames(string source)
    {
        Project.Of(source).Generate(out ImmutableArray<GeneratedSourceResult> sources);
        return [.. sources.Select(each => each.HintName)];
    }
}
