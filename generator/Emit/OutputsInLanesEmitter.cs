using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes a network layer by layer: the doors that choose a vector width, the passes over a block, then each layer's kernels.</summary>
internal sealed class OutputsInLanesEmitter(CodeWriter writer, Plan plan, Body.OutputsInLanes body)
{
    public void Emit()
    {
        EmitScratch();
        Door("void", "Forward", "ref float x, ref float y, ref float w, ref float scratch", "One sample forward.");
        EmitSamplePass();
        Door("void", "ForwardBlock", "ref float x, ref float y, ref float w, ref float scratch, int rows", "A block of samples forward.");
        EmitBlockPass();
        if (plan.CanTrain)
        {
            Door("double", "ComputeGradients", "ref float x, ref float targets, ref float w, ref float g, ref float scratch, int rows, float scale, float step, bool accumulate", "A block's losses and gradients.");
            EmitGradients();
            Door("double", "ComputeLoss", "ref float x, ref float targets, ref float y, ref float w, ref float scratch, int rows", "A block's outputs and losses.");
            EmitLoss();
            Door("void", "Backward", "ref float x, ref float dy, ref float w, ref float g, ref float scratch, int rows, bool accumulate", "A block's gradients from those of its outputs.");
            EmitBackward();
        }
        foreach (Step.Dense step in body.Forward.OfType<Step.Dense>())
        {
            new DenseSampleEmitter(writer, step).Emit();
            new DenseTileEmitter(writer, step).Emit();
        }
        foreach (Step.WeightGradient step in body.Backward.OfType<Step.WeightGradient>())
            DenseGradientEmitter.EmitWeightGradient(writer, step);
        foreach (Step.InputGradient step in body.Backward.OfType<Step.InputGradient>())
            DenseGradientEmitter.EmitInputGradient(writer, step, body.TransposeRows);
    }

    private void EmitScratch()
    {
        writer.Line($"private const int BlockRows = {Limits.BlockRows};");
        writer.Line();
        writer.Line("// Where a row of scratch keeps each result; a block keeps BlockRows of them together.");
        foreach (ScratchBuffer buffer in body.Scratch)
            writer.Line($"private const int {buffer.Identifier} = {buffer.Offset}; // {buffer.Length}");
        if (body.TransposeRows > 0)
            writer.Line($"private const int Transposed = BlockRows * {body.ScratchRow}; // twice {body.TransposeRows} × BlockRows");
        writer.Line($"""

            public static int SampleScratch => {body.SampleScratch};

            public static int BlockScratch => BlockRows * {body.ScratchRow + 2 * body.TransposeRows};

            """);
    }

    /// <summary>The method that the runtime calls: each condition is a constant to the JIT, so that one width is compiled.</summary>
    private void Door(string type, string name, string parameters, string summary)
    {
        string arguments = string.Join(", ", parameters.Split(',').Select(parameter => parameter.Trim().Split(' ')).Select(words => words[0] == "ref" ? $"ref {words[2]}" : words[1]));
        string call(string lanes) => $"{(type == "void" ? "" : "return ")}{name}<{lanes}>({arguments});";
        writer.Line($"/// <summary>{summary}</summary>\n{DenseText.Door}");
        using (writer.Block($"public static {type} {name}({parameters})"))
        {
            if (body.Use512)
                writer.Line($"if (Widths.Has512)\n    {call("Lanes512")}\nelse if (Widths.Has256)\n    {call("Lanes256")}\nelse\n    {call("Lanes128")}");
            else
                writer.Line($"if (Widths.Has256)\n    {call("Lanes256")}\nelse\n    {call("Lanes128")}");
        }
        writer.Line();
    }

    private void EmitSamplePass()
    {
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void Forward<T>(ref float x, ref float y, ref float w, ref float scratch) {KernelsEmitter.Generic}"))
        {
            Locals(body.Forward, "");
            foreach (Step step in body.Forward)
                if (step is Step.Dense dense)
                    writer.Line($"// {step.Sentence}\n{dense.Layer.Identifier}Sample<T>({At(dense.X)}, {At(dense.Y)}, ref w);");
                else
                    EmitActivate((Step.Activate)step, "");
            writer.Line($"CopyRows({At(body.Output)}, {body.Output.Stride}, ref y, OutputLength, OutputLength, 1);");
        }
        writer.Line();
    }

