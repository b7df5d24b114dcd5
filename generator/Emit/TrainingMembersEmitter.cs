using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.RuntimeNames;

namespace NetGen.Generator.Emit;

/// <summary>Writes the members that train a network: those of its loss, and the backward pass for a loss of the caller's.</summary>
internal static class TrainingMembersEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        string kernels = KernelsOf(plan), training = TrainingOf(plan);
        if (plan.HasLoss)
            EmitLoss(writer, plan, kernels, training);
        EmitBackward(writer, plan, kernels, training);
    }

    private static void EmitLoss(CodeWriter writer, Plan plan, string kernels, string training)
    {
        writer.Line($$"""

            /// <summary>Forward and backward: returns the mean loss and leaves the mean gradients in the workspace{{(plan.GivesInputGradients ? ", those of the inputs too" : "")}}.</summary>
            /// <param name="inputs">Batch × {{plan.SampleInputLength}} elements.</param>
            /// <param name="targets">Batch × {{plan.SampleOutputLength}} elements.</param>
            /// <param name="workspace">A training workspace of this class with capacity for the batch.</param>
            {{Modifiers.Of(plan, "ComputeGradients", Input, Input, Workspace)}} float ComputeGradients({{Input}} inputs, {{Input}} targets, {{Workspace}} workspace) =>
                {{training}}.ComputeGradients<{{kernels}}>(Parameters, inputs, targets, workspace);

            /// <summary>One training step of plain gradient descent, in one pass over the parameters: returns the mean loss before it.</summary>
            /// <param name="inputs">Batch × {{plan.SampleInputLength}} elements.</param>
            /// <param name="targets">Batch × {{plan.SampleOutputLength}} elements.</param>
            /// <param name="workspace">A training workspace of this class with capacity for the batch.</param>
            /// <param name="learningRate">The learning rate, at least 0.</param>
            {{Modifiers.Of(plan, "Descend", Input, Input, Workspace, "double")}} float Descend({{Input}} inputs, {{Input}} targets, {{Workspace}} workspace, double learningRate) =>
                {{DescentOf(plan)}}.Descend<{{kernels}}>(Parameters, inputs, targets, workspace, learningRate);

            /// <inheritdoc/>
            {{Modifiers.Of(plan, "ComputeShardGradients", Input, Input, Workspace, "int")}} double ComputeShardGradients({{Input}} inputs, {{Input}} targets, {{Workspace}} workspace, int batchSize) =>
                {{training}}.ComputeShardGradients<{{kernels}}>(Parameters, inputs, targets, workspace, batchSize);

            /// <summary>Outputs and mean loss of a batch, without gradients.</summary>
            /// <param name="inputs">Batch × {{plan.SampleInputLength}} elements.</param>
            /// <param name="targets">Batch × {{plan.SampleOutputLength}} elements.</param>
            /// <param name="outputs">Batch × {{plan.SampleOutputLength}} elements, overwritten.</param>
            /// <param name="workspace">A training workspace of this class with capacity for the batch.</param>
            {{Modifiers.Of(plan, "ComputeLoss", Input, Input, Output, Workspace)}} float ComputeLoss({{Input}} inputs, {{Input}} targets, {{Output}} outputs, {{Workspace}} workspace) =>
                {{(plan.Stream is null ? Batches : training)}}.ComputeLoss<{{kernels}}>(Parameters, inputs, targets, outputs, workspace);
            """);
    }

    private static void EmitBackward(CodeWriter writer, Plan plan, string kernels, string training)
    {
        writer.Line($$"""

            /// <summary>The outputs for a batch, keeping in the workspace what {{(plan.GivesInputGradients ? "<c>Backward</c>" : "<see cref=\"Backward\"/>")}} needs.</summary>
            /// <param name="inputs">Batch × {{plan.SampleInputLength}} elements.</param>
            /// <param name="outputs">Batch × {{plan.SampleOutputLength}} elements, overwritten.</param>
            /// <param name="workspace">A training workspace of this class with capacity for the batch.</param>
            {{Modifiers.Of(plan, "ForwardTraining", Input, Output, Workspace)}} void ForwardTraining({{Input}} inputs, {{Output}} outputs, {{Workspace}} workspace) =>
                {{training}}.ForwardTraining<{{kernels}}>(Parameters, inputs, outputs, workspace);

            /// <summary>Follows <see cref="ForwardTraining"/> with the same inputs: the gradients of a loss that the caller computes.</summary>
            /// <param name="inputs">The inputs of the forward pass.</param>
            /// <param name="outputGradients">Batch × {{plan.SampleOutputLength}} elements: ∂loss/∂output; for a mean loss, divided by the size of the batch.</param>
            /// <param name="workspace">The workspace of the forward pass.</param>
            {{Modifiers.Of(plan, "Backward", Input, Input, Workspace)}} void Backward({{Input}} inputs, {{Input}} outputGradients, {{Workspace}} workspace) =>
                {{training}}.Backward<{{kernels}}>(Parameters, inputs, outputGradients, workspace);
            """);
        if (plan.GivesInputGradients)
            writer.Line($$"""

                /// <summary>The same, and the gradients of the inputs.</summary>
                /// <param name="inputs">The inputs of the forward pass.</param>
                /// <param name="outputGradients">Batch × {{plan.SampleOutputLength}} elements: ∂loss/∂output; for a mean loss, divided by the size of the batch.</param>
                /// <param name="inputGradients">Batch × {{plan.SampleInputLength}} elements, overwritten: ∂loss/∂input.</param>
                /// <param name="workspace">The workspace of the forward pass.</param>
                {{Modifiers.Of(plan, "Backward", Input, Input, Output, Workspace)}} void Backward({{Input}} inputs, {{Input}} outputGradients, {{Output}} inputGradients, {{Workspace}} workspace) =>
                    {{training}}.BackwardToInputs<{{kernels}}>(Parameters, inputs, outputGradients, inputGradients, workspace);
                """);
    }
}
