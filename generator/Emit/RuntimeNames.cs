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

    public static string KernelsOf(Plan plan) => $"global::NetGen.Generated.{plan.Kernels}";

    /// <summary>What goes through a batch in training: in parts, where sums over all of it are needed.</summary>
    public static string TrainingOf(Plan plan) => plan.Body is Body.OutputsInLanes { TrainsByBatch: true } ? "global::NetGen.Kernels.BatchTraining" : Batches;
}
