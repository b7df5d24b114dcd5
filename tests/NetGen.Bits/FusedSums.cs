using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetGen.Kernels;
using NetGen.Tests.Kernels;

#pragma warning disable NETGEN200 // kernels are called directly

namespace NetGen.Bits;

/// <summary>Multiply-adds that are hard to round, which are too rare in networks to be covered.</summary>
internal static class FusedSums
{
    private const int Drawn = 60_000;

    /// <summary>A hash of their results for the three variants that emitted code uses: four lanes, four lanes times a scalar, one lane.</summary>
    public static string Hash()
    {
        var random = new Random(1);
        (float A, float B, float C)[] cases = [.. FusedMultiplyAddCases.Specials(), .. Enumerable.Range(0, Drawn).Select(_ => FusedMultiplyAddCases.Next(random))];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<float> a = stackalloc float[4], b = stackalloc float[4], c = stackalloc float[4], sums = stackalloc float[12];
        for (int i = 0; i + 4 <= cases.Length; i += 4)
        {
            for (int lane = 0; lane < 4; lane++)
                (a[lane], b[lane], c[lane]) = cases[i + lane];
            Compute(ref a[0], ref b[0], ref c[0], ref sums[0]);
            hash.AppendData(MemoryMarshal.AsBytes(sums));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compute(ref float a, ref float b, ref float c, ref float sums)
    {
        Lanes128 vector = Lanes128.Load(ref b, 0), addend = Lanes128.Load(ref c, 0);
        Lanes128.Store(Lanes128.FusedMultiplyAdd(Lanes128.Load(ref a, 0), vector, addend), ref sums, 0);
        Lanes128.Store(Lanes128.FusedMultiplyAdd(ref a, 1, vector, addend), ref sums, 4);
        for (int lane = 0; lane < 4; lane++)
            Lane.Store(Lane.FusedMultiplyAdd(Lane.Load(ref a, lane), Lane.Load(ref b, lane), Lane.Load(ref c, lane)), ref sums, 8 + lane);
        // The bits of a NaN differ between processors.
        for (int i = 0; i < 12; i++)
            if (float.IsNaN(Unsafe.Add(ref sums, i)))
                Unsafe.Add(ref sums, i) = float.NaN;
    }
}
