using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>Dense layers of rounded inputs: the bits of the definition with every instruction and at every vector width.</summary>
public class DynamicDenseTests
{
    /// <summary>Inputs, outputs and samples: whole groups of four inputs and others, panels of 16 and of 32, tiles of samples and samples alone.</summary>
    public static TheoryData<int, int, int> Cases => new()
    {
        { 1, 1, 1 }, { 3, 5, 4 }, { 4, 16, 5 }, { 16, 17, 9 }, { 17, 33, 3 }, { 70, 37, 8 }, { 31, 49, 2 }, { 129, 64, 7 }, { 784, 10, 4 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Every_output_is_that_of_the_definition(int inputs, int units, int rows)
    {
        foreach (bool hasBias in new[] { false, true })
        {
            var layer = new Layer(inputs, units, rows, hasBias, Values(rows * inputs, 1));
            Assert.Equal(layer.Expected(), EveryWidth.Agree(layer));
        }
    }

    [Fact]
    public void Any_finite_inputs_are_rounded_as_defined()
    {
        float[][] samples =
        [
            new float[5], [-0f, 0, 0, 0, -0f],
            // Ties, to even.
            [127, 0.5f, 1.5f, -0.5f, -2.5f], [-127, 126.5f, -125.5f, 63.5f, 62.5f],
            // The largest floats, and denormal ones: the smallest scale is 2⁻¹²⁷.
            [float.MaxValue, -float.MaxValue, 1e38f, 1, 0], [1e-39f, -1e-38f, 4e-39f, 1.4e-45f, 0], [float.Epsilon, -float.Epsilon, 0, 0, 0], [7e-37f, 8e-37f, -7.4e-37f, 7.5e-37f, 1e-38f],
            [1, 1, 1, 1, 1], [-3, 0, 0, 0, 0],
        ];
        var layer = new Layer(5, 18, samples.Length, HasBias: true, [.. samples.SelectMany(sample => sample)]);
        float[] expected = layer.Expected();
        Assert.Equal(expected, EveryWidth.Agree(layer));
        Assert.All(expected, output => Assert.True(float.IsFinite(output) || Math.Abs(output) > 1e38));
        Assert.Equal(layer.Biases, expected[..18]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void An_input_that_is_not_finite_makes_every_output_of_its_sample_NaN_and_no_other(float value)
    {
        for (int place = 0; place < 21; place++)
        {
            float[] inputs = Values(3 * 21, 5);
            var finite = new Layer(21, 34, 3, HasBias: false, inputs);
            float[] expected = finite.Expected();
            var layer = finite with { X = [.. inputs[..(21 + place)], value, .. inputs[(21 + place + 1)..]] };
            float[] actual = EveryWidth.Agree(layer);
            Assert.Equal(expected[..34], actual[..34]);
            Assert.All(actual[34..68], output => Assert.True(float.IsNaN(output)));
            Assert.Equal(expected[68..], actual[68..]);
        }
    }

    /// <summary>The most inputs, with the largest integers: sums that are offset exceed 32 bits on the way.</summary>
    [Fact]
    public void The_longest_sum_is_exact()
    {
        const int Length = KernelConstants.IntegerInputs;
        Assert.True(127L * 127 * Length <= int.MaxValue && 127L * 127 * (Length + 1) > int.MaxValue);
        foreach (float sign in new[] { 1f, -1f })
        {
            var layer = new Layer(Length, 1, 1, HasBias: false, [.. Enumerable.Repeat(sign, Length)]) { Largest = true };
            Assert.Equal([sign * (127L * 127 * Length) * (1f / 127 * layer.Scales[0])], EveryWidth.Agree(layer));
        }
    }

    private static float[] Values(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => 2 * random.NextSingle() - 1)];
    }

    /// <param name="X">The inputs of all samples.</param>
    private sealed record Layer(int Inputs, int Units, int Rows, bool HasBias, float[] X) : IVectorWork<float[]>
    {
        /// <summary>Whether all weights are 127 rather than drawn.</summary>
        public bool Largest { get; init; }

        public float[] Scales => Values(Units, 2);

        public float[] Biases => Values(Units, 3);

        private sbyte[] Weights
        {
            get
            {
                var random = new Random(4);
                return [.. Enumerable.Range(0, Units * Inputs).Select(_ => Largest ? (sbyte)127 : (sbyte)random.Next(-127, 128))];
            }
        }

        /// <summary>The definition, element by element.</summary>
        public float[] Expected()
        {
            sbyte[] weights = Weights;
            float[] y = new float[Rows * Units];
            for (int row = 0; row < Rows; row++)
            {
                float[] x = X[(row * Inputs)..((row + 1) * Inputs)];
                float largest = x.Max(MathF.Abs), inverse = Math.Min(127 / largest, MathF.Pow(2, 127)), scale = Math.Max(largest / 127, (float)Math.Pow(2, -127));
                int[] rounded = [.. x.Select(value => (int)MathF.Round(value * inverse, MidpointRounding.ToEven))];
                for (int unit = 0; unit < Units; unit++)
                {
                    float sum = Enumerable.Range(0, Inputs).Sum(i => (long)rounded[i] * weights[unit * Inputs + i]);
                    y[row * Units + unit] = HasBias ? MathF.FusedMultiplyAdd(sum, scale * Scales[unit], Biases[unit]) : sum * (scale * Scales[unit]);
                }
            }
            return y;
        }

        /// <summary>With each kind of instructions that this machine has.</summary>
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            List<float[]> results =
            [
                Forward<T, NarrowPairProducts, Vector128<int>, (Vector128<short>, Vector128<short>), (Vector128<short>, Vector128<short>)>(),
            ];
            if (PairProducts.IsSupported)
                results.Add(Forward<T, PairProducts, Vector256<int>, (Vector256<short>, Vector256<short>), (Vector256<short>, Vector256<short>)>());
            if (WidePairProducts.IsSupported)
                results.Add(Forward<T, WidePairProducts, Vector512<int>, Vector512<short>, Vector512<short>>());
            if (VnniProducts.IsSupported)
                results.Add(Forward<T, VnniProducts, Vector256<int>, Vector256<byte>, Vector256<sbyte>>());
            Assert.All(results, result => Assert.Equal(results[0].Select(BitConverter.SingleToInt32Bits), result.Select(BitConverter.SingleToInt32Bits)));
            return results[0];
        }

        private float[] Forward<T, P, TSums, TWeights, TInputs>() where T : struct, ILanes<T> where P : struct, IDotProducts<TSums, TWeights, TInputs>
        {
            int width = Units <= 16 ? 16 : 32, stride = (Units + 15) / 16 * 16, roundedStride = (Inputs + 15) / 16 * 8 + 2;
            var sizes = new DynamicSizes(Inputs, Units, width, HasBias);
            float[] x = X, w = new float[sizes.Scales + 2 * sizes.Padded], y = new float[Rows * stride], rounded = new float[Rows * roundedStride];
            sbyte[] weights = Weights;
            var layout = new TensorLayout("a.weight", [Units, Inputs], 0, width, Initializer.Zeros, 1, 1, Precision: Precision.DynamicInt8);
            for (int i = 0; i < weights.Length; i++)
                Unsafe.Add(ref Unsafe.As<float, sbyte>(ref w[0]), layout.PlaceOf(i)) = weights[i];
            Scales.CopyTo(w, sizes.Scales);
            Biases.CopyTo(w, sizes.Scales + sizes.Padded);
            rounded.AsSpan().Fill(float.NaN);
            DynamicDense.Forward<T, P, TSums, TWeights, TInputs>(ref x[0], Inputs, ref y[0], stride, ref w[0], ref rounded[0], roundedStride, in sizes, Rows);
            return [.. y.Chunk(stride).SelectMany(row => row[..Units])];
        }
    }
}
