using NetGen.Generator.Lowering;
using static NetGen.Generator.Emit.RuntimeNames;

namespace NetGen.Generator.Emit;

/// <summary>Writes the members of a network over frames.</summary>
internal static class StreamMembersEmitter
{
    public static void Constants(CodeWriter writer, Plan plan, PlannedStream stream) => writer.Line($$"""
        /// <summary>Frames of a piece, which is a sample.</summary>
        public const int SequenceLength = {{stream.SequenceLength}};

        /// <summary>The first frames of a piece, whose losses do not count.</summary>
        public const int WarmupFrames = {{(stream.GivesLastFrame ? 0 : stream.SkippedFrames)}};

        /// <summary>Elements of a frame.</summary>
        public const int FrameInputLength = {{plan.InputLength}};

        /// <summary>Elements of a frame's output.</summary>
        public const int FrameOutputLength = {{plan.OutputLength}};

        """);

    public static void Emit(CodeWriter writer, Plan plan, PlannedStream stream)
    {
        string kernels = KernelsOf(plan);
        writer.Line($$"""

            /// <summary>The state of a stream before its first frame: {{4L * stream.State.Length}} bytes that it remembers, and intermediate results.</summary>
            public static {{State}} CreateState() => {{Streams}}.CreateState<{{kernels}}>();

            /// <summary>The output of a stream's next frame. Neither allocates, locks nor calls the system.</summary>
            /// <param name="frame">{{plan.InputLength}} {{Elements(plan.InputLength)}}{{(plan.InputShape.Rank > 1 ? $" ({plan.InputShape})" : "")}}.</param>
            /// <param name="output">{{plan.OutputLength}} {{Elements(plan.OutputLength)}}, overwritten{{(plan.OutputLength <= plan.InputLength ? "; possibly the frame's own memory" : "")}}.</param>
            /// <param name="state">The stream's state, which advances by a frame.</param>
            {{Modifiers.Of(plan, "Step", Input, Output, State)}} void Step({{Input}} frame, {{Output}} output, {{State}} state) =>
                {{Streams}}.Step<{{kernels}}>(Parameters, frame, output, state);

            /// <summary>The outputs of a stream's next frames, with the same bits as by as many calls of <c>Step</c>. Neither allocates, locks nor calls the system.</summary>
            /// <param name="frames">Frames × {{plan.InputLength}} elements, possibly none.</param>
            /// <param name="outputs">{{(stream.GivesLastFrame ? $"{plan.OutputLength} {Elements(plan.OutputLength)}, the output of the last frame" : $"Frames × {plan.OutputLength} elements")}}, overwritten{{(plan.OutputLength <= plan.InputLength ? "; possibly the frames' own memory" : "")}}.</param>
            /// <param name="state">The stream's state, which advances by as many frames.</param>
            {{Modifiers.Of(plan, "Process", Input, Output, State)}} void Process({{Input}} frames, {{Output}} outputs, {{State}} state) =>
                {{Streams}}.Process<{{kernels}}>(Parameters, frames, outputs, state);
            """);
    }

    private static string Elements(int count) => count == 1 ? "element" : "elements";
}
