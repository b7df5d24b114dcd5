using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>The tiles of the gradients of dense layers' weights, sums over the samples in registers. Strides are arguments, which costs a tile nothing, so that layers share them: each is more work for the JIT than anything else of a training step.</summary>
internal sealed record DenseWeightTiles(EquatableArray<Tile> Tiles, int PanelWidth) : Definition
{
    public override string Suffix => "WeightGradient";

    public override (int, int) Order => (0, 4);

    public override void Emit(MethodWriter to)
    {
        foreach (Tile tile in Tiles)
            Emit(to, tile.Height, tile.Vectors);
    }

    private void Emit(MethodWriter to, int inputs, int vectors)
    {
        string offset(int i, int v) => Offsets.Of(i * PanelWidth, v);
        to.Line($"// {Offsets.Plural(inputs, "input")} × {Offsets.Plural(vectors, "vector")} of outputs.");
        using (to.Method($"{to.Name}{inputs}x{vectors}<T>(ref float x, int xStride, ref float dy, int dyStride, ref float w, ref float g, int rows, float step, bool accumulate)"))
        {
            for (int v = 0; v < vectors; v++)
                to.Line($"T {string.Join(", ", Enumerable.Range(0, inputs).Select(i => $"g{i}{v} = T.Zero"))};");
            using (to.Block("for (int row = 0; row < rows; row++)"))
            {
                to.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"d{v} = T.Load(ref dy, {Offsets.Of(0, v)})"))};");
                for (int i = 0; i < inputs; i++)
                    to.Line(Terms.Add($"ref x, {i}", [.. Enumerable.Range(0, vectors).Select(v => ($"d{v}", $"g{i}{v}"))]));
                to.Line("x = ref Unsafe.Add(ref x, xStride);");
                to.Line("dy = ref Unsafe.Add(ref dy, dyStride);");
            }
            // What the runtime's Deliver does for a vector, with one branch for the whole tile.
            using (to.Block("if (accumulate)"))
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        to.Line($"g{i}{v} = T.Add(ref g, {offset(i, v)}, g{i}{v});");
            using (to.Block("if (step == 0)"))
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        to.Line($"T.Store(g{i}{v}, ref g, {offset(i, v)});");
            using (to.Block("else"))
            {
                to.Line("T rate = T.Create(step);");
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        to.Line($"T.AddProduct(rate, g{i}{v}, ref w, {offset(i, v)});");
            }
        }
        to.Line();
    }
}

/// <summary>The tiles of the gradients of dense layers' inputs: some inputs × two vectors of samples. The outputs and, where there are several panels of them, the distance from one to the next are arguments, so that layers share them.</summary>
internal sealed record DenseInputTiles(EquatableArray<int> Heights, int PanelWidth, bool HasPanels) : Definition
{
    public override string Suffix => "InputGradient";

    public override (int, int) Order => (0, 5);

    public override void Emit(MethodWriter to)
    {
        foreach (int inputs in Heights)
            Emit(to, inputs);
    }

    private void Emit(MethodWriter to, int inputs)
    {
        to.Line($"// {Offsets.Plural(inputs, "input")} × 2 vectors of samples, summed over the outputs{(HasPanels ? $", a panel of {PanelWidth} after another" : "")}.");
        using (to.Method($"{to.Name}{inputs}<T>(ref float dy, ref float dx, ref float w, int outputs{(HasPanels ? ", int toNextPanel" : "")})"))
        {
            for (int v = 0; v < 2; v++)
                to.Line($"T {string.Join(", ", Enumerable.Range(0, inputs).Select(i => $"d{i}{v} = T.Zero"))};");
            if (HasPanels)
                using (to.Block($"for (; outputs > 0; outputs -= {PanelWidth})"))
                {
                    Sum($"int j = global::System.Math.Min(outputs, {PanelWidth}); j > 0; j--");
                    to.Line("w = ref Unsafe.Add(ref w, toNextPanel);");
                }
            else
                Sum("; outputs > 0; outputs--");
            for (int i = 0; i < inputs; i++)
                for (int v = 0; v < 2; v++)
                    to.Line($"T.Store(d{i}{v}, ref dx, {Offsets.Of(i * Limits.BlockRows, v)});");
        }
        to.Line();

        void Sum(string outputs)
        {
            using (to.Block($"for ({outputs})"))
            {
                to.Line("T y0 = T.Load(ref dy, 0), y1 = T.Load(ref dy, lanes);");
                for (int i = 0; i < inputs; i++)
                    to.Line(Terms.Add($"ref w, {i * PanelWidth}", [("y0", $"d{i}0"), ("y1", $"d{i}1")]));
                to.Line("dy = ref Unsafe.Add(ref dy, BlockRows);");
                to.Line("w = ref Unsafe.Add(ref w, 1);");
            }
        }
    }
}