    private void EmitBlockPass()
    {
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void ForwardBlock<T>(ref float x, ref float y, ref float w, ref float scratch, int rows) {KernelsEmitter.Generic}"))
        {
            Locals(body.Forward, "BlockRows * ");
            foreach (Step step in body.Forward)
                EmitForward(step);
            EmitCopyOut();
        }
        writer.Line();
    }

    private void EmitGradients()
    {
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static double ComputeGradients<T>(ref float x, ref float targets, ref float w, ref float g, ref float scratch, int rows, float scale, float step, bool accumulate) {KernelsEmitter.Generic}"))
        {
            Locals([.. body.Forward.Take(body.StepsTowardsLoss), body.Loss!], "BlockRows * ");
            foreach (Step step in body.Forward.Take(body.StepsTowardsLoss))
                EmitForward(step);
            EmitLossRows("scale");
            writer.Line("if (step == 0 || double.IsFinite(loss))\n    Backpropagate<T>(ref x, ref w, ref g, ref scratch, rows, step, accumulate);");
            writer.Line("return loss;");
        }
        writer.Line();
    }

    private void EmitLoss()
    {
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static double ComputeLoss<T>(ref float x, ref float targets, ref float y, ref float w, ref float scratch, int rows) {KernelsEmitter.Generic}"))
        {
            Locals([.. body.Forward, body.Loss!], "BlockRows * ");
            foreach (Step step in body.Forward.Take(body.StepsTowardsLoss))
                EmitForward(step);
            EmitLossRows("1f");
            foreach (Step step in body.Forward.Skip(body.StepsTowardsLoss))
                EmitForward(step);
            EmitCopyOut();
            writer.Line("return loss;");
        }
        writer.Line();
    }

    private void EmitBackward()
    {
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void Backward<T>(ref float x, ref float dy, ref float w, ref float g, ref float scratch, int rows, bool accumulate) {KernelsEmitter.Generic}"))
        {
            // What a fused loss skips: the derivative of the last activation.
            Step[] first = [.. body.BackwardFromOutput.Take(body.BackwardFromOutput.Count - body.Backward.Count)];
            Place gradient = body.OutputGradient!;
            Locals(first, "BlockRows * ", gradient);
            writer.Line($"CopyRows(ref dy, OutputLength, {At(gradient)}, {gradient.Stride}, OutputLength, rows);");
            ClearPadding(gradient);
            foreach (Step step in first)
                EmitBackward(step);
            writer.Line("Backpropagate<T>(ref x, ref w, ref g, ref scratch, rows, 0f, accumulate);");
        }
        writer.Line();
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void Backpropagate<T>(ref float x, ref float w, ref float g, ref float scratch, int rows, float step, bool accumulate) {KernelsEmitter.Generic}"))
        {
            Locals(body.Backward, "BlockRows * ");
            foreach (Step step in body.Backward)
                EmitBackward(step);
        }
        writer.Line();
    }

    private void EmitForward(Step step)
    {
        if (step is Step.Dense dense)
            writer.Line($"// {step.Sentence}\n{dense.Layer.Identifier}Forward<T>({At(dense.X)}, {At(dense.Y)}, ref w, rows);");
        else
            EmitActivate((Step.Activate)step, "rows * ");
    }

    private void EmitActivate(Step.Activate step, string rows)
    {
        int stride = step.X.Stride;
        writer.Line($"// {step.Sentence}");
        if (!step.Kind.IsRowWise())
            writer.Line($"for (int i = 0; i < {(rows.Length == 0 ? step.X.Length : $"{rows}{stride}")}; i += T.Count)\n    T.Store(Activations.{step.Kind}(T.Load({At(step.X)}, i)), {At(step.Y)}, i);");
        else if (rows.Length == 0)
            writer.Line($"Rows.{step.Kind}<T>({At(step.X)}, {At(step.Y)}, {step.X.Length});");
        else
            writer.Line($"for (int row = 0; row < rows; row++)\n    Rows.{step.Kind}<T>({Row(step.X)}, {Row(step.Y)}, {step.X.Length});");
    }

