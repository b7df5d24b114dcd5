using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.Parameter;

namespace NetGen.Generator.Emit;

/// <summary>Writes a network layer by layer: the entry points that choose a vector width, the passes over a block, then the methods that these call.</summary>
internal sealed class OutputsInLanesEmitter(CodeWriter writer, Plan plan, Body.OutputsInLanes body)
{
    private readonly Definitions _definitions = new();

    public void Emit()
    {
        EmitScratch();
        EntryPoint("void", "Forward", [X, Y, W, Scratch], "One sample forward.", () =>
        {
            PassWriter sample = WriterOf(body.Sample.Allocation, isBlock: false);
            sample.Locals([.. body.Sample.Kernels, body.Sample.Outputs]);
            sample.Emit(body.Sample.TowardsLoss);
            sample.Emit(body.Sample.Beyond);
            sample.Emit(body.Sample.Outputs);
        });
        EntryPoint("void", "ForwardBlock", [X, Y, W, Scratch, Rows], "A block of samples forward.", () => EmitForward(body.Block));
        if (body.Training is { } training)
        {
            EntryPoint("double", "ComputeLoss", [X, Targets, Y, W, Scratch, Rows], "A block's outputs and losses.", () => EmitLoss(body.Block));
            PassWriter pass = WriterOf(training.Forward.Allocation);
            if (!body.TrainsByBatch)
                EmitTraining(pass, training);
            if (body.TrainsInPhases)
                new PhasesEmitter(writer, pass, training, EntryPoint, Method).Emit();
            if (body.TrainsByBatch)
                EmitOutputsOfBatch(pass, training);
        }
        _definitions.Emit(writer);
    }

    private void EmitTraining(PassWriter pass, TrainingPass training)
    {
        EntryPoint("void", "ForwardTraining", [X, Y, W, Scratch, Rows], "A block of samples forward, everything kept that its backward pass needs.", () => EmitForward(training.Forward));
        EntryPoint("double", "ComputeGradients", [X, Targets, W, G, Scratch, Rows, Scale, Step, Accumulate], "A block's losses and gradients.", () =>
        {
            LossKernel loss = training.Forward.Loss!;
            pass.Locals([.. training.Forward.TowardsLoss, loss]);
            pass.Emit(training.Forward.TowardsLoss);
            pass.Emit(loss);
            writer.Line("if (step == 0 || double.IsFinite(loss))\n    Backpropagate<T>(ref x, ref w, ref g, ref scratch, rows, step, accumulate);");
            writer.Line("return loss;");
        });
        EntryPoint("void", "Backward", [X, Dy, W, G, Scratch, Rows, Accumulate], "A block's gradients from those of its outputs.", () =>
        {
            pass.Locals([.. training.FromOutput, training.OutputGradients]);
            pass.Emit(training.OutputGradients);
            pass.Emit(training.FromOutput);
            writer.Line("Backpropagate<T>(ref x, ref w, ref g, ref scratch, rows, 0f, accumulate);");
        });
        Method("void", "Backpropagate", [X, W, G, Scratch, Rows, Step, Accumulate], () =>
        {
            pass.Locals(training.Backward);
            pass.Emit(training.Backward);
        });
    }

    /// <summary>Where the phases of a network whose samples depend on their batch meet its outputs: for a loss of the caller's own.</summary>
    private void EmitOutputsOfBatch(PassWriter pass, TrainingPass training)
    {
        EntryPoint("void", "EndInOutputs", [X, Y, W, Scratch, Batch, Rows], "A block's outputs.", () =>
        {
            pass.Locals([.. training.Forward.Beyond, training.Forward.Outputs]);
            pass.Emit(training.Forward.Beyond);
            pass.Emit(training.Forward.Outputs);
        });
        EntryPoint("void", "BeginFromOutputs", [Dy, Scratch, Rows], "The gradients of a block's outputs.", () =>
        {
            pass.Locals([.. training.FromOutput, training.OutputGradients]);
            pass.Emit(training.OutputGradients);
            pass.Emit(training.FromOutput);
        });
    }

    private void EmitScratch()
    {
        writer.Line($"private const int BlockRows = {Limits.BlockRows};");
        if (body.TransposedRows > 0)
            writer.Line($"private const int Transposed = {body.TransposedPlace}; // twice {body.TransposedRows} × BlockRows");
        writer.Line($"""

            public static int SampleScratch => {body.Sample.Allocation.Length};

            public static int BlockScratch => {body.TransposedPlace + 2 * body.TransposedRows * Limits.BlockRows};

            """);
    }

    private void EmitForward(Pass pass)
    {
        PassWriter to = WriterOf(pass.Allocation);
        to.Locals([.. pass.Kernels, pass.Outputs]);
        to.Emit(pass.TowardsLoss);
        to.Emit(pass.Beyond);
        to.Emit(pass.Outputs);
    }

    private void EmitLoss(Pass pass)
    {
        PassWriter to = WriterOf(pass.Allocation);
        to.Locals([.. pass.Kernels, pass.Loss!, pass.Outputs]);
        to.Emit(pass.TowardsLoss);
        to.Emit(pass.Loss!, "1f");
        to.Emit(pass.Beyond);
        to.Emit(pass.Outputs);
        writer.Line("return loss;");
    }

    private PassWriter WriterOf(Allocation allocation, bool isBlock = true) =>
        new(writer, new(writer, _definitions, allocation, isBlock, plan.InputLength, body.TransposedRows));

    /// <summary>The method that the runtime calls, and after it the method for each width. Each condition is a constant to the JIT, so that one width is compiled.</summary>
    private void EntryPoint(string type, string name, Parameter[] parameters, string summary, Action emitBody)
    {
        string call(string lanes) => $"{(type == "void" ? "" : "return ")}{name}<{lanes}>({Pass(parameters)});";
        writer.Line($"/// <summary>{summary}</summary>\n[MethodImpl(Door)]");
        using (writer.Block($"public static {type} {name}({Declare(parameters)})"))
        {
            if (body.Use512)
                writer.Line($"if (Widths.Has512)\n    {call("Lanes512")}\nelse if (Widths.Has256)\n    {call("Lanes256")}\nelse\n    {call("Lanes128")}");
            else
                writer.Line($"if (Widths.Has256)\n    {call("Lanes256")}\nelse\n    {call("Lanes128")}");
        }
        writer.Line();
        Method(type, name, parameters, emitBody);
    }

    private void Method(string type, string name, Parameter[] parameters, Action emitBody)
    {
        writer.Line(MethodWriter.Optimize);
        using (writer.Block($"private static {type} {name}<T>({Declare(parameters)}) {MethodWriter.Generic}"))
            emitBody();
        writer.Line();
    }
}
