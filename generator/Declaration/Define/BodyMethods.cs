using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Declaration;

/// <summary>The bodies of methods, and the initialisers of fields, as operations.</summary>
internal sealed class BodyMethods(Compilation compilation)
{
    private readonly Dictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    /// <summary>The body of a method or local function; null if its source isn't in the project.</summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (!_bodies.TryGetValue(method, out IOperation? body))
            _bodies.Add(method, body = Operation(method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()) switch
            {
                IMethodBodyOperation declared => declared.BlockBody ?? declared.ExpressionBody,
                ILocalFunctionOperation local => local.Body,
                _ => null,
            });
        return body;
    }

    /// <summary>The initialiser of a field that nothing else assigns; null if there is none.</summary>
    public IOperation? InitializerOf(IFieldSymbol field)
    {
        if (!field.IsStatic || !field.IsReadOnly)
            return null;
        if (!_bodies.TryGetValue(field, out IOperation? body))
            _bodies.Add(field, body = (Operation((field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer) as IFieldInitializerOperation)?.Value);
        return body;
    }

    private IOperation? Operation(SyntaxNode? syntax) => syntax is null || !compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? null : compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax);
}
