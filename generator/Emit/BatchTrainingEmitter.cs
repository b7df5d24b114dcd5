using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.ScratchText;

namespace NetGen.Generator.Emit;

/// <summary>Writes the training of a network whose samples depend on their batch: on its statistics, or on a sample's place in it. Forward and backward come in parts, between which the runtime combines sums over the whole batch.</summary>
internal sealed class BatchTrainingEmitter(CodeWriter writer, Body.OutputsInLanes body, TrainingPass training, Action<string, string, string, string, Action> door)
{
    private const string Common = "ref float x, ref float w, ref float scratch, BatchState batch, int rows";

    public void Emit()
    {
        EmitNorms();
        Step[][] forward = Parts(training.Forward.TowardsLoss), backward = Parts(training.Backward);
        EmitParts("ForwardPart", Common, "A part of a block's forward pass, up to sums over the batch, or to the loss.", forward);
        door("double", "EndInLoss", "ref float targets, ref float scratch, int rows, float scale", "A block's losses and their gradients.", () =>
        {
            Locals(writer, [training.Forward.Loss!]);
            OutputsInLanesEmitter.LossRows(writer, training.Forward.Loss!, "scale");
            writer.Line("return loss;");
        });
        door("void", "EndInOutputs", "ref float x, ref float y, ref float w, ref float scratch, BatchState batch, int rows", "A block's outputs.", () =>
        {
            Locals(writer, training.Forward.Beyond, training.Forward.Output);
            new StepEmitter(writer, isBlock: true).Emit(training.Forward.Beyond);
            OutputsInLanesEmitter.CopyOut(writer, training.Forward);
        });
        door("void", "BeginFromOutputs", "ref float dy, ref float scratch, int rows", "The gradients of a block's outputs.", () =>
        {
            Locals(writer, training.FromOutput, training.OutputGradient);
            OutputsInLanesEmitter.FromOutput(writer, training.OutputGradient);
            new StepEmitter(writer, isBlock: true).Emit(training.FromOutput);
        });
        EmitParts("BackwardPart", "ref float x, ref float w, ref float g, ref float scratch, BatchState batch, int rows, bool accumulate", "A part of a block's backward pass, up to sums over the batch, or to the end.", backward);
    }

    private void EmitNorms()
    {
        using (writer.Indent("public static BatchNormalization[] BatchNorms { get; } ="))
        {
            writer.Line("[");
            foreach (BatchNormPlan norm in body.BatchNorms.OrderBy(norm => norm.Index))
                writer.Line($"    new({norm.Channels}, {norm.Count}, {ForwardPlanner.Text(norm.Epsilon)}, {ForwardPlanner.Text(norm.Momentum)}, {norm.Mean.Identifier}, {norm.Variance.Identifier}),");
            writer.Line("];");
        }
        writer.Line();
    }

    private void EmitParts(string name, string parameters, string summary, Step[][] parts) =>
        door("void", name, $"int part, {parameters}", summary, () =>
        {
            if (parts.SelectMany(part => part).Any(step => step is Step.WeightGradient or Step.BiasGradient or Step.Deliver))
                writer.Line("const float step = 0f;");
            for (int part = 0; part < parts.Length; part++)
            {
                if (parts.Length > 1)
                    writer.Line($"if (part == {part})");
                using (parts.Length > 1 ? writer.Block() : default)
                {
                    Locals(writer, parts[part]);
                    new StepEmitter(writer, isBlock: true).Emit(parts[part]);
                }
            }
        });

    /// <summary>Steps between combinations.</summary>
    private static Step[][] Parts(IEnumerable<Step> steps)
    {
        List<List<Step>> parts = [[]];
        foreach (Step step in steps)
            if (step is Step.Combine)
                parts.Add([]);
            else
                parts[parts.Count - 1].Add(step);
        return [.. parts.Select(part => part.ToArray())];
    }
}
