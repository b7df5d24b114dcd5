namespace NetGen.Stress.Declarations;

/// <summary>Draws arguments of attributes, mostly valid ones.</summary>
internal sealed class ValueDrawing(Random random)
{
    private static readonly string[] Odd = ["null", "default", "\"3\"", "1.5", "'a'", "typeof(int)", "new[] { 1 }", "nameof(Net)", "Missing", "Net.Units", "-", ""];

    private static readonly string[] Ints =
    [
        "0", "-1", "-2147483648", "int.MaxValue", "int.MaxValue - 1", "1 << 30", "65535", "65536", "46341", "1000000", "0x7fff_ffff", "2 * 3", "sizeof(int)", "(int)2.5", "unchecked(int.MaxValue + 1)", "int.MaxValue + 1",
        "Padding.Same",
    ];

    private static readonly string[] Doubles =
    [
        "0", "-0.0", "1", "2", "-1", "0.999999999999", "double.NaN", "double.PositiveInfinity", "double.NegativeInfinity", "double.Epsilon", "double.MaxValue", "1e-46", "1e-45", "1e300", "1 / 0.0", "0.1f", "1m",
    ];

    private static readonly string[] Texts =
    [
        "hidden", "Hidden", "HIDDEN", "dense1", "conv1", "norm1", "weight", "bias", "gate_2", "x", "w", "y", "rows", "T", "class", "Forward", "InputLength", "Layout", "Kernel", "EntryPoint", "BlockRows",
        "", " ", "1st", "a.b", "a-b", "é", "网络", "\\\"", "\\0", "\\uD800", "{0}", "%s", "../x.safetensors", "a/b.safetensors", "null", "a123456789012345678901234567890123456789012345678901234567890123456789",
    ];

    // A layer's name with a suffix that the compiler appends to names.
    private static readonly string[] LikeOurs =
    [
        .. from layer in (string[])["hidden", "dense1", "dense2", "conv1", "norm1", "x"]
           from word in (string[])["Weight", "Bias", "Value", "Gradient", "Output", "Scale", "Transposed", "Sum", "Mean", "Input"]
           select layer + word,
    ];

    public string Draw(Type type) => random.Next(40) == 0 ? One(Odd) : type switch
    {
        _ when type == typeof(int) => random.Next(10) switch
        {
            < 5 => $"{random.Next(1, 10)}",
            < 8 => $"{random.Next(1, 300)}",
            _ => One(Ints),
        },
        _ when type == typeof(double) => random.Next(2) == 0 ? $"0.{random.Next(1, 100)}" : One(Doubles),
        _ when type == typeof(bool) => random.Next(2) == 0 ? "true" : "false",
        _ when type == typeof(string) => $"\"{One(random.Next(3) == 0 ? LikeOurs : Texts)}\"",
        _ when type.IsEnum => random.Next(10) == 0 ? $"({type.Name}){One("-1", "99", "(0)")}" : $"{type.Name}.{One(type.GetEnumNames())}",
        _ => One(Odd),
    };

    public T One<T>(params IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
