namespace NetGen;

/// <summary>The element types that can be read as weights, named as in safetensors.</summary>
internal enum ElementType
{
    F32,
    F16,
    BF16,
    F64,

    /// <summary>8-bit integers, of which a tensor named as this one with <see cref="ElementTypes.ScaleSuffix"/> holds a scale for each output: how a build embeds weights for <c>Precision.Int8</c>.</summary>
    I8,
}

/// <summary>Names and sizes of such types. The compiler and the build task share this file.</summary>
internal static class ElementTypes
{
    /// <summary>The end of the name of the tensor that holds the scales of one.</summary>
    public const string ScaleSuffix = "_scale";

    /// <summary>The names of the types that stand alone.</summary>
    public const string Floats = "F32, F16, BF16, F64";

    /// <summary>The type with a given name; null if it can't be read as weights.</summary>
    public static ElementType? Parse(string name) => name switch
    {
        nameof(ElementType.F32) => ElementType.F32,
        nameof(ElementType.F16) => ElementType.F16,
        nameof(ElementType.BF16) => ElementType.BF16,
        nameof(ElementType.F64) => ElementType.F64,
        nameof(ElementType.I8) => ElementType.I8,
        _ => null,
    };

    /// <summary>Bytes of an element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.F32 => sizeof(float),
        ElementType.F64 => sizeof(double),
        ElementType.I8 => sizeof(sbyte),
        _ => sizeof(ushort),
    };
}
