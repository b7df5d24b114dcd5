using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using Buffer = NetGen.Generator.Graph.Buffer;

namespace NetGen.Generator.Emit;

/// <summary>Writes a tiny network as straight lines in which every lane is another sample; one sample is one lane.</summary>
internal sealed class SamplesInLanesEmitter(CodeWriter writer, Plan plan, Body.SamplesInLanes body)
{
    private readonly NetworkGraph _graph = body.Graph;

    public void Emit()
    {
        writer.Line($$"""
            private const int Parameters = {{body.Parameters}};

            // Scratch of a block: each parameter's gradient in 16 lanes, then each sample's loss.
            private const int LossOf = 16 * Parameters;

            public static int SampleScratch => 0;

            public static int BlockScratch => LossOf + {{Limits.BlockRows}};

            {{DenseText.Door}}
            public static void Forward(ref float x, ref float y, ref float w, ref float scratch) => Forward<Lane>(ref x, ref y, ref w);

            """);
        writer.Line(DenseText.Door);
        using (writer.Block("public static void ForwardBlock(ref float x, ref float y, ref float w, ref float scratch, int rows)"))
            Groups(lanes => $"Forward<{lanes}>(ref At(ref x, row * InputLength), ref At(ref y, row * OutputLength), ref w);");
        writer.Line();
        Method("Forward", "ref float x, ref float y, ref float w", () =>
        {
            Ops(_graph.Forward);
            EmitOutputs();
        });
        if (plan.CanTrain)
            EmitTraining();
    }

    private void EmitTraining()
    {
        Block("double", "ComputeGradients", "ref float x, ref float targets, ref float w, ref float g, ref float scratch, int rows, float scale, float step, bool accumulate", () =>
        {
            Groups(lanes => $"Gradients<{lanes}>(ref At(ref x, row * InputLength), ref At(ref targets, row * OutputLength), ref w, ref At(ref scratch, row % 16), ref At(ref scratch, LossOf + row), stride, scale);");
            writer.Line("""
                double loss = SumOfLosses(ref scratch, rows);
                if (step == 0 || double.IsFinite(loss))
                    Finish(ref w, ref g, ref scratch, stride, step, accumulate);
                return loss;
                """);
        });
        Block("void", "Backward", "ref float x, ref float dy, ref float w, ref float g, ref float scratch, int rows, bool accumulate", () =>
        {
            Groups(lanes => $"Backward<{lanes}>(ref At(ref x, row * InputLength), ref At(ref dy, row * OutputLength), ref w, ref At(ref scratch, row % 16), stride);");
            writer.Line("Finish(ref w, ref g, ref scratch, stride, 0f, accumulate);");
        });
        EmitFinish();
        writer.Line($"{DenseText.Door}\npublic static void ForwardTraining(ref float x, ref float y, ref float w, ref float scratch, int rows) => ForwardBlock(ref x, ref y, ref w, ref scratch, rows);\n");
        writer.Line(DenseText.Door);
        using (writer.Block("public static double ComputeLoss(ref float x, ref float targets, ref float y, ref float w, ref float scratch, int rows)"))
        {
            Groups(lanes => $"LossesOf<{lanes}>(ref At(ref x, row * InputLength), ref At(ref targets, row * OutputLength), ref At(ref y, row * OutputLength), ref w, ref At(ref scratch, LossOf + row));");
            writer.Line("return SumOfLosses(ref scratch, rows);");
        }
        writer.Line();
        writer.Line(DenseText.Door);
        using (writer.Block("private static double SumOfLosses(ref float scratch, int rows)"))
            writer.Line("""
                double sum = 0;
                for (int row = 0; row < rows; row++)
                    sum += At(ref scratch, LossOf + row);
                return sum;
                """);
        writer.Line();

        Method("Gradients", "ref float x, ref float targets, ref float w, ref float sums, ref float losses, int stride, float scale", () =>
        {
            Ops(_graph.Forward.Where(op => op is not Op.Activate a || a.Y != _graph.Output || _graph.Loss!.Y == _graph.Output));
            EmitLoss(gradients: true);
            Ops(_graph.Backward);
        });
        Method("Backward", "ref float x, ref float dy, ref float w, ref float sums, int stride", () =>
        {
            Ops(_graph.Forward);
            for (int i = 0; i < plan.OutputLength; i++)
                writer.Line($"T {Gradient(_graph.Output, i)} = T.Gather(ref dy, {i}, OutputLength);");
            Ops(_graph.BackwardFromOutput);
        });
        Method("LossesOf", "ref float x, ref float targets, ref float y, ref float w, ref float losses", () =>
        {
            Ops(_graph.Forward);
            EmitLoss(gradients: false);
            EmitOutputs();
        });
    }

