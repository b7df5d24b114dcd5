using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Whether the members that the compiler writes are compatible with the user's own.</summary>
internal static class MemberRules
{
    /// <param name="model">The network; null if its attributes don't compile.</param>
    public static IEnumerable<Finding> Check(ClassForm form, NetworkModel? model)
    {
        GeneratedMember[] generated = [.. GeneratedMembers.Of(model)];
        if (generated.Any(member => member.Name == form.Name))
            yield return new(Rules.ClassNamedAsMember, new SourceLocation.ClassName(), form.Name);
        foreach (InheritedForm inherited in form.Inherited.Where(inherited => inherited.Obstacle is not null && (model is null ? inherited.Needs < Needed.NamedValues : GeneratedMembers.Has(model, inherited.Needs))))
            yield return new(Rules.CannotOverride, new SourceLocation.ClassName(), inherited.Member, form.Name, inherited.Name, inherited.Obstacle!);
        for (int i = 0; i < form.Members.Count; i++)
            if (Check(form.Members[i], form.Name, new SourceLocation.Member(i), generated) is { } finding)
                yield return finding;
    }

    private static Finding? Check(MemberForm member, string className, SourceLocation location, GeneratedMember[] generated) => member switch
    {
        MemberForm.Namesake(var name, var signature) when generated.Any(other => other.Name == name && Collide(signature, other.Signature))
            => new(Rules.MemberCollides, location, signature is null ? name : $"{name}({signature})", className),
        MemberForm.Constructor(var signature, _) when GeneratedMembers.Constructors.Contains(signature)
            => new(Rules.MemberCollides, location, $"{className}({signature})", className),
        MemberForm.Constructor { CallsThis: false }
            => new(Rules.ConstructorWithoutWeights, location, className),
        MemberForm.Required(var name)
            => new(Rules.RequiredMember, location, name, className),
        MemberForm.Namesake or MemberForm.Constructor => null,
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, null),
    };

    /// <summary>Of two members with the same name, only methods with different parameters can coexist.</summary>
    private static bool Collide(string? signature, string? generated) => signature is null || generated is null || signature == generated;
}