    private void EmitLossRows(string scale)
    {
        Step.Loss loss = body.Loss!;
        writer.Line($$"""
            // {{loss.Sentence}}
            double loss = 0;
            for (int row = 0; row < rows; row++)
                loss += Losses.{{loss.Kind}}<T>({{Row(loss.Y)}}, ref At(ref targets, row * OutputLength), {{Row(loss.Gradient)}}, {{loss.Y.Length}}, {{scale}}, (rows - row) * OutputLength);
            """);
    }

    private void EmitCopyOut() =>
        writer.Line($"CopyRows({At(body.Output)}, {body.Output.Stride}, ref y, OutputLength, OutputLength, rows);");

    private void EmitBackward(Step step)
    {
        writer.Line($"// {step.Sentence}");
        switch (step)
        {
            case Step.ActivateGradient { Kind: var kind, Gradient: var gradient, Values: var values }:
                if (kind.IsRowWise())
                    writer.Line($"for (int row = 0; row < rows; row++)\n    Rows.{kind}Gradient<T>({Row(values)}, {Row(gradient)}, {Row(gradient)}, {gradient.Length});");
                else
                    writer.Line($"for (int i = 0; i < rows * {gradient.Stride}; i += T.Count)\n    T.Store(T.Load({At(gradient)}, i) * Activations.{kind}Gradient(T.Load({At(values)}, i)), {At(gradient)}, i);");
                ClearPadding(gradient);
                break;
            case Step.WeightGradient g:
                writer.Line($"{g.Layer.Identifier}WeightGradient<T>({At(g.X)}, {At(g.Gradient)}, ref w, ref g, rows, step, accumulate);");
                break;
            case Step.BiasGradient g:
                writer.Line($"SumColumns<T>({At(g.Gradient)}, {g.Gradient.Stride}, ref At(ref w, {g.Layer.Bias!.Identifier}), ref At(ref g, {g.Layer.Bias.Identifier}), {g.Layer.Units}, rows, step, accumulate);");
                break;
            case Step.InputGradient g:
                writer.Line($"{g.Layer.Identifier}InputGradient<T>({At(g.Gradient)}, {At(g.XGradient)}, ref w, ref scratch, rows);");
                break;
        }
    }

    private void ClearPadding(Place place)
    {
        if (place.Length != place.Stride)
            writer.Line($"ClearPadding({At(place)}, {place.Length}, {place.Stride}, rows);");
    }

    /// <summary>Names the places that some steps use, each once.</summary>
    private void Locals(IEnumerable<Step> steps, string rows, params Place[] more)
    {
        foreach (ScratchBuffer buffer in steps.SelectMany(Places).Concat(more).Select(place => place.Buffer).OfType<ScratchBuffer>().Distinct())
            writer.Line($"ref float {Local(buffer)} = ref At(ref scratch, {rows}{buffer.Identifier});");
    }

    private static Place[] Places(Step step) => step switch
    {
        Step.Dense s => [s.X, s.Y],
        Step.Activate s => [s.X, s.Y],
        Step.Loss s => [s.Y, s.Gradient],
        Step.ActivateGradient s => [s.Values, s.Gradient],
        Step.WeightGradient s => [s.X, s.Gradient],
        Step.BiasGradient s => [s.Gradient],
        Step.InputGradient s => [s.Gradient, s.XGradient],
        _ => throw new NotSupportedException($"The places of {step} are not known."),
    };

    private static string Local(ScratchBuffer buffer) => char.ToLowerInvariant(buffer.Identifier[0]) + buffer.Identifier.Substring(1);

    private static string At(Place place) => place.Buffer is null ? "ref x" : $"ref {Local(place.Buffer)}";

    private static string Row(Place place) => $"ref At({At(place)}, row * {place.Stride})";
}
