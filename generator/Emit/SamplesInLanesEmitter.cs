using System;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>Writes a tiny network as straight-line code in which every lane is another sample; one sample is one lane.</summary>
internal sealed class SamplesInLanesEmitter(CodeWriter writer, Plan plan, Body.SamplesInLanes body)
{
    private const string EntryPoint = "[MethodImpl(EntryPoint)]";

    private readonly NetworkGraph _graph = body.Graph;

    public void Emit()
    {
        writer.Line($$"""
            private const int Parameters = {{body.Parameters}};

            // Scratch of a block: each parameter's gradient in {{KernelConstants.Lanes}} lanes, then each sample's loss.
            private const int LossOf = {{KernelConstants.Lanes}} * Parameters;

            public static int SampleScratch => 0;

            public static int BlockScratch => LossOf + {{Limits.BlockRows}};

            {{EntryPoint}}
            public static void Forward(ref float x, ref float y, ref float w, ref float scratch) => Forward<Lane>(ref x, ref y, ref w);

            """);
        writer.Line(EntryPoint);
        using (writer.Block("public static void ForwardBlock(ref float x, ref float y, ref float w, ref float scratch, int rows)"))
            Groups(lanes => $"Forward<{lanes}>(ref Unsafe.Add(ref x, row * InputLength), ref Unsafe.Add(ref y, row * OutputLength), ref w);");
        writer.Line();
        Method("Forward", "ref float x, ref float y, ref float w", () =>
        {
            Text().Emit(_graph.Forward);
            EmitOutputs();
        });
        if (_graph.Training is { } training)
            EmitTraining(training);
    }

    private void EmitTraining(TrainingGraph training)
    {
        // A parameter that several layers share has a gradient of several terms, which are complete only after all of them.
        bool stepsAtOnce = _graph.SharedTensors.Count == 0;
        Block("double", "ComputeGradients<TOptions>", "ref float x, ref float targets, ref float w, ref float g, ref float scratch, int rows, float scale, float step, bool accumulate, ref TOptions options", () =>
        {
            if (stepsAtOnce)
                writer.Line("""
                    // A training step on one sample stores no gradients.
                    if (rows == 1 && step != 0 && !accumulate)
                    {
                        Step<Lane>(ref x, ref targets, ref w, ref Unsafe.Add(ref scratch, LossOf), scale, step);
                        return SumOfLosses(ref scratch, 1);
                    }
                    """);
            ClearSums();
            Groups(lanes => $"Gradients<{lanes}, TOptions>(ref Unsafe.Add(ref x, row * InputLength), ref Unsafe.Add(ref targets, row * OutputLength), ref w, ref Unsafe.Add(ref scratch, row % {KernelConstants.Lanes}), ref Unsafe.Add(ref scratch, LossOf + row), stride, scale, row, ref options);");
            writer.Line("""
                double loss = SumOfLosses(ref scratch, rows);
                if (step == 0 || double.IsFinite(loss))
                    DeliverLanes(ref scratch, ref w, ref g, Parameters, stride, step, accumulate);
                return loss;
                """);
        });
        Block("void", "Backward<TOptions>", "ref float x, ref float dy, ref float w, ref float g, ref float scratch, int rows, bool accumulate, ref TOptions options", () =>
        {
            ClearSums();
            Groups(lanes => $"Backward<{lanes}>(ref Unsafe.Add(ref x, row * InputLength), ref Unsafe.Add(ref dy, row * OutputLength), ref w, ref Unsafe.Add(ref scratch, row % {KernelConstants.Lanes}), stride);");
            writer.Line("DeliverLanes(ref scratch, ref w, ref g, Parameters, stride, 0f, accumulate);");
        });
        writer.Line($"{EntryPoint}\npublic static void ForwardTraining(ref float x, ref float y, ref float w, ref float scratch, int rows) => ForwardBlock(ref x, ref y, ref w, ref scratch, rows);\n");
        writer.Line(EntryPoint);
        using (writer.Block("public static double ComputeLoss(ref float x, ref float targets, ref float y, ref float w, ref float scratch, int rows)"))
        {
            Groups(lanes => $"LossesOf<{lanes}>(ref Unsafe.Add(ref x, row * InputLength), ref Unsafe.Add(ref targets, row * OutputLength), ref Unsafe.Add(ref y, row * OutputLength), ref w, ref Unsafe.Add(ref scratch, LossOf + row));");
            writer.Line("return SumOfLosses(ref scratch, rows);");
        }
        writer.Line();
        writer.Line(EntryPoint);
        using (writer.Block("private static double SumOfLosses(ref float scratch, int rows)"))
            writer.Line("""
                double sum = 0;
                for (int row = 0; row < rows; row++)
                    sum += Unsafe.Add(ref scratch, LossOf + row);
                return sum;
                """);
        writer.Line();

        Method("Gradients", "ref float x, ref float targets, ref float w, ref float sums, ref float losses, int stride, float scale, int row, ref TOptions options", weighs: true, emitBody: () =>
        {
            EmitForwardToLoss(training, weighs: true);
            Text(Delivery.AddToSums, weighs: true).Emit([training.Seed, .. training.Backward]);
        });
        if (stepsAtOnce)
            EmitStep(training);
        Method("Backward", "ref float x, ref float dy, ref float w, ref float sums, int stride", () =>
        {
            Text().Emit(_graph.Forward);
            LaneWriter text = Text(Delivery.AddToSums);
            for (int i = 0; i < plan.OutputLength; i++)
                writer.Line($"T {text.Value(training.OutputGradients[0], i)} = T.Gather(ref dy, {i}, OutputLength);");
            text.Emit([.. training.FromOutputs, .. training.Backward]);
        });
        Method("LossesOf", "ref float x, ref float targets, ref float y, ref float w, ref float losses", () =>
        {
            Text().Emit([.. _graph.Forward, training.Loss]);
            EmitOutputs();
        });
    }

