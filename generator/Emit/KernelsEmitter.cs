using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes the type that holds a network's kernels: its constants, then the body's methods.</summary>
internal static class KernelsEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        writer.Line($"/// <summary>The kernels of <c>{plan.Type.PlainName}</c>: x is inputs, y outputs, w parameters, g their gradients.</summary>");
        writer.Line("/// <remarks>");
        foreach (string sentence in plan.Body.Outline)
            writer.Line($"/// <para>{sentence}</para>");
        writer.Line("/// </remarks>");
        using (writer.Block($"file readonly struct {plan.Kernels} : {Interface(plan)}"))
        {
            EmitConstants(writer, plan);
            if (plan.Body is Body.OutputsInLanes outputs)
                new OutputsInLanesEmitter(writer, plan, outputs).Emit();
            else
                new SamplesInLanesEmitter(writer, plan, (Body.SamplesInLanes)plan.Body).Emit();
        }
    }

    private static string Interface(Plan plan) => plan switch
    {
        { CanTrain: false } => "IKernels",
        { Body: Body.OutputsInLanes { TrainsByBatch: true } } => "IBatchKernels",
        { Body: Body.OutputsInLanes { Training.IsShared: true } } => "ITrainingKernels, IPhasedKernels",
        _ => "ITrainingKernels",
    };

    private static void EmitConstants(CodeWriter writer, Plan plan)
    {
        writer.Line("""
            // Optimised from the first call; not inlined, so that each has the JIT's whole budget for its own vectors.
            private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
            private const MethodImplOptions Door = MethodImplOptions.AggressiveOptimization;

            // Where each parameter lies in its block.
            """);
        foreach (TensorPlan tensor in plan.Tensors)
            writer.Line($"private const int {tensor.Identifier} = {tensor.Offset}; // {Shape(tensor)}");
        writer.Line();
        writer.Line($"""
            public static int InputLength => {plan.InputLength};

            public static int OutputLength => {plan.OutputLength};
            """);
        if (plan.CanTrain)
            writer.Line($"\npublic static int LossTerms => {plan.LossTerms};");
        writer.Line();
        using (writer.Indent($"public static global::NetGen.ParameterLayout Layout {{ get; }} = new({NetworkEmitter.Quote(plan.Type.PlainName)}, {plan.ParameterLength}, {plan.StateLength}{(plan.Tensors.Count == 0 ? ");" : ",")}"))
            for (int i = 0; i < plan.Tensors.Count; i++)
            {
                TensorPlan t = plan.Tensors[i];
                string end = i == plan.Tensors.Count - 1 ? ");" : ",";
                writer.Line($"new global::NetGen.TensorLayout({NetworkEmitter.Quote(t.Name)}, new[] {{ {string.Join(", ", t.Shape)} }}, {t.Identifier}, {t.PanelWidth}, global::NetGen.Initializer.{t.Initializer}, {t.FanIn}, {t.FanOut}{(t.Channels == 1 && t.Start == 0 ? "" : $", {t.Channels}, {CallWriter.Number(t.Start)}")}){end}");
            }
        writer.Line();
    }

    private static string Shape(TensorPlan tensor)
    {
        if (tensor.PanelWidth == 0)
            return string.Join(" × ", tensor.Shape);
        int panels = (tensor.Shape[0] + tensor.PanelWidth - 1) / tensor.PanelWidth;
        return $"{panels} {(panels == 1 ? "panel" : "panels")} of {tensor.Length / panels / tensor.PanelWidth} × {tensor.PanelWidth}";
    }
}
