using NetGen;

namespace Benchmarks.Calibration;

/// <summary>A network declared for a calibration.</summary>
/// <param name="Name">As in <c>64-32</c>.</param>
/// <param name="Attributes">Its attributes, as C#.</param>
/// <param name="Size">The value that is compared with a threshold; 0 if there is none.</param>
internal sealed record Subject(string Name, string Attributes, int Size = 0)
{
    public const string ClassName = "Calibrated";

    public string Source => $"using NetGen;\n\n{Attributes}\npublic sealed partial class {ClassName};\n";

    /// <summary>Dense layers with ReLU, the last without; the caller computes the size from the inputs and outputs of the largest.</summary>
    public static Subject Dense(int[] widths, Func<int[], int>? size = null) => new(
        string.Join('-', widths),
        $"[Network({widths[0]})]" + string.Concat(widths[1..].Select((units, l) => $" [Dense({units}{(l < widths.Length - 2 ? ", Activation.Relu" : "")})]")),
        size?.Invoke(widths) ?? 0);

    /// <summary>One of the benchmark's networks, with the attributes of its declaration.</summary>
    public static Subject OfBenchmark(string name) => new(name, SourceCompiler.AttributesOf(name));
}

/// <summary>The pass and batch size that are timed.</summary>
internal sealed record Step(Pass Pass, int Batch)
{
    public override string ToString() => $"{Pass.ToString().ToLowerInvariant()}.{Batch}";
}
