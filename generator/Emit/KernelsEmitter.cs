using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes the type that holds a network's kernels: its constants, then the body's methods.</summary>
internal static class KernelsEmitter
{
    /// <summary>The name of the method of the kernels' type that creates the rows of a long summary.</summary>
    public const string Layers = "LayerRows";

    /// <param name="limit">The most characters that the methods which kernels call may have.</param>
    public static KernelText Emit(CodeWriter writer, Plan plan, long limit)
    {
        writer.Line($"/// <summary>The kernels of <c>{plan.Type.PlainName}</c>: x is inputs, y outputs, w parameters, g their gradients.</summary>");
        writer.Line("/// <remarks>");
        string[] outline = [.. plan.Body.Outline];
        foreach (string sentence in outline.Take(Limits.LayersListed))
            writer.Line($"/// <para>{sentence}</para>");
        if (outline.Length > Limits.LayersListed)
            writer.Line($"/// <para>… and {outline.Length - Limits.LayersListed} more</para>");
        writer.Line("/// </remarks>");
        using (writer.Block($"file readonly struct {plan.Kernels} : {Interface(plan)}"))
        {
            EmitConstants(writer, plan);
            if (plan.Body is Body.OutputsInLanes outputs)
                return new OutputsInLanesEmitter(writer, plan, outputs).Emit(limit);
            new SamplesInLanesEmitter(writer, plan, (Body.SamplesInLanes)plan.Body).Emit();
            return KernelText.None;
        }
    }

