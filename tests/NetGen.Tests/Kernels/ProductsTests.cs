using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>The kernels of a single sample's backward pass are accurate, bit-identical with every width, and independent of the padding of the weights.</summary>
public class ProductsTests
{
    /// <summary>Numbers of inputs and outputs around the boundaries of the tiles of four and eight and their remainders; few outputs, narrow and wide panels.</summary>
    public static TheoryData<int, int> Shapes
    {
        get
        {
            TheoryData<int, int> shapes = [];
            foreach (int inputs in new[] { 1, 3, 4, 7, 8, 13, 16, 29 })
                foreach (int units in new[] { 1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 32, 33, 40, 64, 77 })
                    shapes.Add(inputs, units);
            return shapes;
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void TransposeMultiplyIsExact(int inputs, int units)
    {
        Layer layer = new(inputs, units);
        float[] dx = Agree(new Transposed(layer));
        for (int k = 0; k < inputs; k++)
        {
            double sum = 0, magnitude = 0;
            for (int j = 0; j < units; j++)
            {
                double product = (double)layer.Weight(j, k) * layer.Dy[j];
                sum += product;
                magnitude += Math.Abs(product);
            }
            Assert.InRange(dx[k], sum - 1e-6 * magnitude, sum + 1e-6 * magnitude);
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void DescendSubtractsTheRoundedProduct(int inputs, int units)
    {
        const float Step = -0.37f;
        Layer layer = new(inputs, units);
        float[] descended = Agree(new Descended(layer, Step));
        for (int k = 0; k < inputs; k++)
            for (int j = 0; j < units; j++)
                Assert.Equal(MathF.FusedMultiplyAdd(Step, layer.X[k] * layer.Dy[j], layer.Weight(j, k)), descended[layer.Offset(j, k)]);
    }

    /// <summary>The weights of a dense layer in panels, with NaN in their padding, its input and its output gradient.</summary>
    private sealed class Layer
    {
        public Layer(int inputs, int units)
        {
            (Inputs, Units, PanelWidth) = (inputs, units, units <= 16 ? 16 : 32);
            X = Row.Random(inputs, seed: 1, range: 2);
            Dy = Row.Random(units, seed: 2, range: 2).Padded();
            // The padding of a gradient is 0.
            Array.Clear(Dy, units, Dy.Length - units);
            W = [.. Enumerable.Repeat(float.NaN, (units + PanelWidth - 1) / PanelWidth * inputs * PanelWidth)];
            Row values = Row.Random(inputs * units, seed: 3, range: 1);
            for (int i = 0; i < values.Length; i++)
                W[Offset(i % units, i / units)] = values[i];
        }

        public int Inputs { get; }

        public int Units { get; }

        public int PanelWidth { get; }

        public Row X { get; }

        public float[] Dy { get; }

        public float[] W { get; }

        public int Offset(int j, int k) => (j / PanelWidth * Inputs + k) * PanelWidth + j % PanelWidth;

        public float Weight(int j, int k) => W[Offset(j, k)];
    }

    private readonly record struct Transposed(Layer Layer) : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            float[] dx = Row.Empty(Layer.Inputs);
            Products.TransposeMultiply<T>(ref Layer.W[0], ref Layer.Dy[0], ref dx[0], Layer.Inputs, Layer.Units, Layer.PanelWidth);
            Row.AssertBeyondPadding(dx, Layer.Inputs);
            return dx[..Layer.Inputs];
        }
    }

    private readonly record struct Descended(Layer Layer, float Step) : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            float[] w = [.. Layer.W], x = Layer.X.Padded();
            OuterProducts.Descend<T>(ref x[0], ref Layer.Dy[0], ref w[0], Layer.Inputs, Layer.PanelWidth, 0, Layer.Units, 0, Layer.Inputs, Step);
            return w;
        }
    }

    /// <summary>These kernels have no single-lane variant.</summary>
    private static float[] Agree<TWork>(TWork work) where TWork : IVectorWork<float[]>
    {
        float[] expected = work.Run<Lanes128>();
        Assert.Equal(expected, work.Run<Lanes256>());
        if (Widths.Has512)
            Assert.Equal(expected, work.Run<Lanes512>());
        return expected;
    }
}
