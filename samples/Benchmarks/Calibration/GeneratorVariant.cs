extern alias generator;

using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Benchmarks.Calibration;

/// <summary>The generator with other values for some of its limits, compiled from its sources, which are embedded in this program.</summary>
internal sealed class GeneratorVariant
{
    private const string Folder = "generator/", Limits = "Limits.cs";

    private static readonly Type s_limits = typeof(generator::NetGen.Generator.NetworkGenerator).Assembly.GetType("NetGen.Generator.Limits", throwOnError: true)!;

    private static readonly Dictionary<string, GeneratorVariant> s_variants = [];

    private static readonly Lazy<Dictionary<string, SyntaxTree>> s_sources = new(() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToDictionary(name => name[Folder.Length..], name => CSharpSyntaxTree.ParseText(SourceCompiler.Read(name), SourceCompiler.Language)));

    private readonly AssemblyLoadContext _context;
    private readonly Type _generator;

    private GeneratorVariant(string label, IReadOnlyDictionary<string, int> limits)
    {
        Dictionary<string, SyntaxTree> sources = new(s_sources.Value) { [Limits] = WithLimits(s_sources.Value[Limits], limits) };
        using MemoryStream assembly = SourceCompiler.Emit(SourceCompiler.WithoutRuntime(SourceCompiler.Declare("Generator" + s_variants.Count, sources.Values)));
        _context = new($"The generator with {label}");
        _generator = _context.LoadFromStream(assembly).GetType("NetGen.Generator.NetworkGenerator", throwOnError: true)!;
    }

    /// <summary>The generator with some limits changed; cached by the limits.</summary>
    /// <exception cref="ArgumentException">A limit does not exist.</exception>
    public static GeneratorVariant With(IReadOnlyDictionary<string, int> limits)
    {
        string label = string.Join(", ", limits.OrderBy(limit => limit.Key).Select(limit => $"{limit.Key} = {limit.Value}"));
        return s_variants.TryGetValue(label, out GeneratorVariant? known) ? known : s_variants[label] = new(label, limits);
    }

    /// <summary>The current value of a limit.</summary>
    public static int Current(string limit) => (int)s_limits.GetField(limit)!.GetRawConstantValue()!;

    /// <summary>The class that this generator emits for a declaration, in a separate assembly.</summary>
    public Type Compile(Subject subject)
    {
        CSharpCompilation declared = SourceCompiler.Declare(subject.Name, [CSharpSyntaxTree.ParseText(subject.Source, SourceCompiler.Language)]);
        GeneratorDriver driver = SourceCompiler.Generate((IIncrementalGenerator)Activator.CreateInstance(_generator)!, declared, out Compilation emitted);
        if (driver.GetRunResult().Results[0].Exception is { } failure)
            throw new InvalidOperationException($"{_context.Name} can't compile {subject.Name}.", failure);
        using MemoryStream assembly = SourceCompiler.Emit(emitted);
        return new AssemblyLoadContext(subject.Name).LoadFromStream(assembly).GetType(Subject.ClassName, throwOnError: true)!;
    }

    private static SyntaxTree WithLimits(SyntaxTree tree, IReadOnlyDictionary<string, int> limits)
    {
        SyntaxNode root = tree.GetRoot();
        root = root.ReplaceNodes(
            limits.Keys.Select(limit => Declarator(root, limit)),
            (declarator, _) => declarator.WithInitializer(EqualsValueClause(LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(limits[declarator.Identifier.Text])))));
        return tree.WithRootAndOptions(root, SourceCompiler.Language);
    }

    private static VariableDeclaratorSyntax Declarator(SyntaxNode root, string limit) =>
        root.DescendantNodes().OfType<VariableDeclaratorSyntax>().SingleOrDefault(declarator => declarator.Identifier.Text == limit)
        ?? throw new ArgumentException($"The generator has no limit {limit}.");
}
