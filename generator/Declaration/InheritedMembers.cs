using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>The virtual members of base classes with the name of a member that the compiler writes: it overrides them, or gives the reason why it can't.</summary>
internal static class InheritedMembers
{
    public static IEnumerable<InheritedForm> Of(INamedTypeSymbol type) =>
        from member in GeneratedMembers.All
        let inherited = Hidden(member, type)
        where inherited is { IsAbstract: true } or { IsVirtual: true } or { IsOverride: true }
        select new InheritedForm(member.ToString(), $"{inherited.ContainingType.Name}.{member}", Obstacle(member, inherited, type), member.Needs);

    /// <summary>The nearest member of a base class that a generated one would hide.</summary>
    private static ISymbol? Hidden(GeneratedMember member, INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            foreach (ISymbol other in ancestor.GetMembers(member.Name))
                if (ClassParser.IsAccessible(other, type)
                    && ClassParser.IsWritten(other)
                    && (member.Signature is null || other is not IMethodSymbol method || ClassParser.Signature(method) == member.Signature))
                    return other;
        return null;
    }

    /// <summary>Why C# doesn't allow the generated member to override an inherited one; null if it does.</summary>
    private static string? Obstacle(GeneratedMember member, ISymbol inherited, INamedTypeSymbol type)
    {
        if (member.Returns is null)
            return "the compiler's is static";
        if (inherited is IMethodSymbol != member.Signature is not null || inherited is not (IMethodSymbol or IPropertySymbol { IsIndexer: false }))
            return $"that is {(inherited is IMethodSymbol ? "a method" : inherited is IPropertySymbol ? "a property" : "an event")}";
        if (inherited.IsSealed)
            return "that is sealed";
        if (inherited.DeclaredAccessibility != Accessibility.Public)
            return "that is not public";
        if (inherited is IPropertySymbol { SetMethod: not null })
            return "that has a setter";
        if (inherited is IMethodSymbol { RefKind: not RefKind.None } or IPropertySymbol { RefKind: not RefKind.None })
            return "that returns a reference";
        ITypeSymbol returned = inherited is IMethodSymbol method ? method.ReturnType : ((IPropertySymbol)inherited).Type;
        return Returns(member, returned, type) ? null : $"that returns {returned.ToDisplayString(ClassParser.ParameterType)}";
    }

    /// <summary>Whether an override may return the type: the same type, a base of a reference type, or an interface of the class.</summary>
    private static bool Returns(GeneratedMember member, ITypeSymbol returned, INamedTypeSymbol type) =>
        member.Returns == GeneratedMember.Itself ? IsOrInherits(type, returned)
        : returned.ToDisplayString(ClassParser.ParameterType) == member.Returns || (returned.SpecialType == SpecialType.System_Object && member.Returns == GeneratedMembers.Parameters);

    private static bool IsOrInherits(INamedTypeSymbol type, ITypeSymbol other)
    {
        for (INamedTypeSymbol? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            if (SymbolEqualityComparer.Default.Equals(ancestor, other))
                return true;
        return type.AllInterfaces.Contains(other, SymbolEqualityComparer.Default);
    }
}
