using System.Globalization;
using System.Linq;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using static NetGen.Generator.Emit.NetworkEmitter;
using static NetGen.Generator.Emit.RuntimeNames;

namespace NetGen.Generator.Emit;

/// <summary>Writes the generated part of the user's class: the network's members, its weights, and the calls of its kernels.</summary>
internal sealed class ClassEmitter(CodeWriter writer, Plan plan)
{
    private readonly string _name = plan.Type.Name, _kernels = KernelsOf(plan), _training = TrainingOf(plan);

    public void Emit()
    {
        Documentation.Class(writer, plan);
        string interfaces = $"global::NetGen.{(plan.HasLoss ? "ITrainableNetwork" : "INetwork")}<{_name}>{(plan.Stream is null ? "" : $", global::NetGen.IStreamingNetwork<{_name}>")}";
        using (writer.Block($"partial class {_name} : {interfaces}"))
        {
            if (plan.NamesValues)
                NamedValuesEmitter.Constants(writer, plan);
            EmitSummary();
            EmitConstructor();
            EmitNetwork();
            EmitFiles();
            EmitInference();
            if (plan.Stream is { } stream)
                StreamMembersEmitter.Emit(writer, plan, stream);
            if (plan.NamesValues)
                NamedValuesEmitter.Forward(writer, plan);
            if (plan.CanTrain)
                TrainingMembersEmitter.Emit(writer, plan);
            InterfaceMembersEmitter.Emit(writer, plan);
        }
    }

    private void EmitSummary()
    {
        if (plan.Stream is { } stream)
            StreamMembersEmitter.Constants(writer, plan, stream);
        writer.Line($$"""
            /// <summary>Elements in an input sample.</summary>
            public const int InputLength = {{plan.SampleInputLength}};

            /// <summary>Elements in an output.</summary>
            public const int OutputLength = {{plan.SampleOutputLength}};

            /// <summary>Trained parameters, padding not counted.</summary>
            public const int ParameterCount = {{plan.Costs.Sum(layer => layer.Parameters).ToString(CultureInfo.InvariantCulture)}};

            /// <summary>Layers, shapes, parameters, costs and the code shape chosen for each.</summary>
            """);
        Documentation.Layers(writer, plan);
        if (ArrayWriter.IsLong(plan.Costs.Count))
        {
            writer.Line($"public static global::NetGen.NetworkSummary Summary {{ get; }} = new({Quote(plan.Type.PlainName)}, {Quote($"{plan.InputShape}")}, {_kernels}.{KernelsEmitter.Layers}()){(plan.IsChain ? ";" : "")}\n");
            if (!plan.IsChain)
                NamedValuesEmitter.Summaries(writer, plan);
            return;
        }
        writer.Line($$"""
            public static global::NetGen.NetworkSummary Summary { get; } = new(
                {{Quote(plan.Type.PlainName)}},
                {{Quote($"{plan.InputShape}")}},
                new global::NetGen.LayerSummary[]
                {
            """);
        foreach (LayerCost layer in plan.Costs)
            writer.Line($"        {KernelsEmitter.Row(layer)},");
        if (plan.IsChain)
        {
            writer.Line("    });\n");
            return;
        }
        writer.Line("    })");
        NamedValuesEmitter.Summaries(writer, plan);
    }

    private void EmitNetwork()
    {
        writer.Line($$"""

            /// <summary>A network with fresh weights, drawn from a seed.</summary>
            /// <param name="seed">The same seed gives the same weights on every machine.</param>
            public {{_name}}(ulong seed) => Parameters.Initialize(seed);

            /// <summary>A network with fresh weights, drawn from a seed.</summary>
            /// <param name="seed">The same seed gives the same weights on every machine.</param>
            public static {{_name}} Create(ulong seed) => new(seed);

            /// <summary>Buffers for batches up to a capacity; created once, used for every batch.</summary>
            /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
            /// <param name="training">Whether gradients will be computed with it: {{4L * plan.ParameterLength}} bytes more.</param>
            public static {{Workspace}} CreateWorkspace(int batchCapacity, bool training = true) =>
                {{_training}}.CreateWorkspace<{{_kernels}}>(batchCapacity, training);

            /// <summary>All {{plan.Costs.Sum(layer => layer.Parameters)}} trained parameters{{(plan.StateLength == 0 ? "" : " and the running statistics")}}, in one aligned block of {{4L * (plan.ParameterLength + plan.StateLength)}} bytes.</summary>
            """);
        Documentation.Tensors(writer, plan);
        writer.Line($$"""
            {{Public("Parameters", null)}} global::NetGen.ParameterBlock Parameters { get; } = new({{_kernels}}.Layout);

            /// <summary>A network with the same weights in a block of its own.</summary>
            {{Public("Clone")}} {{_name}} Clone()
            {
                {{_name}} clone = new(0UL);
                clone.Parameters.CopyFrom(Parameters);
                return clone;
            }
            """);
    }

