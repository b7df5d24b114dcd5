using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>A member that the compiler writes.</summary>
/// <param name="Signature">A method's parameter types, in full; null for a constant or property, which allows no other member of the same name.</param>
/// <param name="Returns">The type of an instance member; null for a static one or a constant.</param>
/// <param name="Needs">What a network without which lacks it.</param>
internal sealed record GeneratedMember(string Name, string? Signature = null, string? Returns = null, Needed Needs = Needed.Nothing)
{
    /// <summary>The value of <see cref="Returns"/> for the class itself.</summary>
    public const string Itself = "this class";

    public override string ToString() => Signature is null ? Name : $"{Name}({Signature})";
}

/// <summary>What only some networks have, and the members that belong to it.</summary>
internal enum Needed
{
    Nothing,

    /// <summary>A backward pass.</summary>
    Derivatives,

    /// <summary>A loss.</summary>
    Loss,

    /// <summary>Several inputs or outputs.</summary>
    NamedValues,

    /// <summary>Gradients of its inputs.</summary>
    InputGradients,

    /// <summary>A stream of frames.</summary>
    Frames,
}

/// <summary>The public members that the compiler writes, with which the user's own must not collide.</summary>
internal static class GeneratedMembers
{
    /// <summary>The type of the property that holds them.</summary>
    public const string Parameters = "NetGen.ParameterBlock";

    private const string In = "System.ReadOnlySpan<float>", Out = "System.Span<float>", Workspace = "NetGen.Workspace", State = "NetGen.NetworkState";
    private const string Stream = "System.IO.Stream", Names = "System.Collections.Generic.IReadOnlyDictionary<string, string>";

    public static readonly IReadOnlyList<GeneratedMember> All =
    [
        new("InputLength"),
        new("OutputLength"),
        new("ParameterCount"),
        new("Summary"),
        new("Parameters", Returns: Parameters),
        new("Create", "ulong"),
        new("Clone", "", GeneratedMember.Itself),
        new("CreateWorkspace", "int, bool"),
        new("Load", "string"),
        new("Load", Stream),
        new("Load", $"string, {Names}"),
        new("Load", $"{Stream}, {Names}"),
        new("Save", "string", "void"),
        new("Save", Stream, "void"),
        new("Forward", $"{In}, {Out}", "void"),
        new("Forward", $"{In}, {Out}, {Workspace}", "void"),
        new("ForwardBatch", $"{In}, {Out}, {Workspace}", "void"),
        new("ComputeGradients", $"{In}, {In}, {Workspace}", "float", Needs: Needed.Loss),
        new("Descend", $"{In}, {In}, {Workspace}, double", "float", Needs: Needed.Loss),
        new("ComputeShardGradients", $"{In}, {In}, {Workspace}, int", "double", Needs: Needed.Loss),
        new("ComputeLoss", $"{In}, {In}, {Out}, {Workspace}", "float", Needs: Needed.Loss),
        new("ForwardTraining", $"{In}, {Out}, {Workspace}", "void", Needs: Needed.Derivatives),
        new("Backward", $"{In}, {In}, {Workspace}", "void", Needs: Needed.Derivatives),
        new("Backward", $"{In}, {In}, {Out}, {Workspace}", "void", Needs: Needed.InputGradients),
        new("SequenceLength", Needs: Needed.Frames),
        new("WarmupFrames", Needs: Needed.Frames),
        new("FrameInputLength", Needs: Needed.Frames),
        new("FrameOutputLength", Needs: Needed.Frames),
        new("CreateState", "", Needs: Needed.Frames),
        new("Step", $"{In}, {Out}, {State}", "void", Needs: Needed.Frames),
        new("Process", $"{In}, {Out}, {State}", "void", Needs: Needed.Frames),
        new(ValueNames.Inputs, Needs: Needed.NamedValues),
        new(ValueNames.Outputs, Needs: Needed.NamedValues),
    ];

    /// <summary>The members of a network; those of a chain where the declaration has no model.</summary>
    public static IEnumerable<GeneratedMember> Of(NetworkModel? model)
    {
        if (model is null)
            return All.Where(member => member.Needs < Needed.NamedValues);
        IEnumerable<GeneratedMember> members = All.Where(member => Has(model, member.Needs));
        if (!model.NamesValues)
            return members;
        string spans = string.Join(", ", [.. model.Inputs.Select(_ => In), .. model.Outputs.Select(_ => Out)]);
        return [.. members, new("Forward", spans, "void"), new("Forward", $"{spans}, {Workspace}", "void")];
    }

    /// <summary>Whether a network has what some members belong to.</summary>
    public static bool Has(NetworkModel model, Needed needed) => needed switch
    {
        Needed.Derivatives => !model.IsInferenceOnly,
        Needed.Loss => !model.IsInferenceOnly && model.HasLoss,
        Needed.NamedValues => model.NamesValues,
        Needed.Frames => model.Sequence is not null,
        Needed.InputGradients => model.InputGradients && !model.IsInferenceOnly,
        _ => true,
    };

    /// <summary>The parameter types of the constructors that the compiler writes.</summary>
    public static readonly IReadOnlyList<string> Constructors = ["", "ulong"];

    private static readonly HashSet<string> MemberNames = new(All.Select(member => member.Name), StringComparer.Ordinal);

    public static bool Contain(string name) => MemberNames.Contains(name);
}
