using NetGen.Kernels;

namespace NetGen.Stress.Guards;

/// <summary>A vector width to which a process can be limited.</summary>
/// <param name="Bits">512, 256 or 128.</param>
/// <param name="Environment">The environment variables with which the process must be started.</param>
internal sealed record Width(int Bits, params (string Name, string Value)[] Environment)
{
    /// <summary>The widest vectors of this process.</summary>
    public static int Widest => Widths.Has512 ? 512 : Widths.Has256 ? 256 : 128;

    /// <summary>The widths that this machine supports.</summary>
    public static IEnumerable<Width> Available => ((Width[])
    [
        new(512),
        new(256, ("DOTNET_EnableAVX512", "0")),
        // 128-bit fused multiply-adds, as on Arm.
        new(128, ("DOTNET_EnableAVX512", "0"), ("DOTNET_PreferredVectorBitWidth", "128")),
    ]).Where(width => width.Bits <= Widest);
}