    private static string Interface(Plan plan) => plan switch
    {
        { Stream: not null } => plan.CanTrain ? "IFrameTrainingKernels" : "IFrameKernels",
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
            private const MethodImplOptions EntryPoint = MethodImplOptions.AggressiveOptimization;

            """);
        if (plan.NamesOffsets)
        {
            writer.Line("// The offset of each tensor in the parameter block.");
            foreach (TensorPlan tensor in plan.Tensors)
                writer.Line($"private const int {tensor.Identifier} = {tensor.Offset}; // {Shape(tensor)}");
            if (plan.Body is Body.OutputsInLanes { Training: not null })
                writer.Line($"// Layers as options count them: {string.Join(", ", TrainedLayers.Names(plan.Tensors.Where(tensor => !tensor.IsStatistic).Select(tensor => tensor.Name)).Select((name, i) => $"{i} {name}"))}.");
            writer.Line();
        }
        writer.Line($"""
            public static int InputLength => {plan.SampleInputLength};

            public static int OutputLength => {plan.SampleOutputLength};
            """);
        if (plan.CanTrain)
            writer.Line($"\npublic static int LossTerms => {plan.LossTerms};");
        if (plan.NamesValues)
            NamedValuesEmitter.Kernels(writer, plan);
        writer.Line();
        EmitLayout(writer, plan);
        EmitLayers(writer, plan);
        EmitChecks(writer, plan);
    }

    /// <summary>The check of inputs that are indices.</summary>
    private static void EmitChecks(CodeWriter writer, Plan plan)
    {
        if (plan.Indices.Count == 0)
            return;
        using (writer.Block("public static void CheckInputs(global::System.ReadOnlySpan<float> inputs, string parameter)"))
            foreach (PlannedIndices indices in plan.Indices)
                writer.Line($"Indices.Check(inputs, {(plan.Stream is null ? "InputLength" : "FrameInputLength")}, new IndexRange({NetworkEmitter.Quote(indices.Layer)}, {NetworkEmitter.Quote(indices.Input)}, {indices.Offset}, {indices.Length}, {indices.Count}), {NetworkEmitter.Quote(plan.Type.PlainName)}, parameter);");
        writer.Line();
    }

    /// <summary>A layer's row of the summary.</summary>
    public static string Row(LayerCost layer) =>
        $"new({NetworkEmitter.Quote(layer.Name)}, {NetworkEmitter.Quote(layer.Kind)}, {NetworkEmitter.Quote(layer.OutputShape)}, {layer.Parameters}, {layer.MultiplyAdds}, {NetworkEmitter.Quote(layer.CodeShape)}, {NetworkEmitter.Quote(layer.Reason)}){Initializer(layer)}";

    private static string Initializer(LayerCost layer)
    {
        string[] members =
        [
            .. layer.From.Count == 0 ? System.Array.Empty<string>() : [$"From = new[] {{ {string.Join(", ", layer.From.Select(NetworkEmitter.Quote))} }}"],
            .. layer.Bytes == sizeof(float) * layer.Parameters ? System.Array.Empty<string>() : [$"Bytes = {layer.Bytes}"],
        ];
        return members.Length == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
    }

    /// <summary>The rows of a summary that are too many for one expression, which the user's class obtains here.</summary>
    private static void EmitLayers(CodeWriter writer, Plan plan)
    {
        if (!ArrayWriter.IsLong(plan.Costs.Count))
            return;
        const string Type = "global::NetGen.LayerSummary";
        string rows = ArrayWriter.Parts(writer, Type, Layers, [.. plan.Costs.Select(Row)]);
        writer.Line($"public static {Type}[] {Layers}() => {rows};");
        writer.Line();
    }

    private static void EmitLayout(CodeWriter writer, Plan plan)
    {
        if (ArrayWriter.IsLong(plan.Tensors.Count))
        {
            string tensors = ArrayWriter.Parts(writer, "global::NetGen.TensorLayout", "Tensors", [.. plan.Tensors.Select(tensor => $"new({Text(tensor, plan)})")]);
            writer.Line($"public static global::NetGen.ParameterLayout Layout {{ get; }} = new({NetworkEmitter.Quote(plan.Type.PlainName)}, {plan.ParameterLength}, {plan.StateLength}, {tensors});");
            writer.Line();
            return;
        }
        using (writer.Indent($"public static global::NetGen.ParameterLayout Layout {{ get; }} = new({NetworkEmitter.Quote(plan.Type.PlainName)}, {plan.ParameterLength}, {plan.StateLength}{(plan.Tensors.Count == 0 ? ");" : ",")}"))
            for (int i = 0; i < plan.Tensors.Count; i++)
            {
                string end = i == plan.Tensors.Count - 1 ? ");" : ",";
                writer.Line($"new global::NetGen.TensorLayout({Text(plan.Tensors[i], plan)}){end}");
            }
        writer.Line();
    }

    /// <summary>A tensor's layout.</summary>
    private static string Text(TensorPlan t, Plan plan) =>
        $"{NetworkEmitter.Quote(t.Name)}, new[] {{ {string.Join(", ", t.Shape)} }}, {plan.OffsetOf(t)}, {t.PanelWidth}, global::NetGen.Initializer.{t.Initializer}, {t.FanIn}, {t.FanOut}{(t.Channels == 1 && t.Start == 0 ? "" : $", {t.Channels}, {CallWriter.Literal(t.Start)}")}{(t.Gates == 1 ? "" : $", Gates: {t.Gates}")}{(t.Precision == Precision.Float32 ? "" : $", Precision: global::NetGen.Precision.{t.Precision}")}";

    private static string Shape(TensorPlan tensor)
    {
        if (tensor.PanelWidth == 0)
            return string.Join(" × ", tensor.Shape);
        int panels = tensor.Panels, rows = tensor.Length / panels / tensor.PanelWidth;
        return $"{panels} {(panels == 1 ? "panel" : "panels")} of {(tensor.Gates == 1 ? $"{rows}" : $"{rows / tensor.Gates} × {tensor.Gates}")} × {tensor.PanelWidth}{tensor.Precision switch { Precision.BFloat16 => " of bfloat16", Precision.Int8 or Precision.DynamicInt8 => $" 8-bit integers, and {tensor.Shape[0]} scales", _ => "" }}";
    }
}
