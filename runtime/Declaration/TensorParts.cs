namespace NetGen;

/// <summary>Assigns the parts that <see cref="Tensor.Split"/> gives to variables, as in <c>var (a, _) = x.Split(2)</c>. The compiler reads it in <c>Define</c>, and it throws if it is run.</summary>
public static class TensorParts
{
    /// <summary>An array of two values.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second) => throw Tensor.Unreadable();

    /// <summary>An array of three values.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second, out Tensor third) => throw Tensor.Unreadable();

    /// <summary>An array of four values.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth) => throw Tensor.Unreadable();

    /// <summary>An array of five values.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth, out Tensor fifth) => throw Tensor.Unreadable();

    /// <summary>An array of six values.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth, out Tensor fifth, out Tensor sixth) => throw Tensor.Unreadable();
}
