using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration;

/// <summary>The methods of a project that are read and never run: every <c>Define</c>, and what they call.</summary>
internal sealed class ReadMethods
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _token;
    private readonly HashSet<ISymbol> _called = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _defines = new(SymbolEqualityComparer.Default);

    public ReadMethods(Compilation compilation, CancellationToken token)
    {
        (_compilation, _token) = (compilation, token);
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace).Where(DeclaredNetwork.IsNetwork))
            _defines.UnionWith(DefinedBody.MethodsOf(type));
        Queue<ISymbol> open = new(_defines);
        while (open.Count > 0)
            foreach (IMethodSymbol called in Calls(open.Dequeue()))
                if (!_defines.Contains(called) && _called.Add(called))
                    open.Enqueue(called);
    }

    /// <summary>Whether a method is a <c>Define</c>, or is called by them and by nothing else.</summary>
    public bool Contain(IMethodSymbol method) => _defines.Contains(method) || _called.Contains(method) && IsCalledOnlyHere(method, new(SymbolEqualityComparer.Default));

    /// <param name="asked">The methods whose callers are being looked at, each once.</param>
    private bool IsCalledOnlyHere(IMethodSymbol method, HashSet<ISymbol> asked)
    {
        if (!asked.Add(method))
            return true;
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
            foreach (SimpleNameSyntax name in tree.GetRoot(_token).DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == method.Name))
            {
                SemanticModel model = _compilation.GetSemanticModel(tree);
                if (!SymbolEqualityComparer.Default.Equals((model.GetSymbolInfo(name, _token).Symbol as IMethodSymbol)?.Definition(), method))
                    continue;
                ISymbol? caller = model.GetEnclosingSymbol(name.SpanStart, _token);
                if (caller is not IMethodSymbol by || !_defines.Contains(by.Definition()) && !(_called.Contains(by.Definition()) && IsCalledOnlyHere(by.Definition(), asked)))
                    return false;
            }
        return true;
    }

    private IEnumerable<IMethodSymbol> Calls(ISymbol method) => method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_token)).SelectMany(syntax =>
        syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(call => _compilation.GetSemanticModel(call.SyntaxTree).GetSymbolInfo(call, _token).Symbol)
            .OfType<IMethodSymbol>()
            .Select(called => called.Definition())
            .Where(called => !called.DeclaringSyntaxReferences.IsEmpty));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}

/// <summary>The method as it is declared, whatever its type arguments or the form of its call.</summary>
internal static class MethodDefinition
{
    public static IMethodSymbol Definition(this IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition;
}
