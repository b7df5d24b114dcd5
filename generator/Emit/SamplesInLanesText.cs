using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using Buffer = NetGen.Generator.Graph.Buffer;

namespace NetGen.Generator.Emit;

/// <summary>The line that takes a sample's term of a parameter's gradient where it belongs.</summary>
/// <param name="place">The parameter's place.</param>
/// <param name="add">Adds the term to a sum.</param>
internal delegate string Delivery(string place, Func<string, string> add);

/// <summary>The text of the ops where each lane is a sample: a variable for each number.</summary>
internal sealed class SamplesInLanesText(CodeWriter writer, Body.SamplesInLanes body)
{
    /// <summary>Adds a term to the sums of a block, <c>stride</c> lanes for each parameter.</summary>
    public static string AddToSums(string place, Func<string, string> add) =>
        $"T.Store({add($"T.Load(ref sums, ({place}) * stride)")}, ref sums, ({place}) * stride);";

    /// <summary>Moves the parameter by the term at once: it is the whole sum, begun at 0 as any other.</summary>
    public static string TakeStep(string place, Func<string, string> add) =>
        $"T.Store(Descend(T.Load(ref w, {place}), {add("T.Zero")}, step), ref w, {place});";

    /// <summary>Each sample's loss, stored in <c>losses</c>, and its slopes for <see cref="Op.LossGradient"/>.</summary>
    public void Loss(Op.Loss loss, bool gradients)
    {
        int[] outputs = [.. Enumerable.Range(0, loss.Y.Length)];
        writer.Line($"// loss: {Sentences.NameOf(loss.Kind)}");
        foreach (int i in outputs)
            writer.Line($"T loss{i} = Losses.{loss.Kind}({Value(loss.Y, i)}, T.Gather(ref targets, {i}, OutputLength), out T {(gradients ? $"slope{i}" : "_")});");
        writer.Line($"T.Store({string.Join(" + ", outputs.Select(i => $"loss{i}"))}, ref losses, 0);");
    }

    /// <summary>The lines of some ops, one after another.</summary>
    /// <param name="ops">The ops.</param>
    /// <param name="deliver">What becomes of parameters' gradients; null where there are none.</param>
    public void Ops(IEnumerable<Op> ops, Delivery? deliver = null)
    {
        foreach (Op op in ops)
            Emit(op, deliver);
    }

    private void Emit(Op op, Delivery? deliver)
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
                        writer.Line(deliver!(Place(f.W, j * f.X.Length + i), sum => $"T.FusedMultiplyAdd({Value(f.X, i)}, {Gradient(f.Y, j)}, {sum})"));
                break;
            case Op.BiasGradient { Of: var f }:
                for (int j = 0; j < f.Y.Length; j++)
                    writer.Line(deliver!(Place(f.B!, j), sum => $"{sum} + {Gradient(f.Y, j)}"));
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

    private string Parameter(Buffer buffer, int index) => $"T.Broadcast(ref w, {Place(buffer, index)})";

    private string Place(Buffer buffer, int index) => $"{Identifier(buffer)} + {index}";

    private string Identifier(Buffer buffer) => body.Tensors.Single(tensor => tensor.Name == buffer.Name).Identifier;

    /// <summary>The variable that holds a number of a buffer.</summary>
    public string Value(Buffer buffer, int index)
    {
        if (buffer.Role == Role.Input)
            return $"x{index}";
        string layer = ForwardPlanner.LayerOf(buffer), local = Names.Local(body.Layers.Single(each => each.Name == layer).Identifier);
        return buffer.Name == layer ? $"{local}_{index}" : $"{local}_{index}_sum";
    }

    public string Gradient(Buffer buffer, int index) => $"{Value(buffer, index)}_gradient";
}
