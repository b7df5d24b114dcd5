using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.Parameter;

namespace NetGen.Generator.Emit;

/// <summary>Writes a training step for threads to share: phases that go by a layer's outputs or by samples, then the gradients of any part of a layer's parameters.</summary>
internal sealed class SharedTrainingEmitter(CodeWriter writer, PassWriter pass, Plan plan, Body.OutputsInLanes body, TrainingPass training, Action<string, string, Parameter[], string, Action> entryPoint)
{
    private readonly DenseForward[] _layers = [.. body.Block.Kernels.OfType<DenseForward>()];
    private readonly ILookup<TensorPlan, DenseWeightGradient> _weightGradients = training.Backward.OfType<DenseWeightGradient>().ToLookup(kernel => kernel.Weight);
    private readonly ILookup<TensorPlan, DenseBiasGradient> _biasGradients = training.Backward.OfType<DenseBiasGradient>().ToLookup(kernel => kernel.Bias);

    public void Emit()
    {
        EmitLayers();
        entryPoint("double", "ComputePhase", [Int("phase"), X, Targets, W, Scratch, Rows, Scale, Int("from"), Int("to")], "A phase of a block: of some outputs where one layer is shared, else of all. The last returns the block's losses.", EmitPhases);
        entryPoint("void", "ComputeLayerGradients", [Int("layer"), X, W, G, Scratch, Rows, Int("from"), Int("to"), Int("first"), Int("behind"), Step, Accumulate], "The gradients of the weights between some of a layer's inputs and outputs, from what the phases of a block left.", EmitGradients);
    }

    private void EmitPhases()
    {
        Phase[] phases = [.. training.Phases];
        Phase last = phases[phases.Length - 1];
        if (pass.IsList([.. phases.SelectMany(phase => phase.Kernels)]))
        {
            // The loss stands between two sections of the last phase.
            int loss = last.Kernels.ToList().FindIndex(kernel => kernel is LossKernel);
            ListedKernel[][] sections =
            [
                .. phases.Take(phases.Length - 1).Select(phase => phase.Kernels.Select(kernel => kernel == phase.Shared ? new ListedKernel(kernel, phase.Shared.CallColumns) : ListedKernel.Of(kernel)).ToArray()),
                [.. last.Kernels.Take(loss).Select(ListedKernel.Of)],
                [.. last.Kernels.Skip(loss + 1).Select(ListedKernel.Of)],
            ];
            string run(string section) => pass.Sections("RunPhase", [X, W, Scratch, Rows, Int("from"), Int("to")], Int("phase"), section, sections);
            writer.Line(run("phase"));
            writer.Line($"if (phase < {phases.Length - 1})\n    return 0;");
            pass.Locals([last.Kernels[loss]]);
            pass.Emit(last.Kernels[loss]);
            writer.Line(run($"{phases.Length}"));
            writer.Line("return loss;");
            return;
        }
        pass.Locals(phases.SelectMany(phase => phase.Kernels));
        for (int i = 0; i < phases.Length - 1; i++)
            using (writer.Block($"if (phase == {i})"))
            {
                EmitPhase(phases[i]);
                writer.Line("return 0;");
            }
        EmitPhase(last);
        writer.Line("return loss;");
    }

    private void EmitLayers()
    {
        ArrayWriter.Property(writer, "SharedLayer", "SharedLayers", [.. _layers.Select(layer =>
            $"new({layer.Plan.Inputs}, {layer.Plan.Units}, {layer.Plan.PanelWidth}, {plan.OffsetOf(layer.Weight)}, {(layer.Bias is null ? "-1" : plan.OffsetOf(layer.Bias))})")]);
        Dictionary<TensorPlan, int> indices = _layers.Select((layer, i) => (layer, i)).ToDictionary(pair => pair.layer.Weight, pair => pair.i);
        writer.Line("// The layer that threads share by its outputs; −1 where they share the samples.");
        writer.Line($"public static int[] Phases {{ get; }} = [{string.Join(", ", training.Phases.Select(phase => phase.Shared is null ? -1 : indices[phase.Shared.Weight]))}];");
        writer.Line();
    }

    private void EmitPhase(Phase phase)
    {
        if (phase.Shared is not { } shared)
        {
            pass.Emit(phase.Kernels);
            return;
        }
        pass.Comment(shared);
        shared.CallColumns(pass.Calls);
    }

    private void EmitGradients()
    {
        if (pass.IsList([.. training.Backward.Where(kernel => kernel.GivesParameterGradients)]))
        {
            writer.Line(pass.Sections("RunLayerGradients", [X, W, G, Scratch, Rows, Int("from"), Int("to"), Int("first"), Int("behind"), Step, Accumulate], Int("layer"), "layer",
                [.. _layers.Select(layer => ParameterGradients(layer).ToArray())]));
            return;
        }
        for (int i = 0; i < _layers.Length; i++)
            using (writer.Block($"if (layer == {i})"))
            {
                ListedKernel[] kernels = [.. ParameterGradients(_layers[i])];
                // The weights' gradient uses all of the memory.
                pass.Locals([kernels[0].Kernel]);
                foreach (ListedKernel each in kernels)
                {
                    pass.Comment(each.Kernel);
                    each.Call(pass.Calls);
                }
            }
    }

    /// <summary>The kernels of a layer's gradients, each called for some of its inputs and outputs.</summary>
    private IEnumerable<ListedKernel> ParameterGradients(DenseForward layer)
    {
        DenseWeightGradient weight = _weightGradients[layer.Weight].Single();
        yield return new(weight, weight.CallPart);
        foreach (DenseBiasGradient bias in layer.Bias is null ? [] : _biasGradients[layer.Bias])
            yield return new(bias, bias.CallPart);
    }
}
