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
    /// <summary>The method of the kernels' type that both overloads of <c>Forward</c> call first.</summary>
    private const string CheckSpans = "CheckSpans";

    /// <summary>The lengths and offsets, as constants of nested classes.</summary>
    public static void Constants(CodeWriter writer, Plan plan)
    {
        Constants(writer, ValueNames.Inputs, "The inputs: in a sample they stand one after another.", plan.Inputs);
        Constants(writer, ValueNames.Outputs, "The outputs: in a sample's outputs, and in its targets, they stand one after another.", plan.Outputs);
    }

    /// <summary>One sample's forward pass, with a span for each input and output: intermediate results on the stack, or in a workspace.</summary>
    public static void Forward(CodeWriter writer, Plan plan)
    {
        Forward(writer, plan, workspace: null);
        Forward(writer, plan, Free("workspace", plan));
    }

    /// <summary>The members of the kernels' type that spans by name need.</summary>
    public static void Kernels(CodeWriter writer, Plan plan)
    {
        if (!FitsStack(plan))
            writer.Line($"\npublic static int GatheredSample => {SampleLength(plan)};");
        writer.Line("\n/// <summary>Throws unless every span of a sample has the right length, and each output memory of its own.</summary>");
        writer.Line("[MethodImpl(EntryPoint)]");
        using (writer.Block($"public static void {CheckSpans}({Spans(plan)})"))
        {
            foreach (PlannedValue value in plan.Inputs.Concat<PlannedValue>(plan.Outputs))
                writer.Line($"NamedSamples.Check(@{value.Name}.Length, {value.Length}, {Quote(value.Name)}, {Quote(plan.Type.PlainName)});");
            for (int i = 0; i < plan.Outputs.Count; i++)
            {
                PlannedOutput output = plan.Outputs[i];
                foreach (PlannedInput input in plan.Inputs)
                    writer.Line($"NamedSamples.CheckApart(@{input.Name}, @{output.Name}, {Quote(input.Name)}, {Quote(output.Name)});");
                foreach (PlannedOutput other in plan.Outputs.Take(i))
                    writer.Line($"NamedSamples.CheckBothApart(@{other.Name}, @{output.Name}, {Quote(other.Name)}, {Quote(output.Name)});");
            }
        }
    }

    /// <param name="workspace">The name of the workspace's parameter; null for the overload without one.</param>
    private static void Forward(CodeWriter writer, Plan plan, string? workspace)
    {
        string sample = Free("sample", plan), samples = "global::NetGen.Kernels.NamedSamples";
        writer.Line($"""

            /// <summary>The outputs for one sample, each input and output in memory of its own{(workspace is null ? "" : ", with intermediate results in a workspace")}. Never allocates{(workspace is not null || FitsStack(plan) ? "" : ", but for one buffer at a thread's first call")}.</summary>
            """);
        foreach (PlannedInput input in plan.Inputs)
            writer.Line($"/// <param name=\"{input.Name}\">{Elements(input)}.</param>");
        foreach (PlannedOutput output in plan.Outputs)
            writer.Line($"/// <param name=\"{output.Name}\">{Elements(output)}, overwritten.</param>");
        if (workspace is not null)
            writer.Line($"/// <param name=\"{workspace}\">A workspace of this class.</param>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A span has another length, or an output overlaps an input or another output{(workspace is null ? "" : "; or the workspace belongs to another class")}.</exception>");
        using (writer.Block($"public void Forward({Spans(plan)}{(workspace is null ? "" : $", {Workspace} @{workspace}")})"))
        {
            writer.Line($"{KernelsOf(plan)}.{CheckSpans}({string.Join(", ", Names(plan).Select(name => $"@{name}"))});");
            writer.Line($"{Output} {sample} = {(FitsStack(plan) ? $"stackalloc float[{SampleLength(plan)}]" : workspace is null ? $"{samples}.Buffer({SampleLength(plan)})" : $"{samples}.Buffer<{KernelsOf(plan)}>(@{workspace})")};");
            foreach (PlannedInput input in plan.Inputs)
                writer.Line($"@{input.Name}.CopyTo({sample}.Slice({input.Offset}, {input.Length}));");
            writer.Line($"{Batches}.Forward<{KernelsOf(plan)}>(this.Parameters, {sample}.Slice(0, {plan.InputLength}), {sample}.Slice({plan.InputLength}, {plan.OutputLength}){(workspace is null ? "" : $", @{workspace}")});");
            foreach (PlannedOutput output in plan.Outputs)
                writer.Line($"{sample}.Slice({plan.InputLength + output.Offset}, {output.Length}).CopyTo(@{output.Name});");
        }
    }

    /// <summary>The interface's lists.</summary>
    public static void Lists(CodeWriter writer, Plan plan)
    {
        if (plan.NamesValues)
            List(writer, plan, "NetworkInput", ValueNames.Inputs, plan.Inputs.Select(input => $"new({Quote(input.Name)}, {input.Offset}, {input.Length})"));
        List(writer, plan, "NetworkOutput", ValueNames.Outputs, plan.Outputs.Select(output =>
            $"new({Quote(output.Name)}, {output.Offset}, {output.Length}, {(output.Loss is { } loss ? $"global::NetGen.Loss.{loss}" : "null")}, {output.Weight.ToString("R", CultureInfo.InvariantCulture)}, global::NetGen.Activation.{output.Last}){Frames(plan)}"));
    }

    private static string Frames(Plan plan) => plan.Stream is { GivesLastFrame: false } stream ? $" {{ Frames = {stream.SequenceLength}, WarmupFrames = {stream.SkippedFrames} }}" : "";

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

    /// <summary>The parameters: a span for each input and output.</summary>
    private static string Spans(Plan plan) => string.Join(", ", [.. plan.Inputs.Select(input => $"{Input} @{input.Name}"), .. plan.Outputs.Select(output => $"{Output} @{output.Name}")]);

    private static IEnumerable<string> Names(Plan plan) => plan.Inputs.Concat<PlannedValue>(plan.Outputs).Select(value => value.Name);

    private static string Free(string name, Plan plan) => ValueNames.Free(name, Names(plan));

    private static int SampleLength(Plan plan) => plan.InputLength + plan.OutputLength;

    private static bool FitsStack(Plan plan) => SampleLength(plan) <= Limits.SampleOnStack;

    private static string Elements(PlannedValue value) => $"{value.Length} elements{(value.Shape.Rank > 1 ? $" ({value.Shape})" : "")}";
}
