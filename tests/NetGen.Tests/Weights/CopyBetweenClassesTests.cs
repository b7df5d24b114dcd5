namespace NetGen.Tests.Weights;

/// <summary>Values are copied between the blocks of two classes whose tensors have the same names and shapes, whatever their offsets and layouts.</summary>
public class CopyBetweenClassesTests
{
    private readonly Original _original = new(seed: 1);

    [Fact]
    public void A_class_with_the_same_declaration_can_be_copied_from()
    {
        var other = new Copy(seed: 2);
        other.Parameters.CopyFrom(_original.Parameters);
        Assert.Equal(_original.Parameters.All.ToArray(), other.Parameters.All.ToArray());
    }

    [Fact]
    public void A_class_with_the_same_tensors_at_other_offsets_can_be_copied_from_and_interpolated()
    {
        // A dense layer after a pool reads its input channels last.
        var other = new Elsewhere(seed: 2);
        Assert.False(_original.Parameters.Layout.StoresAlike(other.Parameters.Layout));
        float[][] before = [.. other.Parameters.Names.Select(name => Values(other.Parameters, name))];
        other.Parameters.Lerp(_original.Parameters, 0.25);
        foreach ((string name, float[] values) in other.Parameters.Names.Zip(before))
            Assert.Equal(values.Zip(Values(_original.Parameters, name), (from, to) => MathF.FusedMultiplyAdd(0.25f, to - from, from)), Values(other.Parameters, name));
        other.Parameters.Lerp(_original.Parameters, 1);
        foreach (string name in other.Parameters.Names)
            Assert.Equal(Values(_original.Parameters, name), Values(other.Parameters, name));
    }

    public static TheoryData<ParameterBlock, string> Others => new()
    {
        { new Wider().Parameters, "The tensors of Wider are not those of Original: dense1.weight is 6 × 12 in Wider and 5 × 12 in Original." },
        { new Deeper().Parameters, "The tensors of Deeper are not those of Original: Original has no dense3.weight." },
        { new Renamed().Parameters, "The tensors of Renamed are not those of Original: Renamed has no dense1.weight." },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_class_is_rejected_by_name(ParameterBlock other, string message)
    {
        float[] before = _original.Parameters.All.ToArray();
        var error = Assert.Throws<ArgumentException>(() => _original.Parameters.CopyFrom(other));
        Assert.StartsWith(message, error.Message);
        Assert.Equal("source", error.ParamName);
        Assert.Equal("target", Assert.Throws<ArgumentException>(() => _original.Parameters.Lerp(other, 0.5)).ParamName);
        Assert.Equal(before, _original.Parameters.All.ToArray());
    }

    [Fact]
    public void Null_is_rejected_by_name()
    {
        Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => _original.Parameters.CopyFrom(null!)).ParamName);
        Assert.Equal("target", Assert.Throws<ArgumentNullException>(() => _original.Parameters.Lerp(null!, 0.5)).ParamName);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    [InlineData(double.NegativeInfinity)]
    public void A_non_finite_weight_of_Lerp_is_rejected_before_anything_changes(double t)
    {
        float[] before = _original.Parameters.All.ToArray();
        Assert.Equal("t", Assert.Throws<ArgumentOutOfRangeException>(() => _original.Parameters.Lerp(new Original(2).Parameters, t)).ParamName);
        Assert.Equal(before, _original.Parameters.All.ToArray());
    }

    private static float[] Values(ParameterBlock block, string name)
    {
        float[] values = new float[block.Layout[name].Length];
        block.CopyTo(name, values);
        return values;
    }
}

[Network(12)]
[Dense(5, Activation.Tanh)]
[Dense(2)]
public sealed partial class Original;

[Network(12)]
[Dense(5, Activation.Tanh)]
[Dense(2)]
public sealed partial class Copy;

[Network(3, 4, 4)]
[MaxPool2D(2)]
[Dense(5, Activation.Tanh)]
[Dense(2)]
public sealed partial class Elsewhere;

[Network(12)]
[Dense(6, Activation.Tanh)]
[Dense(2)]
public sealed partial class Wider;

[Network(12)]
[Dense(5, Activation.Tanh)]
[Dense(2)]
[Dense(2)]
public sealed partial class Deeper;

[Network(12)]
[Dense(5, Activation.Tanh, Name = "hidden")]
[Dense(2)]
public sealed partial class Renamed;
