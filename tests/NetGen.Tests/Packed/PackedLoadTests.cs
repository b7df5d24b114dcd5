using NetGen.Kernels;
using NetGen.Tests.Kernels;

namespace NetGen.Tests.Packed;

/// <summary>Vectors of elements that are narrower than a float, at every width.</summary>
public class PackedLoadTests
{
    [Fact]
    public void Every_integer_becomes_the_float_of_its_value() =>
        Assert.Equal(Enumerable.Range(-128, 256).Select(value => (float)value), EveryWidth.Agree(new Integers()));

    [Fact]
    public void Every_bfloat16_becomes_the_float_whose_upper_half_it_is() =>
        Assert.Equal(Enumerable.Range(0, 65536).Select(bits => bits << 16), EveryWidth.Agree(new UpperHalves()).Select(BitConverter.SingleToInt32Bits));

    /// <summary>The loaded vectors begin at any element.</summary>
    private readonly record struct Integers : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            sbyte[] x = [0, .. Enumerable.Range(-128, 256).Select(value => (sbyte)value)];
            float[] y = new float[256];
            for (int i = 0; i < y.Length; i += T.Count)
                T.Store(T.Load(ref x[0], 1 + i), ref y[0], i);
            return y;
        }
    }

    private readonly record struct UpperHalves : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            ushort[] x = [0, .. Enumerable.Range(0, 65536).Select(bits => (ushort)bits)];
            float[] y = new float[65536];
            for (int i = 0; i < y.Length; i += T.Count)
                T.Store(T.Load(ref x[0], 1 + i), ref y[0], i);
            return y;
        }
    }
}
