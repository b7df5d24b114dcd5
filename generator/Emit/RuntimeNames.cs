using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Fully qualified names of types for the user's class, where any other name may be in scope.</summary>
internal static class RuntimeNames
{
    public const string Input = "global::System.ReadOnlySpan<float>";

    public const string Output = "global::System.Span<float>";

    public const string State = "global::NetGen.NetworkState";

    /// <summary>The type that runs a stream block by block.</summary>
    public const string Streams = "global::NetGen.Kernels.Streams";

    public const string Workspace = "global::NetGen.Workspace";

    /// <summary>The type that runs a batch block by block.</summary>
    public const string Batches = "global::NetGen.Kernels.Batches";

    /// <summary>The namespace of kernels. Types of a namespace take precedence over those of its usings, so no other code may declare types in it: C# reserves names with two underscores for tools.</summary>
    public const string Namespace = "NetGen.Generated__";

    public static string KernelsOf(Plan plan) => $"global::{Namespace}.{plan.Kernels}";

    /// <summary>The type that runs a batch in training: in several rounds of phases where sums over the whole batch are needed.</summary>
    public static string TrainingOf(Plan plan) => plan is { Stream: not null, CanTrain: true } ? "global::NetGen.Kernels.StreamTraining" : plan.Body is Body.OutputsInLanes { TrainsByBatch: true } ? "global::NetGen.Kernels.BatchTraining" : Batches;

    /// <summary>The type that takes training steps of plain gradient descent: where threads can share layers, one that updates these by all blocks at once.</summary>
    public static string DescentOf(Plan plan) =>
        TrainingOf(plan) == Batches && plan.Body is Body.OutputsInLanes { Training.IsShared: true } ? "global::NetGen.Kernels.DenseDescent" : TrainingOf(plan);
}