    /// <summary>A block's gradients: 16 lanes of sums for each parameter, whatever the vectors' width. A single sample needs one.</summary>
    private void Block(string type, string name, string parameters, Action emitBody)
    {
        writer.Line(DenseText.Door);
        using (writer.Block($"public static {type} {name}({parameters})"))
        {
            writer.Line("int stride = rows == 1 ? 1 : 16;");
            writer.Line("ClearPadding(ref scratch, 0, stride * Parameters, 1);");
            emitBody();
        }
        writer.Line();
    }

    private void EmitFinish()
    {
        writer.Line("// Adds the lanes of each sum as one tree, then stores the gradient or takes a step with it.");
        writer.Line(DenseText.Optimize);
        using (writer.Block("private static void Finish(ref float w, ref float g, ref float sums, int stride, float step, bool accumulate)"))
            writer.Line("""
                for (int p = 0; p < Parameters; p++)
                {
                    float sum = stride == 1 ? At(ref sums, p) : Rows.Sum<Lanes128>(ref At(ref sums, 16 * p), 16);
                    if (accumulate)
                        sum = At(ref g, p) + sum;
                    if (step == 0)
                        At(ref g, p) = sum;
                    else
                        Lane.Store(Descend(Lane.Load(ref w, p), Lane.Create(sum), step), ref w, p);
                }
                """);
        writer.Line();
    }

    /// <summary>As many samples at once as the widest vectors hold, then fewer, then one: lanes never mix, so all have the same bits.</summary>
    private void Groups(Func<string, string> call) => writer.Line($"""
        int row = 0;
        for (; Widths.Has512 && row + 16 <= rows; row += 16)
            {call("Lanes512")}
        for (; Widths.Has256 && row + 8 <= rows; row += 8)
            {call("Lanes256")}
        for (; row + 4 <= rows; row += 4)
            {call("Lanes128")}
        for (; row < rows; row++)
            {call("Lane")}
        """);

    private void Method(string name, string parameters, Action emitBody)
    {
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {name}<T>({parameters}) {KernelsEmitter.Generic}"))
        {
            writer.Line($"T {string.Join(", ", Enumerable.Range(0, plan.InputLength).Select(i => $"x{i} = T.Gather(ref x, {i}, InputLength)"))};");
            emitBody();
        }
        writer.Line();
    }

    private void EmitOutputs()
    {
        for (int i = 0; i < plan.OutputLength; i++)
            writer.Line($"T.Scatter({Value(_graph.Output, i)}, ref y, {i}, OutputLength);");
    }

    private void EmitLoss(bool gradients)
    {
        Op.Loss loss = _graph.Loss!;
        int[] outputs = [.. Enumerable.Range(0, loss.Y.Length)];
        writer.Line($"// loss: {Sentences.NameOf(loss.Kind)}");
        foreach (int i in outputs)
            writer.Line($"T loss{i} = Losses.{loss.Kind}({Value(loss.Y, i)}, T.Gather(ref targets, {i}, OutputLength), out {(gradients ? $"T slope{i}" : "_")});");
        writer.Line($"T.Store({string.Join(" + ", outputs.Select(i => $"loss{i}"))}, ref losses, 0);");
    }

