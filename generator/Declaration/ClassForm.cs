using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>The properties of a class, apart from its attributes, that rules check: whether a part can be added to it, and whether that part's members are compatible with its own.</summary>
/// <param name="Name">Its name, escaped with @ where it is a keyword.</param>
/// <param name="Keyword">The keyword that declares it: <c>class</c>, <c>record</c>, <c>struct</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Containers">The types it is nested in, outermost first.</param>
/// <param name="OldLanguage">The version of C# that it is compiled as, if that is too old for emitted code.</param>
/// <param name="BaseObstacle">Why the base class can't be constructed without arguments; null if it can.</param>
/// <param name="Inherited">The virtual members of its base classes that the compiler's members override or hide.</param>
/// <param name="Members">The members that may collide with the compiler's.</param>
internal sealed record ClassForm(
    string Name,
    string Keyword,
    bool IsPartial,
    bool IsStatic,
    bool IsAbstract,
    bool IsFileLocal,
    bool IsGeneric,
    bool HasPrimaryConstructor,
    EquatableArray<ContainerForm> Containers,
    string? OldLanguage,
    string? BaseObstacle,
    EquatableArray<InheritedForm> Inherited,
    EquatableArray<MemberForm> Members);

/// <summary>A type that the class is nested in.</summary>
internal sealed record ContainerForm(string Name, bool IsPartial, bool IsGeneric, bool IsFileLocal);

/// <summary>A virtual member of a base class.</summary>
/// <param name="Member">The emitted member that would hide it.</param>
/// <param name="Name">Its own name, as in <c>Base.Save(string)</c>.</param>
/// <param name="Obstacle">Why the emitted member can't override it; null if it can.</param>
/// <param name="Needs">What a network without which lacks the emitted member.</param>
internal sealed record InheritedForm(string Member, string Name, string? Obstacle, Needed Needs);

/// <summary>A member that may collide with an emitted one.</summary>
internal abstract record MemberForm
{
    /// <summary>A member with the name of an emitted one.</summary>
    /// <param name="Signature">Its parameter types, as <see cref="GeneratedMembers"/> writes them; null for anything but a method.</param>
    public sealed record Namesake(string Name, string? Signature) : MemberForm;

    /// <param name="Signature">Its parameter types.</param>
    /// <param name="CallsThis">Whether it calls another constructor of the class.</param>
    public sealed record Constructor(string Signature, bool CallsThis) : MemberForm;

    /// <summary>A member that object initialisers must set.</summary>
    public sealed record Required(string Name) : MemberForm;
}
