using System.Linq;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.ScratchText;

namespace NetGen.Generator.Emit;

/// <summary>Writes a network layer by layer: the doors that choose a vector width, the passes over a block, then each layer's kernels.</summary>
internal sealed class OutputsInLanesEmitter(CodeWriter writer, Body.OutputsInLanes body)
{
    private readonly StepEmitter _block = new(writer, isBlock: true);

    public void Emit()
    {
        EmitScratch();
        Door("void", "Forward", "ref float x, ref float y, ref float w, ref float scratch", "One sample forward.", () =>
        {
            Locals(writer, body.Sample.Steps, body.Sample.Output);
            StepEmitter steps = new(writer, isBlock: false);
            steps.Emit(body.Sample.TowardsLoss);
            steps.Emit(body.Sample.Beyond);
            writer.Line($"CopyRows({At(body.Sample.Output)}, OutputLength, ref y, OutputLength, OutputLength, 1);");
        });
        Door("void", "ForwardBlock", "ref float x, ref float y, ref float w, ref float scratch, int rows", "A block of samples forward.", () => EmitForward(body.Block));
        if (body.Training is { } training)
        {
            Door("double", "ComputeLoss", "ref float x, ref float targets, ref float y, ref float w, ref float scratch, int rows", "A block's outputs and losses.", () => EmitLoss(body.Block));
            if (body.TrainsByBatch)
                new BatchTrainingEmitter(writer, body, training, Door).Emit();
            else
                EmitTraining(training);
            if (training.IsShared)
                new SharedTrainingEmitter(writer, body, training, Door).Emit();
        }
        foreach (LayerPlan layer in body.Layers)
            LayerEmitter.Emit(writer, body, layer);
    }

    private void EmitTraining(TrainingPass training)
    {
        Door("void", "ForwardTraining", "ref float x, ref float y, ref float w, ref float scratch, int rows", "A block of samples forward, everything kept that its backward pass needs.", () => EmitForward(training.Forward));
        Door("double", "ComputeGradients", "ref float x, ref float targets, ref float w, ref float g, ref float scratch, int rows, float scale, float step, bool accumulate", "A block's losses and gradients.", () =>
        {
            Locals(writer, training.Forward.TowardsLoss.Append(training.Forward.Loss!));
            _block.Emit(training.Forward.TowardsLoss);
            LossRows(writer, training.Forward.Loss!, "scale");
            writer.Line("if (step == 0 || double.IsFinite(loss))\n    Backpropagate<T>(ref x, ref w, ref g, ref scratch, rows, step, accumulate);");
            writer.Line("return loss;");
        });
        Door("void", "Backward", "ref float x, ref float dy, ref float w, ref float g, ref float scratch, int rows, bool accumulate", "A block's gradients from those of its outputs.", () =>
        {
            Locals(writer, training.FromOutput, training.OutputGradient);
            FromOutput(writer, training.OutputGradient);
            _block.Emit(training.FromOutput);
            writer.Line("Backpropagate<T>(ref x, ref w, ref g, ref scratch, rows, 0f, accumulate);");
        });
        Method("void", "Backpropagate", "ref float x, ref float w, ref float g, ref float scratch, int rows, float step, bool accumulate", () =>
        {
            Locals(writer, training.Backward);
            _block.Emit(training.Backward);
        });
    }

    private void EmitScratch()
    {
        writer.Line($"private const int BlockRows = {Limits.BlockRows};");
        if (body.TransposeRows > 0)
            writer.Line($"private const int Transposed = {body.TransposePlace}; // twice {body.TransposeRows} × BlockRows");
        writer.Line($"""

            public static int SampleScratch => {body.Sample.Length};

            public static int BlockScratch => {body.TransposePlace + 2 * body.TransposeRows * Limits.BlockRows};

            """);
    }

    private void EmitForward(Pass pass)
    {
        Locals(writer, pass.Steps, pass.Output);
        _block.Emit(pass.TowardsLoss);
        _block.Emit(pass.Beyond);
        CopyOut(writer, pass);
    }

    private void EmitLoss(Pass pass)
    {
        Locals(writer, pass.Steps.Append(pass.Loss!), pass.Output);
        _block.Emit(pass.TowardsLoss);
        LossRows(writer, pass.Loss!, "1f");
        _block.Emit(pass.Beyond);
        CopyOut(writer, pass);
        writer.Line("return loss;");
    }

    /// <summary>The loss of every sample, added up, and its gradient.</summary>
    public static void LossRows(CodeWriter writer, Step.Loss loss, string scale) =>
        writer.Line($$"""
            // {{loss.Sentence}}
            double loss = 0;
            for (int row = 0; row < rows; row++)
                loss += Losses.{{loss.Kind}}<T>({{Row(loss.Y)}}, ref At(ref targets, row * OutputLength), {{Row(loss.Gradient)}}, {{loss.Y.Length}}, {{scale}}, (rows - row) * OutputLength);
            """);

    /// <summary>The caller's gradients of the outputs.</summary>
    public static void FromOutput(CodeWriter writer, Place gradient)
    {
        writer.Line($"CopyRows(ref dy, OutputLength, {At(gradient)}, {gradient.Stride}, OutputLength, rows);");
        if (gradient.Length != gradient.Stride)
            writer.Line($"ClearPadding({At(gradient)}, {gradient.Length}, {gradient.Stride}, rows);");
    }

    public static void CopyOut(CodeWriter writer, Pass pass) =>
        writer.Line($"CopyRows({At(pass.Output)}, {pass.Output.Stride}, ref y, OutputLength, OutputLength, rows);");

    /// <summary>The method that the runtime calls, and behind it the method for each width. Each condition is a constant to the JIT, so that one width is compiled.</summary>
    private void Door(string type, string name, string parameters, string summary, System.Action emitBody)
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
        Method(type, name, parameters, emitBody);
    }

    private void Method(string type, string name, string parameters, System.Action emitBody)
    {
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static {type} {name}<T>({parameters}) {KernelsEmitter.Generic}"))
            emitBody();
        writer.Line();
    }
}
