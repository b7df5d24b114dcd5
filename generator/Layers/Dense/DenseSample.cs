using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A dense layer for one sample: panels of outputs in lanes, inputs broadcast.</summary>
internal sealed record DenseSample(DensePlan Plan, Activation Fused) : Definition
{
    public override string Suffix => "Sample";

    public override (int, int) Order => (0, 0);

    public override void Emit(MethodWriter to)
    {
        EmitSample(to);
        foreach (int vectors in Plan.SampleVectors)
            EmitSampleKernel(to, vectors);
    }

    /// <summary>Stores a finished sum, after the activation that is fused with it.</summary>
    public string Store(string value, string offset) =>
        Fused == Activation.Linear ? $"T.Store({value}, ref y, {offset});" : $"T.Store(Activations.{Fused}({value}), ref y, {offset});";

    private void EmitSample(MethodWriter writer)
    {
        writer.Line($"/// <summary>{writer.Layer}: {Plan.Formula(Fused)}; one sample.</summary>");
        using (writer.Method($"{writer.Name}<T>(ref float x, ref float y, ref float w)"))
        {
            writer.Line("int j = 0;");
            foreach (int vectors in Plan.SampleVectors)
                writer.Line($"{Offsets.OverColumns(vectors, Plan.Units)}\n    {writer.Name}{vectors}<T>(ref x, {Plan.Column}, ref Unsafe.Add(ref y, j));");
        }
        writer.Line();
    }

    /// <summary>One sample, some vectors of outputs; the chains of a sum advance together.</summary>
    private void EmitSampleKernel(MethodWriter writer, int vectors)
    {
        int chains = Plan.Chains, width = Plan.PanelWidth, terms = Plan.Inputs / chains;
        string sum(int chain, int v) => chains == 1 ? $"y{v}" : $"y{v}{"abcd"[chain]}";
        writer.Line($"// {writer.Layer}: {Offsets.Plural(vectors, "vector")} of outputs{(chains == 1 ? "" : $", each sum in {chains} chains of {terms} inputs")}.");
        using (writer.Method($"{writer.Name}{vectors}<T>(ref float x, {Plan.WeightParameters}, ref float y)"))
        {
            bool spans = Plan.Panels > 1 && vectors > 1;
            if (spans)
                writer.Line($"int {string.Join(", ", Enumerable.Range(1, vectors - 1).Select(v => $"w{v} = Panel({Offsets.Of(0, v)}, {Plan.Inputs})"))};");
            string at(int offset, int v) => !spans || v == 0 ? Offsets.Of(offset, v) : offset == 0 ? $"w{v}" : $"{offset} + w{v}";
            string initial(int v) => chains == 1 ? Plan.Initial($"T.Load(ref b, {Offsets.Of(0, v)})") : "T.Zero";
            writer.Line($"T {string.Join(", ", Enumerable.Range(0, chains).SelectMany(c => Enumerable.Range(0, vectors).Select(v => $"{sum(c, v)} = {initial(v)}")))};");

            void Term(int k, int chain, int offset)
            {
                int input = chain * terms + offset;
                writer.Line($"T x{k} = T.Broadcast(ref x, {input});");
                for (int v = 0; v < vectors; v++)
                    writer.Line($"{sum(chain, v)} = T.FusedMultiplyAdd(x{k}, {Plan.Weight(at(input * width, v))}, {sum(chain, v)});");
            }

            if (Plan.StraightLine)
            {
                for (int k = 0; k < terms; k++)
                    for (int chain = 0; chain < chains; chain++)
                        Term(chain * terms + k, chain, k);
                for (int k = terms; k < Plan.Terms(chains - 1); k++)
                    Term((chains - 1) * terms + k, chains - 1, k);
            }
            else
            {
                int unroll = Plan.Unroll, looped = terms / unroll * unroll;
                using (writer.Block($"for (int k = 0; k < {looped}; k += {unroll})"))
                {
                    for (int k = 0; k < unroll; k++)
                        for (int chain = 0; chain < chains; chain++)
                            Term(k * chains + chain, chain, k);
                    writer.Line($"x = ref Unsafe.Add(ref x, {unroll});");
                    writer.Line($"w = ref Unsafe.Add(ref w, {unroll * width});");
                }
                int name = unroll * chains;
                for (int k = looped; k < terms; k++)
                    for (int chain = 0; chain < chains; chain++)
                        Term(name++, chain, k - looped);
                for (int k = terms; k < Plan.Terms(chains - 1); k++)
                    Term(name++, chains - 1, k - looped);
            }
            for (int v = 0; v < vectors; v++)
            {
                string total = sum(0, v);
                if (chains > 1)
                {
                    total = $"{Plan.Initial($"T.Load(ref b, {Offsets.Of(0, v)})")} + {total}";
                    for (int chain = 1; chain < chains; chain++)
                        total += $" + {sum(chain, v)}";
                }
                writer.Line(Store(Plan.Scaled(chains > 1 && Plan.IsScaled ? $"({total})" : total, Offsets.Of(0, v)), Offsets.Of(0, v)));
            }
        }
        writer.Line();
    }
}
