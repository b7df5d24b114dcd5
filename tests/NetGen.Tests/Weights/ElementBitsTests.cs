namespace NetGen.Tests.Weights;

/// <summary>Compares the classification and conversion of values by their bits with .NET's.</summary>
public class ElementBitsTests
{
    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Every_16_bit_value(string name)
    {
        ElementType type = ElementTypes.Parse(name)!.Value;
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            byte[] bytes = BitConverter.GetBytes((ushort)bits);
            float value = type == ElementType.F16 ? (float)BitConverter.UInt16BitsToHalf((ushort)bits) : BitConverter.UInt32BitsToSingle((uint)bits << 16);
            Check(type, bytes, value, value);
        }
    }

    [Fact]
    public void Floats_around_the_boundaries()
    {
        foreach (float value in (float[])[0, -0f, 1, float.Epsilon, float.MaxValue, -float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, -float.NaN, BitConverter.UInt32BitsToSingle(0x7F80_0001)])
            Check(ElementType.F32, BitConverter.GetBytes(value), value, value);
    }

    [Fact]
    public void Doubles_around_the_boundaries()
    {
        double edge = float.MaxValue + Math.ScaleB(1, 103);
        foreach (double value in (double[])[0, 1, float.MaxValue, Math.BitDecrement(edge), edge, Math.BitIncrement(edge), 1e300, double.MaxValue, double.PositiveInfinity, double.NaN])
        {
            Check(ElementType.F64, BitConverter.GetBytes(value), (float)value, value);
            Check(ElementType.F64, BitConverter.GetBytes(-value), (float)-value, -value);
        }
    }

    [Fact]
    public void Reports_the_value() =>
        Assert.Equal(2, ElementType.F32.FirstNotFinite(SafetensorsFiles.Floats(1, 2, float.NaN, float.NaN)));

    private static void Check(ElementType type, byte[] bytes, float asFloat, double value)
    {
        Assert.Equal(float.IsFinite(asFloat) ? -1 : 0, type.FirstNotFinite(bytes));
        if (!float.IsFinite(asFloat))
            Assert.Equal(value.ToString(System.Globalization.CultureInfo.InvariantCulture), type.Describe(bytes));
    }
}
