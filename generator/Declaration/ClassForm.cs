using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>What matters of a class besides its attributes: whether a part can be added to it, and whether that part's members fit beside its own.</summary>
/// <param name="Name">Its name, escaped with @ where it is a keyword.</param>
/// <param name="Keyword">What declares it: <c>class</c>, <c>record</c>, <c>struct</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Containers">The types it is nested in, outermost first.</param>
/// <param name="BaseObstacle">Why the base class can't be made without arguments; none where it can.</param>
/// <param name="Members">The members that may be in the way.</param>
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
    string? BaseObstacle,
    EquatableArray<MemberForm> Members);

/// <summary>A type that the class is nested in.</summary>
internal sealed record ContainerForm(string Name, bool IsPartial, bool IsGeneric, bool IsFileLocal);

/// <summary>A member that may be in the way of an emitted one.</summary>
internal abstract record MemberForm
{
    /// <summary>Named as an emitted one.</summary>
    /// <param name="Signature">Its parameter types, as <see cref="GeneratedMembers"/> writes them; none for what is not a method.</param>
    public sealed record Namesake(string Name, string? Signature) : MemberForm;

    /// <param name="Signature">Its parameter types.</param>
    /// <param name="ContinuesInThis">Whether it begins with another constructor of the class.</param>
    public sealed record Constructor(string Signature, bool ContinuesInThis) : MemberForm;

    /// <summary>One that object initialisers must set.</summary>
    public sealed record Required(string Name) : MemberForm;
}
