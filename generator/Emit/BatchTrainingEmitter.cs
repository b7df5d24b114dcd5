using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.Parameter;

namespace NetGen.Generator.Emit;

/// <summary>Writes the training of a network whose samples depend on their batch: on its statistics, or on a sample's place in it. Forward and backward come in parts, between which the runtime combines sums over the whole batch.</summary>
internal sealed class BatchTrainingEmitter(CodeWriter writer, PassWriter pass, Plan plan, Body.OutputsInLanes body, TrainingPass training, Action<string, string, Parameter[], string, Action> entryPoint)
{
    public void Emit()
    {
        EmitNorms();
        EmitParts("ForwardPart", [X, W, Scratch, Batch, Rows], "A part of a block's forward pass, up to sums over the batch, or to the loss.", Parts(training.Forward.TowardsLoss));
        entryPoint("double", "EndInLoss", [Targets, Scratch, Rows, Scale], "A block's losses and their gradients.", () =>
        {
            pass.Locals([training.Forward.Loss!]);
            pass.Emit(training.Forward.Loss!);
            writer.Line("return loss;");
        });
        entryPoint("void", "EndInOutputs", [X, Y, W, Scratch, Batch, Rows], "A block's outputs.", () =>
        {
            pass.Locals([.. training.Forward.Beyond, training.Forward.Outputs]);
            pass.Emit((IReadOnlyList<Kernel>)training.Forward.Beyond);
            pass.Emit(training.Forward.Outputs);
        });
        entryPoint("void", "BeginFromOutputs", [Dy, Scratch, Rows], "The gradients of a block's outputs.", () =>
        {
            pass.Locals([.. training.FromOutput, training.OutputGradients]);
            pass.Emit(training.OutputGradients);
            pass.Emit(training.FromOutput);
        });
        EmitParts("BackwardPart", [X, W, G, Scratch, Batch, Rows, Accumulate], "A part of a block's backward pass, up to sums over the batch, or to the end.", Parts(training.Backward));
    }

    private void EmitNorms() =>
        ArrayWriter.Property(writer, "BatchNormalization", "BatchNorms", [.. body.BatchNorms.Select(norm =>
            $"new({norm.Channels}, {norm.Count}, {CallWriter.Literal(norm.Epsilon)}, {CallWriter.Literal(norm.Momentum)}, {plan.OffsetOf(norm.Mean)}, {plan.OffsetOf(norm.Variance)})")]);

    private void EmitParts(string name, Parameter[] parameters, string summary, Kernel[][] parts) =>
        entryPoint("void", name, [Int("part"), .. parameters], summary, () =>
        {
            bool hasGradients = parts.Any(part => part.Any(kernel => kernel.GivesParameterGradients));
            if (hasGradients)
                writer.Line("const float step = 0f;");
            if (pass.IsList([.. parts.SelectMany(part => part)]))
            {
                writer.Line(pass.Sections($"Run{name}", hasGradients ? [.. parameters, Step] : parameters, Int("part"), "part", [.. parts.Select(part => part.Select(ListedKernel.Of).ToArray())]));
                return;
            }
            for (int part = 0; part < parts.Length; part++)
            {
                if (parts.Length > 1)
                    writer.Line($"if (part == {part})");
                using (parts.Length > 1 ? writer.Block() : default)
                {
                    pass.Locals(parts[part]);
                    pass.Emit(parts[part]);
                }
            }
        });

    /// <summary>Kernels between combinations.</summary>
    private static Kernel[][] Parts(IEnumerable<Kernel> kernels)
    {
        List<List<Kernel>> parts = [[]];
        foreach (Kernel kernel in kernels)
            if (kernel.Scope == Scope.Batch)
                parts.Add([]);
            else
                parts[parts.Count - 1].Add(kernel);
        return [.. parts.Select(part => part.ToArray())];
    }
}
