using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes a dense layer for one sample: panels of outputs in lanes, inputs broadcast.</summary>
internal sealed class DenseSampleEmitter(CodeWriter writer, Step.Dense step)
{
    private readonly DensePlan _layer = step.Layer;

    public void Emit()
    {
        EmitSample();
        foreach (int vectors in _layer.SampleVectors)
            EmitSampleKernel(vectors);
    }

    private void EmitSample()
    {
        writer.Line($"/// <summary>{step.Sentence}; one sample.</summary>");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {_layer.Identifier}Sample<T>(ref float x, ref float y, ref float w) {KernelsEmitter.Generic}"))
        {
            writer.Line("int j = 0;");
            foreach (int vectors in _layer.SampleVectors)
                writer.Line($"{Offsets.OverColumns(vectors, _layer.Units)}\n    {_layer.Identifier}Sample{vectors}<T>(ref x, {DenseText.Column(_layer)}, ref At(ref y, j));");
        }
        writer.Line();
    }

    /// <summary>One sample, some vectors of outputs; the chains of a sum advance side by side.</summary>
    private void EmitSampleKernel(int vectors)
    {
        int chains = _layer.Chains, width = _layer.PanelWidth, steps = _layer.Inputs / chains;
        string sum(int chain, int v) => chains == 1 ? $"y{v}" : $"y{v}{"abcd"[chain]}";
        writer.Line($"// {_layer.Name}: {Offsets.Plural(vectors, "vector")} of outputs{(chains == 1 ? "" : $", each sum in {chains} chains of {steps} inputs")}.");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {_layer.Identifier}Sample{vectors}<T>(ref float x, ref float w{DenseText.BiasParameter(_layer)}, ref float y) {KernelsEmitter.Generic}"))
        {
            bool spans = _layer.Panels > 1 && vectors > 1;
            if (spans)
                writer.Line($"int {string.Join(", ", Enumerable.Range(1, vectors - 1).Select(v => $"w{v} = Panel({Offsets.Lanes(v)}, {_layer.Inputs})"))};");
            string at(int offset, int v) => !spans || v == 0 ? Offsets.Of(offset, v) : offset == 0 ? $"w{v}" : $"{offset} + w{v}";
            string initial(int v) => chains == 1 && _layer.Bias is not null ? $"T.Load(ref b, {Offsets.Of(0, v)})" : "T.Zero";
            writer.Line($"T {string.Join(", ", Enumerable.Range(0, chains).SelectMany(c => Enumerable.Range(0, vectors).Select(v => $"{sum(c, v)} = {initial(v)}")))};");

            void Step(int k, int chain, int offset)
            {
                int place = chain * steps + offset;
                writer.Line($"T x{k} = T.Broadcast(ref x, {place});");
                for (int v = 0; v < vectors; v++)
                    writer.Line($"{sum(chain, v)} = T.FusedMultiplyAdd(x{k}, T.Load(ref w, {at(place * width, v)}), {sum(chain, v)});");
            }

            if (_layer.StraightLine)
            {
                for (int k = 0; k < steps; k++)
                    for (int chain = 0; chain < chains; chain++)
                        Step(chain * steps + k, chain, k);
                for (int k = steps; k < _layer.Terms(chains - 1); k++)
                    Step((chains - 1) * steps + k, chains - 1, k);
            }
            else
            {
                int unroll = _layer.Unroll, looped = steps / unroll * unroll;
                using (writer.Block($"for (int k = 0; k < {looped}; k += {unroll})"))
                {
                    for (int k = 0; k < unroll; k++)
                        for (int chain = 0; chain < chains; chain++)
                            Step(k * chains + chain, chain, k);
                    writer.Line($"x = ref At(ref x, {unroll});");
                    writer.Line($"w = ref At(ref w, {unroll * width});");
                }
                int name = unroll * chains;
                for (int k = looped; k < steps; k++)
                    for (int chain = 0; chain < chains; chain++)
                        Step(name++, chain, k - looped);
                for (int k = steps; k < _layer.Terms(chains - 1); k++)
                    Step(name++, chains - 1, k - looped);
            }
            for (int v = 0; v < vectors; v++)
            {
                string total = sum(0, v);
                if (chains > 1)
                {
                    total = _layer.Bias is null ? $"T.Zero + {total}" : $"T.Load(ref b, {Offsets.Of(0, v)}) + {total}";
                    for (int chain = 1; chain < chains; chain++)
                        total += $" + {sum(chain, v)}";
                }
                writer.Line(DenseText.Store(_layer, total, Offsets.Of(0, v)));
            }
        }
        writer.Line();
    }
}
