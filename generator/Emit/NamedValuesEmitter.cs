using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using static NetGen.Generator.Emit.NetworkEmitter;
using static NetGen.Generator.Emit.RuntimeNames;

namespace NetGen.Generator.Emit;

/// <summary>Writes the members that name the inputs and outputs of a class that has several of either.</summary>
internal static class NamedValuesEmitter
{
    private const string Samples = "global::NetGen.Kernels.NamedSamples";

    /// <summary>The lengths and offsets, as constants of nested classes.</summary>
    public static void Constants(CodeWriter writer, Plan plan)
    {
        Constants(writer, ValueNames.Inputs, "The inputs: in a sample they stand one after another.", plan.Inputs);
        Constants(writer, ValueNames.Outputs, "The outputs: in a sample's outputs, and in its targets, they stand one after another.", plan.Outputs);
    }

    /// <summary>One sample's forward pass, with a span for each input and output.</summary>
    public static void Forward(CodeWriter writer, Plan plan)
    {
        int length = plan.InputLength + plan.OutputLength;
        string sample = ValueNames.Free("sample", plan.Inputs.Select(input => input.Name).Concat(plan.Outputs.Select(output => output.Name)));
        writer.Line($"""

            /// <summary>The outputs for one sample, each input and output in memory of its own. Never allocates{(length > Limits.SampleOnStack ? ", but for one buffer at a thread's first call" : "")}.</summary>
            """);
        foreach (PlannedInput input in plan.Inputs)
            writer.Line($"/// <param name=\"{input.Name}\">{Elements(input)}.</param>");
        foreach (PlannedOutput output in plan.Outputs)
            writer.Line($"/// <param name=\"{output.Name}\">{Elements(output)}, overwritten.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A span has another length.</exception>");
        IEnumerable<string> parameters = [.. plan.Inputs.Select(input => $"{Input} @{input.Name}"), .. plan.Outputs.Select(output => $"{Output} @{output.Name}")];
        using (writer.Block($"public void Forward({string.Join(", ", parameters)})"))
        {
            foreach (PlannedValue value in plan.Inputs.Concat<PlannedValue>(plan.Outputs))
                writer.Line($"{Samples}.Check(@{value.Name}.Length, {value.Length}, {Quote(value.Name)}, {Quote(plan.Type.PlainName)});");
            writer.Line(length > Limits.SampleOnStack
                ? $"{Output} {sample} = {Samples}.Buffer({length});"
                : $"{Output} {sample} = stackalloc float[{length}];");
            foreach (PlannedInput input in plan.Inputs)
                writer.Line($"@{input.Name}.CopyTo({sample}.Slice({input.Offset}, {input.Length}));");
            writer.Line($"{Batches}.Forward<{KernelsOf(plan)}>(this.Parameters, {sample}.Slice(0, {plan.InputLength}), {sample}.Slice({plan.InputLength}, {plan.OutputLength}));");
            foreach (PlannedOutput output in plan.Outputs)
                writer.Line($"{sample}.Slice({plan.InputLength + output.Offset}, {output.Length}).CopyTo(@{output.Name});");
        }
    }

    /// <summary>The interface's lists.</summary>
    public static void Lists(CodeWriter writer, Plan plan)
    {
        List(writer, plan, "NetworkInput", ValueNames.Inputs, plan.Inputs.Select(input => $"new({Quote(input.Name)}, {input.Offset}, {input.Length})"));
        List(writer, plan, "NetworkOutput", ValueNames.Outputs, plan.Outputs.Select(output =>
            $"new({Quote(output.Name)}, {output.Offset}, {output.Length}, {(output.Loss is { } loss ? $"global::NetGen.Loss.{loss}" : "null")}, {output.Weight.ToString("R", CultureInfo.InvariantCulture)}, global::NetGen.Activation.{output.Last})"));
    }

    /// <summary>The inputs and outputs of the summary, after its constructor.</summary>
    public static void Summaries(CodeWriter writer, Plan plan)
    {
        writer.Line("{");
        writer.Line($"    Inputs = new global::NetGen.InputSummary[] {{ {string.Join(", ", plan.Inputs.Select(input => $"new({Quote(input.Name)}, {Quote($"{input.Shape}")})"))} }},");
        writer.Line($"    Outputs = new global::NetGen.OutputSummary[] {{ {string.Join(", ", plan.Outputs.Select(output => $"new({Quote(output.Name)}, {Quote($"{output.Shape}")}, {Quote(output.From)}, {Quote(Documentation.LossOf(output))})"))} }},");
        writer.Line("};\n");
    }

    private static void List(CodeWriter writer, Plan plan, string type, string name, IEnumerable<string> items)
    {
        writer.Line();
        using (writer.Indent($"static global::System.Collections.Generic.IReadOnlyList<global::NetGen.{type}> global::NetGen.INetwork<{plan.Type.Name}>.{name} {{ get; }} = new global::NetGen.{type}[]"))
        {
            writer.Line("{");
            foreach (string item in items)
                writer.Line($"    {item},");
            writer.Line("};");
        }
    }

    private static void Constants(CodeWriter writer, string name, string summary, IEnumerable<PlannedValue> values)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        using (writer.Block($"public static class {name}"))
            foreach (PlannedValue value in values)
            {
                writer.Line($"/// <summary><c>{value.Name}</c>: {Elements(value)}.</summary>");
                using (writer.Block($"public static class {value.Identifier}"))
                    writer.Line($"""
                        /// <summary>Its elements in a sample.</summary>
                        public const int {ValueNames.Length} = {value.Length};

                        /// <summary>The index of its first element in a sample.</summary>
                        public const int {ValueNames.Offset} = {value.Offset};
                        """);
            }
        writer.Line();
    }

    private static string Elements(PlannedValue value) => $"{value.Length} elements{(value.Shape.Rank > 1 ? $" ({value.Shape})" : "")}";
}
