using System;
using System.Linq;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.ScratchText;

namespace NetGen.Generator.Emit;

/// <summary>Writes a training step for threads to share: phases that go by a layer's outputs or by samples, then the gradients of any part of a layer's parameters.</summary>
internal sealed class SharedTrainingEmitter(CodeWriter writer, Body.OutputsInLanes body, TrainingPass training, Action<string, string, string, string, Action> door)
{
    private readonly DensePlan[] _layers = [.. body.Layers.OfType<DensePlan>()];

    public void Emit()
    {
        EmitLayers();
        door("double", "ComputePhase", "int phase, ref float x, ref float targets, ref float w, ref float scratch, int rows, float scale, int from, int to", "A phase of a block: of some outputs where one layer is shared, else of all. The last returns the block's losses.", () =>
        {
            Locals(writer, training.Phases.SelectMany(phase => phase.Steps));
            for (int i = 0; i < training.Phases.Count - 1; i++)
                using (writer.Block($"if (phase == {i})"))
                {
                    EmitPhase(training.Phases[i]);
                    writer.Line("return 0;");
                }
            EmitLast(training.Phases[training.Phases.Count - 1]);
        });
        door("void", "ComputeLayerGradients", "int layer, ref float x, ref float w, ref float g, ref float scratch, int rows, int from, int to, int first, int behind, float step, bool accumulate", "The gradients of the weights between some of a layer's inputs and outputs, from what the phases of a block left.", () =>
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
            foreach (DensePlan layer in _layers)
                writer.Line($"    new({layer.Inputs}, {layer.Units}, {layer.PanelWidth}, {layer.Weight.Identifier}, {layer.Bias?.Identifier ?? "-1"}),");
            writer.Line("];");
        }
        writer.Line();
        writer.Line("// The layer that threads share by its outputs; −1 where they share the samples.");
        writer.Line($"public static int[] Phases {{ get; }} = [{string.Join(", ", training.Phases.Select(phase => Array.IndexOf(_layers, phase.Layer)))}];");
        writer.Line();
    }

    private void EmitPhase(Phase phase)
    {
        if (phase.Layer is null)
        {
            new StepEmitter(writer, isBlock: true).Emit(phase.Steps);
            return;
        }
        Step.Dense dense = (Step.Dense)phase.Steps[0];
        writer.Line($"// {dense.Sentence}");
        writer.Line($"{dense.Layer.Identifier}Columns<T>({At(dense.X)}, {At(dense.Y)}, ref w, rows, from, to);");
    }

    private void EmitLast(Phase phase)
    {
        Step.Loss loss = phase.Steps.OfType<Step.Loss>().Single();
        new StepEmitter(writer, isBlock: true).Emit([.. phase.Steps.TakeWhile(step => step != loss)]);
        OutputsInLanesEmitter.LossRows(writer, loss, "scale");
        new StepEmitter(writer, isBlock: true).Emit([.. phase.Steps.SkipWhile(step => step != loss).Skip(1)]);
        writer.Line("return loss;");
    }

    private void EmitGradients(DensePlan layer)
    {
        Step.WeightGradient weight = training.Backward.OfType<Step.WeightGradient>().Single(step => step.Layer == layer);
        Locals(writer, [weight]);
        writer.Line($"// {weight.Sentence}");
        writer.Line($"{layer.Identifier}WeightGradient<T>({At(weight.X)}, {At(weight.Gradient)}, ref w, ref g, rows, from, to, first, behind, step, accumulate);");
        if (layer.Bias is not { } bias)
            return;
        writer.Line($"// {training.Backward.OfType<Step.BiasGradient>().Single(step => step.Layer == layer).Sentence}");
        writer.Line($"if (first == 0)\n    SumColumns<T>(ref At({At(weight.Gradient)}, from), {weight.Gradient.Stride}, ref At(ref w, {bias.Identifier} + from), ref At(ref g, {bias.Identifier} + from), to - from, rows, step, accumulate);");
    }
}
