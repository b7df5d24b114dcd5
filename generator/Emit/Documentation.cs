using System.Globalization;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>The outline and the cost table, as XML documentation that shows on hover.</summary>
internal static class Documentation
{
    /// <remarks>Completion shows a summary and no remarks. Of two summaries, or two remarks, editors show the user's own.</remarks>
    public static void Class(CodeWriter writer, Plan plan)
    {
        writer.Line($"/// <summary>A network {Escape(Total(plan))}.</summary>");
        Layers(writer, plan);
    }

    /// <summary>The cost table, as remarks.</summary>
    public static void Layers(CodeWriter writer, Plan plan)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>Layer</term><description>Shape, parameters, multiply-adds, bytes: code shape, and why</description></listheader>");
        foreach (LayerCost layer in plan.Costs.Take(Limits.LayersListed))
            writer.Line($"/// <item><term>{layer.Name}: {layer.Kind}</term><description>{Escape($"{(layer.From.Count == 0 ? "" : $"from {string.Join(", ", layer.From)}: ")}{layer.OutputShape}, {layer.Parameters} parameters, {layer.MultiplyAdds} multiply-adds, {layer.Bytes} bytes: {layer.CodeShape}; {layer.Reason}")}</description></item>");
        if (plan.Costs.Count > Limits.LayersListed)
            writer.Line($"/// <item><term>…</term><description>{plan.Costs.Count - Limits.LayersListed} more, all of them in <c>Summary</c></description></item>");
        if (!plan.IsChain)
            foreach (PlannedOutput output in plan.Outputs)
                writer.Line($"/// <item><term>{output.Name}</term><description>{Escape($"output {output.Shape} from {output.From}{(output.Loss is null ? "" : $": {LossOf(output)}")}")}</description></item>");
        writer.Line($"/// <item><term>In all</term><description>{Escape(Total(plan))}</description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    /// <summary>The tensors and their shapes, as remarks.</summary>
    public static void Tensors(CodeWriter writer, Plan plan)
    {
        writer.Line("/// <remarks>");
        foreach (TensorPlan tensor in plan.Tensors.Take(Limits.LayersListed))
            writer.Line($"/// <para><c>{tensor.Name}</c>: {string.Join(" × ", tensor.Shape)}</para>");
        if (plan.Tensors.Count > Limits.LayersListed)
            writer.Line($"/// <para>… and {plan.Tensors.Count - Limits.LayersListed} more: see <c>Names</c></para>");
        writer.Line("/// </remarks>");
    }

    private static string Total(Plan plan)
    {
        long parameters = plan.Costs.Sum(layer => layer.Parameters);
        string shapes = !plan.IsChain
            ? $"{string.Join(", ", plan.Inputs.Select(input => $"{input.Name} {input.Shape}"))} → {string.Join(", ", plan.Outputs.Select(output => $"{output.Name} {output.Shape}"))}"
            : $"{plan.InputShape} → {string.Join(" → ", plan.Costs.Take(Limits.LayersListed).Select(layer => layer.OutputShape))}{(plan.Costs.Count > Limits.LayersListed ? $" … → {plan.Costs[plan.Costs.Count - 1].OutputShape}" : "")}";
        string purpose = plan.HasLoss ? $"trained by {string.Join(" + ", plan.Outputs.Where(output => output.Loss is not null).Select(output => $"{LossOf(output)}{(plan.Outputs.Count == 1 ? "" : $" of {output.Name}")}"))}" : plan.CanTrain ? "trained by a loss of the caller's" : "inference only";
        return $"{shapes}: {parameters} parameters ({plan.Costs.Sum(layer => layer.Bytes)} bytes), {plan.Costs.Sum(layer => layer.MultiplyAdds)} multiply-adds a {(plan.Stream is null ? "sample" : "frame")}; {purpose}";
    }

    /// <summary>The loss of an output, with its weight; empty for none.</summary>
    public static string LossOf(PlannedOutput output) =>
        output.Loss is null ? "" : $"{(output.Weight == 1 ? "" : $"{output.Weight.ToString("R", CultureInfo.InvariantCulture)} · ")}{LossName(output)}";

    private static string LossName(PlannedOutput output) => output.Loss switch
    {
        Loss.MeanSquaredError => "mean squared error",
        Loss.MeanAbsoluteError => "mean absolute error",
        Loss.Huber => "Huber loss",
        Loss.CrossEntropy => "cross-entropy",
        Loss.BinaryCrossEntropy => "binary cross-entropy",
        _ => "hinge loss",
    };

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
