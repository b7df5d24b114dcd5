using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.Parameter;

namespace NetGen.Generator.Emit;

/// <summary>Writes a training step for threads to share: phases that go by a layer's outputs or by samples, then the gradients of any part of a layer's parameters.</summary>
internal sealed class SharedTrainingEmitter(CodeWriter writer, PassWriter pass, Body.OutputsInLanes body, TrainingPass training, Action<string, string, Parameter[], string, Action> entryPoint)
{
    private readonly DenseForward[] _layers = [.. body.Block.Kernels.OfType<DenseForward>()];
    private readonly ILookup<TensorPlan, DenseWeightGradient> _weightGradients = training.Backward.OfType<DenseWeightGradient>().ToLookup(kernel => kernel.Weight);
    private readonly ILookup<TensorPlan, DenseBiasGradient> _biasGradients = training.Backward.OfType<DenseBiasGradient>().ToLookup(kernel => kernel.Bias);

    public void Emit()
    {
        EmitLayers();
        entryPoint("double", "ComputePhase", [Int("phase"), X, Targets, W, Scratch, Rows, Scale, Int("from"), Int("to")], "A phase of a block: of some outputs where one layer is shared, else of all. The last returns the block's losses.", () =>
        {
            pass.Locals(training.Phases.SelectMany(phase => phase.Kernels));
            for (int i = 0; i < training.Phases.Count - 1; i++)
                using (writer.Block($"if (phase == {i})"))
                {
                    EmitPhase(training.Phases[i]);
                    writer.Line("return 0;");
                }
            EmitPhase(training.Phases[training.Phases.Count - 1]);
            writer.Line("return loss;");
        });
        entryPoint("void", "ComputeLayerGradients", [Int("layer"), X, W, G, Scratch, Rows, Int("from"), Int("to"), Int("first"), Int("behind"), Step, Accumulate], "The gradients of the weights between some of a layer's inputs and outputs, from what the phases of a block left.", () =>
        {
            for (int i = 0; i < _layers.Length; i++)
                using (writer.Block($"if (layer == {i})"))
                    EmitGradients(_layers[i]);
        });
    }

    private void EmitLayers()
    {
        using (writer.Indent("public static SharedLayer[] SharedLayers { get; } ="))
        {
            writer.Line("[");
            foreach (DenseForward layer in _layers)
                writer.Line($"    new({layer.Plan.Inputs}, {layer.Plan.Units}, {layer.Plan.PanelWidth}, {layer.Weight.Identifier}, {layer.Bias?.Identifier ?? "-1"}),");
            writer.Line("];");
        }
        writer.Line();
        writer.Line("// The layer that threads share by its outputs; −1 where they share the samples.");
        Dictionary<TensorPlan, int> indices = _layers.Select((layer, i) => (layer, i)).ToDictionary(pair => pair.layer.Weight, pair => pair.i);
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

    private void EmitGradients(DenseForward layer)
    {
        DenseWeightGradient weight = _weightGradients[layer.Weight].Single();
        pass.Locals([weight]);
        pass.Comment(weight);
        weight.CallPart(pass.Calls);
        foreach (DenseBiasGradient bias in layer.Bias is null ? [] : _biasGradients[layer.Bias])
        {
            pass.Comment(bias);
            bias.CallPart(pass.Calls);
        }
    }
}
