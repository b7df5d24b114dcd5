using System;
using System.Linq;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using static NetGen.Generator.Emit.Parameter;

namespace NetGen.Generator.Emit;

/// <summary>Writes a network over frames: its layouts, which the runtime reads, and a method for each range of a pass over a block of frames, between which the runtime goes from block to block.</summary>
internal sealed class StreamEmitter(CodeWriter writer, Plan plan, Body.OutputsInLanes body, PlannedStream stream, Func<Allocation, bool, PassWriter> writerOf, Action<string, string, Parameter[], string, Action> entryPoint)
{
    public void Emit()
    {
        EmitSizes();
        Layout("State", stream.State);
        writer.Line($"""
            /// <summary>A piece from a state of zeros.</summary>
            public static void Forward(ref float x, ref float y, ref float w, ref float scratch) => Streams.Forward<{plan.Kernels}>(ref x, ref y, ref w, ref scratch);

            /// <summary>Pieces one after another.</summary>
            public static void ForwardBlock(ref float x, ref float y, ref float w, ref float scratch, int rows) => Streams.ForwardBlock<{plan.Kernels}>(ref x, ref y, ref w, ref scratch, rows);

            """);
        entryPoint("void", "StepFrame", [X, Y, W, Scratch, State, Position], "One frame forward.", () => EmitForward(body.Sample, "One", isBlock: false));
        entryPoint("void", "ProcessFrames", [X, Y, W, Scratch, State, Position, Rows], "A block of frames forward.", () => EmitForward(body.Block, "Block", isBlock: true));
        if (body.Training is { } training)
            EmitTraining(training);
    }

    private void EmitSizes()
    {
        int frame = Math.Max(body.Block.Allocation.Length, body.Sample.Allocation.Length);
        writer.Line($"""
            private const int BlockRows = {Limits.BlockRows};

            public static int SequenceLength => {stream.SequenceLength};

            public static int FrameInputLength => {plan.InputLength};

            public static int FrameOutputLength => {plan.OutputLength};

            public static int FrameScratch => {frame};

            public static int SampleScratch => {checked(stream.State.Length + frame)};

            public static int BlockScratch => {checked(stream.State.Length + frame)};

            """);
        if (stream.GivesLastFrame)
            writer.Line("public static bool GivesLastFrame => true;\n");
    }

    private void Layout(string name, StreamLayoutPlan layout)
    {
        string histories = string.Join(", ", layout.Histories.Select(history => $"new({history.Offset}, {history.Rows}, {history.Width})"));
        writer.Line($"public static StreamLayout {name} {{ get; }} = new({layout.Length}, {layout.States}, {layout.Rows}, [{histories}]);\n");
    }

    private void EmitForward(Pass pass, string name, bool isBlock)
    {
        PassWriter to = writerOf(pass.Allocation, isBlock);
        Parameter[] parameters = isBlock ? [X, W, Scratch, State, Position, Rows] : [X, W, Scratch, State, Position];
        KernelRun towards = new($"Run{name}", pass.TowardsLoss, isBlock && body.Training is not null, parameters), beyond = new($"End{name}", pass.Beyond, isBlock && body.Training is not null, parameters);
        to.Locals([towards, beyond], pass.Outputs);
        to.Emit(towards);
        to.Emit(beyond);
        to.Emit(pass.Outputs);
    }

    private void EmitTraining(TrainingPass training)
    {
        if (body.TransposedRows > 0)
            writer.Line($"private const int Transposed = {body.TransposedOffset}; // twice {body.TransposedRows} × BlockRows\n");
        writer.Line($"""
            public static int SkippedFrames => {stream.SkippedFrames};

            public static int KeptOfFrames => {InVectors(training.Forward.Allocation.KeptLength)};

            public static int TrainingScratch => {InVectors(body.TransposedOffset + 2 * body.TransposedRows * Limits.BlockRows)};

            """);
        if (body.TrainsByBatch)
            writer.Line("public static bool DrawsAtRandom => true;\n");
        Layout("PieceState", stream.PieceState!);
        Layout("PieceGradients", stream.PieceGradients!);
        PassWriter pass = writerOf(training.Forward.Allocation, true);
        entryPoint("void", "ForwardFrames", [X, W, Scratch, Kept, State, Batch, Position, Rows], "A block of frames forward, everything kept that its backward pass needs.", () =>
            Emit(pass, "RunTraining", training.Forward.TowardsLoss, [X, W, Scratch, Kept, State, Batch, Position, Rows]));
        entryPoint("double", "LossOfFrames", [Targets, Scratch, Kept, Skipped, Rows, Scale], "The losses of a block of frames, and their gradients.", () =>
        {
            pass.Locals([training.Forward.Loss!]);
            pass.Emit(training.Forward.Loss!);
            writer.Line("return loss;");
        });
        entryPoint("void", "OutputsOfFrames", [X, Y, W, Scratch, Kept, State, Batch, Position, Rows], "The outputs of a block of frames.", () =>
        {
            KernelRun beyond = new("EndTraining", training.Forward.Beyond, false, X, W, Scratch, Kept, State, Batch, Position, Rows);
            pass.Locals([beyond], training.Forward.Outputs);
            pass.Emit(beyond);
            pass.Emit(training.Forward.Outputs);
        });
        entryPoint("void", "GradientsOfOutputs", [Dy, Scratch, Kept, Skipped, Rows], "The gradients of a block's outputs, from the caller's.", () =>
        {
            pass.Locals([.. training.FromOutputs, training.OutputGradients]);
            pass.Emit(training.OutputGradients);
            pass.Emit(training.FromOutputs);
        });
        entryPoint("void", "BackwardFrames", [X, W, G, Scratch, Kept, State, Carried, Batch, Position, Rows, Accumulate, Options], "A block's gradients.", () =>
        {
            // Parameters are updated after the last block of all pieces.
            if (training.Backward.Any(kernel => kernel.GivesParameterGradients) || pass.IsList(training.Backward))
                writer.Line("const float step = 0f;");
            Emit(pass, "RunBackward", training.Backward, [X, W, G, Scratch, Kept, State, Carried, Batch, Position, Rows, new("float step", "step"), Accumulate, Options]);
        });
        entryPoint("double", "ProcessLoss", [X, Targets, Y, W, Scratch, State, Position, Skipped, Rows], "A block's outputs and losses.", () =>
        {
            PassWriter to = writerOf(body.Block.Allocation, true);
            Parameter[] parameters = [X, W, Scratch, State, Position, Rows];
            KernelRun towards = new("RunBlock", body.Block.TowardsLoss, true, parameters), beyond = new("EndBlock", body.Block.Beyond, true, parameters);
            to.Locals([towards, beyond], body.Block.Loss!, body.Block.Outputs);
            to.Emit(towards);
            to.EmitUnscaled(body.Block.Loss!);
            to.Emit(beyond);
            to.Emit(body.Block.Outputs);
            writer.Line("return loss;");
        });
    }

    /// <summary>Memory of a block, after which that of another begins at a whole vector.</summary>
    private static int InVectors(int length) => Layers.DenseShapes.RoundUp(length, Limits.NarrowPanelWidth);

    private static void Emit(PassWriter pass, string name, EquatableArray<Kernel> kernels, Parameter[] parameters)
    {
        KernelRun run = new(name, kernels, false, parameters);
        pass.Locals([run]);
        pass.Emit(run);
    }
}
