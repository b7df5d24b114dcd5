using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Declaration;

/// <summary>A member that the compiler writes.</summary>
/// <param name="Signature">A method's parameter types, in full; none for a constant or property, beside which no member of the same name can stand.</param>
/// <param name="IsForTraining">Whether a network that can't be trained lacks it.</param>
internal sealed record GeneratedMember(string Name, string? Signature = null, bool IsForTraining = false);

/// <summary>The public members that the compiler writes, so that the user's own stay out of their way.</summary>
internal static class GeneratedMembers
{
    private const string In = "System.ReadOnlySpan<float>", Out = "System.Span<float>", Workspace = "NetGen.Workspace";
    private const string Stream = "System.IO.Stream", Names = "System.Collections.Generic.IReadOnlyDictionary<string, string>";

    public static readonly IReadOnlyList<GeneratedMember> All =
    [
        new("InputLength"),
        new("OutputLength"),
        new("ParameterCount"),
        new("Summary"),
        new("Parameters"),
        new("Create", "ulong"),
        new("Clone", ""),
        new("CreateWorkspace", "int, bool"),
        new("Load", "string"),
        new("Load", Stream),
        new("Load", $"string, {Names}"),
        new("Load", $"{Stream}, {Names}"),
        new("Save", "string"),
        new("Save", Stream),
        new("Forward", $"{In}, {Out}"),
        new("Forward", $"{In}, {Out}, {Workspace}"),
        new("ForwardBatch", $"{In}, {Out}, {Workspace}"),
        new("ComputeGradients", $"{In}, {In}, {Workspace}", IsForTraining: true),
        new("Descend", $"{In}, {In}, {Workspace}, double", IsForTraining: true),
        new("ComputeShardGradients", $"{In}, {In}, {Workspace}, int", IsForTraining: true),
        new("ComputeLoss", $"{In}, {In}, {Out}, {Workspace}", IsForTraining: true),
        new("ForwardTraining", $"{In}, {Out}, {Workspace}", IsForTraining: true),
        new("Backward", $"{In}, {In}, {Workspace}", IsForTraining: true),
    ];

    /// <summary>The parameter types of the constructors that the compiler writes.</summary>
    public static readonly IReadOnlyList<string> Constructors = ["", "ulong"];

    private static readonly HashSet<string> MemberNames = new(All.Select(member => member.Name), StringComparer.Ordinal);

    public static bool Contain(string name) => MemberNames.Contains(name);
}
