using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.Parameter;

namespace NetGen.Generator.Emit;

/// <summary>Writes a training step in phases: the table that the runtime reads, and a method for each phase.</summary>
internal sealed class PhasesEmitter(CodeWriter writer, PassWriter pass, Plan plan, TrainingPass training, Action<string, string, Parameter[], string, Action> entryPoint, Action<string, string, Parameter[], Action> method)
{
    private readonly SharedParameters[] _layers = [.. training.SharedLayers];
    /// <summary>Which of the shared layers has its weights at an offset.</summary>
    private readonly Dictionary<int, int> _indices = training.SharedLayers.Select((layer, i) => (layer.Weight.Offset, i)).ToDictionary(pair => pair.Offset, pair => pair.i);

    public void Emit()
    {
        List("BatchNormalization", "BatchNorms", [.. training.BatchNorms.Select(norm =>
            ($"new({norm.Channels}, {norm.Count}, {CallWriter.Literal(norm.Epsilon)}, {CallWriter.Literal(norm.Momentum)}, {plan.OffsetOf(norm.Mean)}, {plan.OffsetOf(norm.Variance)})", norm.Layer))]);
        List("SharedLayer", "SharedLayers", [.. _layers.Select(layer =>
            ($"new({layer.Inputs}, {layer.Units}, {layer.Weight.PanelWidth}, {plan.OffsetOf(layer.Weight)}, {(layer.Bias is null ? "-1" : plan.OffsetOf(layer.Bias))})", layer.Layer))]);
        if (training.SharesInputs)
            writer.Line("public static bool SharesInputs => true;\n");
        List("TrainingPhase", "Phases", [.. training.Phases.Select(phase => (Entry(phase), phase.Shared?.Layer ?? phase.Combined?.Layer ?? ""))]);
        bool isList = pass.IsList([.. training.Phases.SelectMany(phase => phase.Kernels)]);
        entryPoint("double", "ComputePhase", [Int("phase"), X, Targets, W, G, Scratch, Batch, Rows, Scale, Selection, Step, Accumulate, Options], "A phase of a block; that of the loss returns its samples' losses.", () =>
        {
            if (isList)
            {
                EmitList();
                return;
            }
            using (writer.Block("switch (phase)"))
                for (int i = 0; i < training.Phases.Count; i++)
                {
                    string call = $"Phase{i}{Types(ParametersOf(training.Phases[i]))}({Pass(ParametersOf(training.Phases[i]))});";
                    writer.Line($"case {i}:\n    {(training.Phases[i].EndsInLoss ? $"return {call}" : $"{call}\n    break;")}");
                }
            writer.Line("return 0;");
        });
        for (int i = 0; i < training.Phases.Count && !isList; i++)
            EmitPhase($"Phase{i}", training.Phases[i]);
    }

    /// <summary>Writes kernels that are too many for methods as one list with a section for each phase; the loss, which returns a value, is separate.</summary>
    private void EmitList()
    {
        for (int i = 0; i < training.Phases.Count; i++)
            if (training.Phases[i].EndsInLoss)
                using (writer.Block($"if (phase == {i})"))
                {
                    pass.Locals(training.Phases[i].Kernels);
                    pass.Emit(training.Phases[i].Kernels);
                    writer.Line("return loss;");
                }
        writer.Line(pass.Sections("RunPhase", [X, W, G, Scratch, Batch, Rows, Selection, Step, Accumulate, Options], Int("phase"), "phase",
            [.. training.Phases.Select(phase => phase.EndsInLoss
                ? []
                : phase.Kernels.Select(kernel => phase.Shared is null ? ListedKernel.Of(kernel) : ListedKernel.Of(kernel, kernel.CallRange)).ToArray())]));
        writer.Line("return 0;");
    }

    private void List(string type, string name, IReadOnlyList<(string Item, string Comment)> items)
    {
        if (items.Count == 0)
            return;
        if (ArrayWriter.IsLong(items.Count))
        {
            ArrayWriter.Property(writer, type, name, [.. items.Select(item => item.Item)]);
            return;
        }
        using (writer.Indent($"public static {type}[] {name} {{ get; }} ="))
        {
            writer.Line("[");
            foreach ((string item, string comment) in items)
                writer.Line($"    {item},{(comment.Length == 0 ? "" : $" // {comment}")}");
            writer.Line("];");
        }
        writer.Line();
    }

    private string Entry(Phase phase) => phase switch
    {
        { EndsInLoss: true } => "TrainingPhase.Loss",
        { Shared: { } shared } => $"TrainingPhase.Outputs({_indices[shared.Weight.Offset]})",
        { Combined: { } norm, IsBackward: true } => $"TrainingPhase.GradientStatistics({norm.Index})",
        { Combined: { } norm } => $"TrainingPhase.Statistics({norm.Index})",
        _ => "TrainingPhase.Samples",
    };

    /// <summary>The parameters that the kernels of a phase use. A method of their own gives each phase the JIT's whole budget.</summary>
    private static Parameter[] ParametersOf(Phase phase) => phase switch
    {
        { EndsInLoss: true } => [Targets, Scratch, Rows, Scale, Options],
        { Shared: not null, IsBackward: true } => [X, W, G, Scratch, Rows, Selection, Step, Accumulate, Options],
        { Shared: not null } => [X, W, Scratch, Rows, Selection],
        { IsBackward: true } => [X, W, G, Scratch, Batch, Rows, Step, Accumulate, Options],
        _ => [X, W, Scratch, Batch, Rows],
    };

    private void EmitPhase(string name, Phase phase) =>
        method(phase.EndsInLoss ? "double" : "void", name, ParametersOf(phase), () =>
        {
            pass.Locals(phase.Kernels);
            if (phase.Shared is null)
                pass.Emit(phase.Kernels);
            else
                foreach (Kernel kernel in phase.Kernels)
                    pass.Calls.Guarded(kernel.For, () =>
                    {
                        pass.Comment(kernel);
                        kernel.CallRange(pass.Calls);
                    });
            if (phase.EndsInLoss)
                writer.Line("return loss;");
        });
}