    private void EmitFiles()
    {
        string stream = "global::System.IO.Stream", names = "global::System.Collections.Generic.IReadOnlyDictionary<string, string>", weights = "global::NetGen.WeightsFile";
        writer.Line($$"""

            /// <summary>A network with the weights of a safetensors file, which must have exactly this network's tensors.</summary>
            /// <exception cref="global::NetGen.WeightsFormatException">The file is damaged or belongs to another network.</exception>
            public static {{_name}} Load(string path) => {{weights}}.Load<{{_name}}>(path);

            /// <summary>A network with the weights of a safetensors file, from the stream's position to its end.</summary>
            /// <exception cref="global::NetGen.WeightsFormatException">The file is damaged or belongs to another network.</exception>
            public static {{_name}} Load({{stream}} stream) => {{weights}}.Load<{{_name}}>(stream);

            /// <summary>A network with the weights of a safetensors file whose tensors have other names.</summary>
            /// <param name="path">The file.</param>
            /// <param name="names">This network's names for the file's; a name that isn't among them is the same in both.</param>
            /// <exception cref="global::NetGen.WeightsFormatException">The file is damaged or belongs to another network.</exception>
            public static {{_name}} Load(string path, {{names}} names) => {{weights}}.Load<{{_name}}>(path, names);

            /// <summary>A network with the weights of a safetensors file whose tensors have other names, from the stream's position to its end.</summary>
            /// <param name="stream">The stream; it stays open.</param>
            /// <param name="names">This network's names for the file's; a name that isn't among them is the same in both.</param>
            /// <exception cref="global::NetGen.WeightsFormatException">The file is damaged or belongs to another network.</exception>
            public static {{_name}} Load({{stream}} stream, {{names}} names) => {{weights}}.Load<{{_name}}>(stream, names);

            /// <summary>Saves the weights as a safetensors file, atomically: a crash leaves the old file or the new one.</summary>
            /// <param name="path">The file, replaced if it exists.</param>
            {{Public("Save", "string")}} void Save(string path) => {{weights}}.Save(this, path);

            /// <summary>Writes the weights as a safetensors file to a stream.</summary>
            /// <param name="stream">The stream; it stays open.</param>
            {{Public("Save", stream)}} void Save({{stream}} stream) => {{weights}}.Save(this, stream);
            """);
    }

    private void EmitInference()
    {
        writer.Line($$"""

            /// <summary>The output for one sample. Never allocates{{(SampleScratch > 16 * 1024 ? ", but for one buffer at a thread's first call" : "")}}.</summary>
            /// <param name="input">{{plan.SampleInputLength}} elements{{(plan.InputShape.Rank > 1 ? $" ({plan.InputShape})" : "")}}.</param>
            /// <param name="output">{{plan.SampleOutputLength}} elements, overwritten.</param>
            {{Public("Forward", Input, Output)}} void Forward({{Input}} input, {{Output}} output) =>
                {{Batches}}.Forward<{{_kernels}}>(Parameters, input, output);

            /// <summary>The output for one sample, with intermediate results in a workspace. Never allocates.</summary>
            /// <param name="input">{{plan.SampleInputLength}} elements.</param>
            /// <param name="output">{{plan.SampleOutputLength}} elements, overwritten.</param>
            /// <param name="workspace">A workspace of this class.</param>
            {{Public("Forward", Input, Output, Workspace)}} void Forward({{Input}} input, {{Output}} output, {{Workspace}} workspace) =>
                {{Batches}}.Forward<{{_kernels}}>(Parameters, input, output, workspace);

            /// <summary>The outputs for a batch, each with the same bits as that sample alone.</summary>
            /// <param name="inputs">Batch × {{plan.SampleInputLength}} elements.</param>
            /// <param name="outputs">Batch × {{plan.SampleOutputLength}} elements, overwritten.</param>
            /// <param name="workspace">A workspace of this class with capacity for the batch.</param>
            {{Public("ForwardBatch", Input, Output, Workspace)}} void ForwardBatch({{Input}} inputs, {{Output}} outputs, {{Workspace}} workspace) =>
                {{Batches}}.ForwardBatch<{{_kernels}}>(Parameters, inputs, outputs, workspace);
            """);
    }

    private void EmitConstructor()
    {
        if (plan.Weights is { } weights)
            writer.Line($$"""
                /// <summary>A network with the weights of <c>{{Documentation.Escape(Escapes.Escape(weights))}}</c>, which is embedded in the assembly.</summary>
                public {{_name}}() => global::NetGen.WeightsFile.LoadEmbedded(this, {{Quote(weights)}});
                """);
        else
            writer.Line($$"""
                /// <summary>A network with fresh weights, drawn from seed 0.</summary>
                public {{_name}}() : this(0UL)
                {
                }
                """);
    }

    private string Public(string name, params string[]? parameters) => Modifiers.Of(plan, name, parameters);

    /// <summary>Elements of scratch for one sample.</summary>
    private int SampleScratch => plan.Body is Body.OutputsInLanes body ? (plan.Stream is { } stream ? stream.State.Length + body.Block.Allocation.Length : body.Sample.Allocation.Length) : 0;
}