    private void EmitStep(TrainingGraph training)
    {
        writer.Line("// One sample: each gradient updates its parameter directly from the register.");
        Method("Step", "ref float x, ref float targets, ref float w, ref float losses, float scale, float step", () =>
        {
            EmitForwardToLoss(training);
            writer.Line("""
                if (!float.IsFinite(losses))
                    return;
                """);
            Text(Delivery.TakeStep).Emit([training.Seed, .. training.Backward]);
        });
    }

    private LaneWriter Text(Delivery delivery = Delivery.None, bool weighs = false) => new(writer, body, delivery, delivery != Delivery.None, weighs);

    private void EmitForwardToLoss(TrainingGraph training, bool weighs = false) =>
        Text(Delivery.AddToSums, weighs).Emit([.. _graph.Split().TowardsLoss, training.Loss]);

    /// <summary>A method that the runtime calls with options.</summary>
    private void Block(string type, string name, string parameters, Action emitBody)
    {
        writer.Line(EntryPoint);
        using (writer.Block($"public static {type} {name}({parameters}) {Parameter.OfOptions}"))
            emitBody();
        writer.Line();
    }

    /// <summary>A block's gradients have 16 lanes of sums for each parameter, whatever the vectors' width. A single sample needs one.</summary>
    private void ClearSums() => writer.Line($"""
        int stride = rows == 1 ? 1 : {KernelConstants.Lanes};
        ClearPadding(ref scratch, 0, stride * Parameters, 1);
        """);

    /// <summary>As many samples at once as the widest vectors hold, then fewer, then one: lanes never mix, so all have the same bits.</summary>
    private void Groups(Func<string, string> call) => writer.Line($"""
        int row = 0;
        for (; {Widths.Has512} && row + 16 <= rows; row += 16)
            {call("Lanes512")}
        for (; {Widths.Has256} && row + 8 <= rows; row += 8)
            {call("Lanes256")}
        for (; row + 4 <= rows; row += 4)
            {call("Lanes128")}
        for (; row < rows; row++)
            {call("Lane")}
        """);

    /// <param name="weighs">Whether it has options, by which it weighs the samples.</param>
    private void Method(string name, string parameters, Action emitBody, bool weighs = false)
    {
        writer.Line(MethodWriter.Optimize);
        using (writer.Block($"static void {name}<T{(weighs ? ", TOptions" : "")}>({parameters}) {MethodWriter.Generic}{(weighs ? $" {Parameter.OfOptions}" : "")}"))
        {
            writer.Line($"T {string.Join(", ", Enumerable.Range(0, plan.InputLength).Select(i => $"x{i} = T.Gather(ref x, {i}, InputLength)"))};");
            emitBody();
        }
        writer.Line();
    }

    private void EmitOutputs()
    {
        for (int i = 0; i < plan.OutputLength; i++)
            writer.Line($"T.Scatter({Text().Value(_graph.Outputs[0], i)}, ref y, {i}, OutputLength);");
    }
}
