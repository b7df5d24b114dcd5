using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Names of types as they stand in the user's class, where anything else may be in scope.</summary>
internal static class RuntimeNames
{
    public const string Input = "global::System.ReadOnlySpan<float>";

    public const string Output = "global::System.Span<float>";

    public const string Workspace = "global::NetGen.Workspace";

    /// <summary>What goes through a batch block by block.</summary>
    public const string Batches = "global::NetGen.Kernels.Batches";

    /// <summary>Where kernels stand. Types of a namespace come before those of its usings, so it must be one in which nobody else has any: C# keeps names with two underscores for tools.</summary>
    public const string Namespace = "NetGen.Generated__";

    public static string KernelsOf(Plan plan) => $"global::{Namespace}.{plan.Kernels}";

    /// <summary>What goes through a batch in training: in parts, where sums over all of it are needed.</summary>
    public static string TrainingOf(Plan plan) => plan.Body is Body.OutputsInLanes { TrainsByBatch: true } ? "global::NetGen.Kernels.BatchTraining" : Batches;
}
