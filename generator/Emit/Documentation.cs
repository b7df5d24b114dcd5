using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>The outline and the cost table, as XML documentation that shows on hover.</summary>
internal static class Documentation
{
    public static void Class(CodeWriter writer, Plan plan)
    {
        writer.Line("/// <remarks>");
        long parameters = plan.Costs.Sum(layer => layer.Parameters);
        string shapes = $"{plan.InputShape} → {string.Join(" → ", plan.Costs.Select(layer => layer.OutputShape))}";
        string purpose = plan.CanTrain ? $"trained by {LossName(plan)}" : "inference only";
        writer.Line($"/// <para>{Escape($"{shapes}: {parameters} parameters ({4 * parameters} bytes), {plan.Costs.Sum(layer => layer.MultiplyAdds)} multiply-adds a sample; {purpose}.")}</para>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>Layer</term><description>Shape, parameters, multiply-adds, bytes: code shape, and why</description></listheader>");
        foreach (LayerCost layer in plan.Costs)
            writer.Line($"/// <item><term>{layer.Name}: {layer.Kind}</term><description>{Escape($"{layer.OutputShape}, {layer.Parameters} parameters, {layer.MultiplyAdds} multiply-adds, {4 * layer.Parameters} bytes: {layer.CodeShape}; {layer.Reason}")}</description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    private static string LossName(Plan plan) => plan.Loss switch
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
