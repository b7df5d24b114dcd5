using System.Linq;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.RuntimeNames;

namespace NetGen.Generator.Emit;

/// <summary>Writes the explicit interface members, which only the trainer and generic code call.</summary>
internal static class InterfaceMembersEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        string name = plan.Type.Name, kernels = KernelsOf(plan), training = TrainingOf(plan);
        if (plan is { HasLoss: true, Stream: null } && training != Batches)
            writer.Line($$"""

                static int global::NetGen.ITrainableNetwork<{{name}}>.MinimumBatchSize => {{training}}.MinimumBatchSize<{{kernels}}>();

                static int global::NetGen.ITrainableNetwork<{{name}}>.GradientPhases => {{training}}.PhasesIn<{{kernels}}>();

                double global::NetGen.ITrainableNetwork<{{name}}>.ComputeShardPhase(int phase, {{Input}} inputs, {{Input}} targets, {{Workspace}} workspace, int batchSize) =>
                    {{training}}.ComputeShardPhase<{{kernels}}>(phase, Parameters, inputs, targets, workspace, batchSize);

                void global::NetGen.ITrainableNetwork<{{name}}>.CombineShards(int phase, global::System.ReadOnlySpan<{{Workspace}}> shards) =>
                    {{training}}.CombineShards<{{kernels}}>(phase, Parameters, shards);
                """);
        if (plan.HasLoss && plan.Body is Body.OutputsInLanes { Training.IsShared: true })
            writer.Line($$"""

                global::NetGen.Kernels.SharedStep? global::NetGen.ITrainableNetwork<{{name}}>.ShareSteps(int batchCapacity, int threads) =>
                    global::NetGen.Kernels.BatchTraining.ShareSteps<{{kernels}}>(Parameters, batchCapacity, threads);
                """);
        string network = $"global::NetGen.INetwork<{name}>";
        writer.Line($$"""

            static int {{network}}.InputLength => InputLength;

            static int {{network}}.OutputLength => OutputLength;

            static int {{network}}.ParameterCount => ParameterCount;
            """);
        if (plan.Stream is not null)
            writer.Line($$"""

                static int global::NetGen.IStreamingNetwork<{{name}}>.SequenceLength => SequenceLength;

                static int global::NetGen.IStreamingNetwork<{{name}}>.FrameInputLength => FrameInputLength;

                static int global::NetGen.IStreamingNetwork<{{name}}>.FrameOutputLength => FrameOutputLength;
                """);
        if (plan.Indices.Count > 0)
            writer.Line($$"""

                static void {{network}}.CheckInputs({{Input}} inputs, string parameter) => {{kernels}}.CheckInputs(inputs, parameter);
                """);
        if (plan.Outputs.FirstOrDefault(output => output.Loss is not null) is { } trained)
            writer.Line($$"""

                static global::NetGen.Loss global::NetGen.ITrainableNetwork<{{name}}>.Loss => global::NetGen.Loss.{{trained.Loss}};
                """);
        if (plan.NamesValues || plan.Stream is not null)
            NamedValuesEmitter.Lists(writer, plan);
        else if (plan.Outputs[0].IsLogits)
            writer.Line($$"""

                static float global::NetGen.ITrainableNetwork<{{name}}>.DecisionThreshold => 0f;
                """);
    }
}
