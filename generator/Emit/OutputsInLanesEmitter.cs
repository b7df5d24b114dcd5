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
    private readonly CallLists _lists = new();

    /// <summary>Writes everything, or reports the layers whose methods exceed the limit.</summary>
    /// <param name="limit">The most characters that the methods which kernels call may have.</param>
    public KernelText Emit(long limit)
    {
        if (body.Stream is { } stream)
            new StreamEmitter(writer, plan, body, stream, WriterOf, EntryPoint).Emit();
        else
            EmitPasses();
        Dictionary<string, long> costs = plan.Costs.GroupBy(layer => layer.Name).ToDictionary(layers => layers.Key, layers => layers.Sum(layer => layer.MultiplyAdds));
        IReadOnlyCollection<string> beyond = _definitions.Beyond(limit, layer => costs[layer]);
        if (beyond.Count == 0)
            _definitions.Emit(writer);
        return new(_definitions.Length, beyond);
    }

    private void EmitPasses()
    {
        EmitScratch();
        EntryPoint("void", "Forward", [X, Y, W, Scratch], "One sample forward.", () =>
        {
            PassWriter sample = WriterOf(body.Sample.Allocation, isBlock: false);
            KernelRun towards = new("RunOne", body.Sample.TowardsLoss, false, X, W, Scratch), beyond = new("EndOne", body.Sample.Beyond, false, X, W, Scratch);
            sample.Locals([towards, beyond], body.Sample.Outputs);
            sample.Emit(towards);
            sample.Emit(beyond);
            sample.Emit(body.Sample.Outputs);
        });
        EntryPoint("void", "ForwardBlock", [X, Y, W, Scratch, Rows], "A block of samples forward.", () => EmitForward(body.Block, "Block"));
        if (body.Training is { } training)
        {
            EntryPoint("double", "ComputeLoss", [X, Targets, Y, W, Scratch, Rows], "A block's outputs and losses.", () => EmitLoss(body.Block));
            PassWriter pass = WriterOf(training.Forward.Allocation, isBlock: true);
            if (!body.TrainsByBatch)
                EmitTraining(pass, training);
            if (body.TrainsInPhases)
                new PhasesEmitter(writer, pass, plan, training, EntryPoint, Method).Emit();
            if (body.TrainsByBatch)
                EmitOutputsOfBatch(pass, training);
            if (training.InputGradients is { } gradients)
                EmitInputGradients(pass, gradients);
        }
    }

    private void EmitTraining(PassWriter pass, TrainingPass training)
    {
        EntryPoint("void", "ForwardTraining", [X, Y, W, Scratch, Rows], "A block of samples forward, everything kept that its backward pass needs.", () => EmitForward(training.Forward, "Training"));
        EntryPoint("double", "ComputeGradients", [X, Targets, W, G, Scratch, Rows, Scale, Step, Accumulate, Options], "A block's losses and gradients.", () =>
        {
            LossKernel loss = training.Forward.Loss!;
            KernelRun towards = TowardsLoss(training.Forward, "Training");
            pass.Locals([towards], loss);
            pass.Emit(towards);
            pass.Emit(loss);
            writer.Line("if (step == 0 || double.IsFinite(loss))\n    Backpropagate<T, TOptions>(ref x, ref w, ref g, ref scratch, rows, step, accumulate, ref options);");
            writer.Line("return loss;");
        });
        EntryPoint("void", "Backward", [X, Dy, W, G, Scratch, Rows, Accumulate, Options], "A block's gradients from those of its outputs.", () =>
        {
            pass.Locals([.. training.FromOutputs, training.OutputGradients]);
            pass.Emit(training.OutputGradients);
            pass.Emit(training.FromOutputs);
            writer.Line("Backpropagate<T, TOptions>(ref x, ref w, ref g, ref scratch, rows, 0f, accumulate, ref options);");
        });
        Method("void", "Backpropagate", [X, W, G, Scratch, Rows, Step, Accumulate, Options], () =>
        {
            KernelRun backward = new("RunBackward", training.Backward, false, X, W, G, Scratch, Rows, Step, Accumulate, Options);
            pass.Locals([backward]);
            pass.Emit(backward);
        });
    }

    /// <summary>The methods between the phases and the outputs of a network whose samples depend on their batch, for a loss that the caller computes.</summary>
    private void EmitOutputsOfBatch(PassWriter pass, TrainingPass training)
    {
        EntryPoint("void", "EndInOutputs", [X, Y, W, Scratch, Batch, Rows], "A block's outputs.", () =>
        {
            pass.Locals([.. training.Forward.Beyond, training.Forward.Outputs]);
            pass.Emit((IReadOnlyList<Kernel>)training.Forward.Beyond);
            pass.Emit(training.Forward.Outputs);
        });
        EntryPoint("void", "BeginFromOutputs", [Dy, Scratch, Rows], "The gradients of a block's outputs.", () =>
        {
            pass.Locals([.. training.FromOutputs, training.OutputGradients]);
            pass.Emit(training.OutputGradients);
            pass.Emit(training.FromOutputs);
        });
    }

    private void EmitInputGradients(PassWriter pass, CopyInputGradients gradients)
    {
        writer.Line("public static bool GivesInputGradients => true;\n");
        writer.Line("/// <summary>The gradients of a block's inputs, after its backward pass.</summary>\n[MethodImpl(EntryPoint)]");
        using (writer.Block($"public static void CopyInputGradients({Declare([Dx, Scratch, Rows])})"))
        {
            pass.Locals([gradients]);
            pass.Emit(gradients);
        }
        writer.Line();
    }

    private void EmitScratch()
    {
        writer.Line($"private const int BlockRows = {Limits.BlockRows};");
        if (body.TransposedRows > 0)
            writer.Line($"private const int Transposed = {body.TransposedOffset}; // twice {body.TransposedRows} × BlockRows");
        writer.Line($"""

            public static int SampleScratch => {body.Sample.Allocation.Length};

            public static int BlockScratch => {body.TransposedOffset + 2 * body.TransposedRows * Limits.BlockRows};

            """);
    }

    /// <param name="name">The suffix of the names of lists.</param>
    private void EmitForward(Pass pass, string name)
    {
        PassWriter to = WriterOf(pass.Allocation, isBlock: true);
        (KernelRun towards, KernelRun beyond) = (TowardsLoss(pass, name), Beyond(pass, name));
        to.Locals([towards, beyond], pass.Outputs);
        to.Emit(towards);
        to.Emit(beyond);
        to.Emit(pass.Outputs);
    }

    private KernelRun TowardsLoss(Pass pass, string name) => new($"Run{name}", pass.TowardsLoss, body.Training is not null, X, W, Scratch, Rows);

    private KernelRun Beyond(Pass pass, string name) => new($"End{name}", pass.Beyond, body.Training is not null, X, W, Scratch, Rows);

    private void EmitLoss(Pass pass)
    {
        PassWriter to = WriterOf(pass.Allocation, isBlock: true);
        (KernelRun towards, KernelRun beyond) = (TowardsLoss(pass, "Block"), Beyond(pass, "Block"));
        to.Locals([towards, beyond], pass.Loss!, pass.Outputs);
        to.Emit(towards);
        to.EmitUnscaled(pass.Loss!);
        to.Emit(beyond);
        to.Emit(pass.Outputs);
        writer.Line("return loss;");
    }

    private PassWriter WriterOf(Allocation allocation, bool isBlock) =>
        new(writer, new(writer, _definitions, allocation, isBlock, plan.InputLength, body.TransposedRows, plan.NamesOffsets, body.Stream), _lists, plan.CallsWrittenOut);

    /// <summary>The method that the runtime calls, and after it the method for each width. Each condition is a constant to the JIT, so that one width is compiled.</summary>
    private void EntryPoint(string type, string name, Parameter[] parameters, string summary, Action emitBody)
    {
        string call(string lanes) => $"{(type == "void" ? "" : "return ")}{name}{Types(parameters, lanes)}({Pass(parameters)});";
        writer.Line($"/// <summary>{summary}</summary>\n[MethodImpl(EntryPoint)]");
        using (writer.Block($"public static {type} {name}{Types(parameters, null)}({Declare(parameters)}){Constraints(parameters, hasLanes: false)}"))
        {
            if (body.Use512)
                writer.Line($"if ({Widths.Has512})\n    {call("Lanes512")}\nelse if ({Widths.Has256})\n    {call("Lanes256")}\nelse\n    {call("Lanes128")}");
            else
                writer.Line($"if ({Widths.Has256})\n    {call("Lanes256")}\nelse\n    {call("Lanes128")}");
        }
        writer.Line();
        Method(type, name, parameters, emitBody);
    }

    private void Method(string type, string name, Parameter[] parameters, Action emitBody)
    {
        writer.Line(MethodWriter.Optimize);
        using (writer.Block($"static {type} {name}{Types(parameters)}({Declare(parameters)}){Constraints(parameters)}"))
            emitBody();
        writer.Line();
        _lists.Emit(writer);
    }
}