    private void Ops(IEnumerable<Op> ops)
    {
        foreach (Op op in ops)
            Emit(op);
    }

    private void Emit(Op op)
    {
        switch (op)
        {
            case Op.Affine f:
                writer.Line($"// {body.Sentences.First(sentence => sentence.StartsWith(f.Layer + ":", StringComparison.Ordinal))}");
                for (int j = 0; j < f.Y.Length; j++)
                {
                    string sum = f.B is null ? "T.Zero" : Parameter(f.B, j);
                    for (int i = 0; i < f.X.Length; i++)
                        sum = $"T.FusedMultiplyAdd({Value(f.X, i)}, {Parameter(f.W, j * f.X.Length + i)}, {sum})";
                    writer.Line($"T {Value(f.Y, j)} = {sum};");
                }
                break;
            case Op.Activate a:
                for (int i = 0; i < a.Y.Length; i++)
                    writer.Line($"T {Value(a.Y, i)} = Activations.{a.Kind}({Value(a.X, i)});");
                break;
            case Op.LossGradient l:
                for (int i = 0; i < l.Y.Length; i++)
                    writer.Line($"T {Gradient(l.Y, i)} = slope{i} * T.Create(scale);");
                break;
            case Op.ActivateGradient a:
                for (int i = 0; i < a.Y.Length; i++)
                    writer.Line($"T {Gradient(a.X, i)} = {Gradient(a.Y, i)} * Activations.{a.Kind}Gradient({Value(a.Kind.DerivativeNeedsArgument() ? a.X : a.Y, i)});");
                break;
            case Op.WeightGradient { Of: var f }:
                writer.Line($"// {f.W.Name}: ∂W = Σ ∂y·xᵀ over the samples");
                for (int j = 0; j < f.Y.Length; j++)
                    for (int i = 0; i < f.X.Length; i++)
                    {
                        string place = Place(f.W, j * f.X.Length + i);
                        writer.Line($"T.Store(T.FusedMultiplyAdd({Value(f.X, i)}, {Gradient(f.Y, j)}, T.Load(ref sums, {place})), ref sums, {place});");
                    }
                break;
            case Op.BiasGradient { Of: var f }:
                for (int j = 0; j < f.Y.Length; j++)
                    writer.Line($"T.Store(T.Load(ref sums, {Place(f.B!, j)}) + {Gradient(f.Y, j)}, ref sums, {Place(f.B!, j)});");
                break;
            case Op.InputGradient { Of: Op.Affine f }:
                writer.Line($"// {f.Layer}: ∂x = Wᵀ·∂y");
                for (int i = 0; i < f.X.Length; i++)
                {
                    string sum = $"{Gradient(f.Y, 0)} * {Parameter(f.W, i)}";
                    for (int j = 1; j < f.Y.Length; j++)
                        sum = $"T.FusedMultiplyAdd({Gradient(f.Y, j)}, {Parameter(f.W, j * f.X.Length + i)}, {sum})";
                    writer.Line($"T {Gradient(f.X, i)} = {sum};");
                }
                break;
            default:
                throw new NotSupportedException($"{op} has no text.");
        }
    }

    private string Parameter(Buffer buffer, int index) => $"T.Broadcast(ref w, {Identifier(buffer)} + {index})";

    private string Place(Buffer buffer, int index) => $"({Identifier(buffer)} + {index}) * stride";

    private string Identifier(Buffer buffer) => body.Tensors.Single(tensor => tensor.Name == buffer.Name).Identifier;

    private static string Value(Buffer buffer, int index) => buffer.Role == Role.Input
        ? $"x{index}"
        : buffer.Name.EndsWith(".sum", StringComparison.Ordinal) ? $"{buffer.Name.Replace(".sum", "")}_{index}_sum" : $"{buffer.Name}_{index}";

    private static string Gradient(Buffer buffer, int index) => $"{Value(buffer, index)}_gradient";
}
