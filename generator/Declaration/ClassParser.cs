using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Type symbol → the properties of the class that rules check.</summary>
internal static class ClassParser
{
    /// <summary>A type as <see cref="GeneratedMembers"/> writes it, without nullability.</summary>
    public static readonly SymbolDisplayFormat ParameterType =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static ClassForm Parse(DeclaredNetwork declared)
    {
        INamedTypeSymbol type = declared.Type;
        return new(
            TypeNames.Escape(type.Name),
            TypeNames.Keyword(type),
            IsPartial(type),
            type.IsStatic,
            type.IsAbstract,
            type.IsFileLocal,
            type.Arity > 0,
            PrimaryConstructor(type) is not null,
            [.. TypeNames.Containers(type).Select(container => new ContainerForm(TypeNames.Escape(container.Name), IsPartial(container), container.Arity > 0, container.IsFileLocal))],
            OldLanguage(type),
            BaseObstacle(type),
            [.. InheritedMembers.Of(type)],
            [.. Members(type).Select(Form)]);
    }

    /// <summary>The declarations of a type in the user's own files. The analyzer sees the emitted part too, which must not count.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Parts(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Where(part => !IsEmitted(part.SyntaxTree)).Select(part => part.GetSyntax()).OfType<TypeDeclarationSyntax>();

    public static ParameterListSyntax? PrimaryConstructor(INamedTypeSymbol type) =>
        Parts(type).Select(part => part.ParameterList).FirstOrDefault(list => list is not null);

    /// <summary>The members that may collide with the compiler's, in the order of <see cref="ClassForm.Members"/>.</summary>
    public static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => type.GetMembers().Where(member =>
        !member.IsImplicitlyDeclared
        && IsWritten(member)
        && (GeneratedMembers.Contain(member.Name) || IsRequired(member) || IsConstructor(member)));

    /// <summary>Whether a member is not the compiler's: it is declared in another assembly, or in one of the user's own files.</summary>
    public static bool IsWritten(ISymbol member) =>
        member.DeclaringSyntaxReferences.IsEmpty || member.DeclaringSyntaxReferences.Any(reference => !IsEmitted(reference.SyntaxTree));

    private static bool IsConstructor(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        && member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ConstructorDeclarationSyntax);

    private static MemberForm Form(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => new MemberForm.Constructor(Signature(constructor), CallsThis(constructor)),
        _ when !GeneratedMembers.Contain(member.Name) => new MemberForm.Required(member.Name),
        IMethodSymbol method => new MemberForm.Namesake(member.Name, Signature(method)),
        _ => new MemberForm.Namesake(member.Name, null),
    };

    /// <summary>What distinguishes overloads: the number of type parameters, and parameter types without nullability, by reference or not.</summary>
    public static string Signature(IMethodSymbol method)
    {
        IEnumerable<string> parameters = method.Parameters.Select(parameter =>
            (parameter.RefKind == RefKind.None ? "" : "ref ") + parameter.Type.ToDisplayString(ParameterType));
        return (method.Arity == 0 ? "" : $"<{method.Arity}>") + string.Join(", ", parameters);
    }

    private static bool CallsThis(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer });

    private static string? BaseObstacle(INamedTypeSymbol type)
    {
        if (type.BaseType is not { SpecialType: SpecialType.None, TypeKind: TypeKind.Class } ancestor)
            return null;
        // A base class that is a network itself gets its constructors from the compiler, and the generator doesn't see them.
        if (!DeclaredNetwork.IsNetwork(ancestor) && !ancestor.InstanceConstructors.Any(constructor => CanCall(constructor, type)))
            return $"{ancestor.Name} has no constructor without parameters";
        for (INamedTypeSymbol? each = ancestor; each is not null; each = each.BaseType)
            if (each.GetMembers().FirstOrDefault(IsRequired) is { } required)
                return $"{each.Name}.{required.Name} is required";
        return null;
    }

    private static bool CanCall(IMethodSymbol constructor, INamedTypeSymbol derived) =>
        constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams) && IsAccessible(constructor, derived);

    /// <summary>Whether a class has access to a member of its base.</summary>
    public static bool IsAccessible(ISymbol member, INamedTypeSymbol derived) => member.DeclaredAccessibility switch
    {
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => member.ContainingAssembly.GivesAccessTo(derived.ContainingAssembly),
        _ => true,
    };

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static bool IsPartial(INamedTypeSymbol type) => Parts(type).Any(part => part.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The version of C#, if it is older than emitted code requires.</summary>
    private static string? OldLanguage(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences[0].SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 and var version } ? version.ToDisplayString() : null;

    /// <remarks>Recognised by its first lines: the user may have a reason to put the generator's name in a path.</remarks>
    private static bool IsEmitted(SyntaxTree tree) =>
        tree.GetText() is var text && text.Length >= EmittedFile.Header.Length && text.ToString(new(0, EmittedFile.Header.Length)) == EmittedFile.Header;
}
