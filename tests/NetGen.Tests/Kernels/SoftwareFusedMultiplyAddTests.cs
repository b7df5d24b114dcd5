using System.Runtime.Intrinsics;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>Multiply-adds in software are rounded once, like the instruction. samples/Accuracy checks any number of cases.</summary>
public class SoftwareFusedMultiplyAddTests
{
    private const int Count = 400_000;

    private static readonly (float A, float B, float C)[] s_cases = [.. FusedMultiplyAddCases.Specials(), .. Drawn()];

    [Fact]
    public void Scalars_are_rounded_once() =>
        Check((a, b, c) => Vector128.Create(SoftwareFusedMultiplyAdd.InDoubles(a[0], b[0], c[0]), SoftwareFusedMultiplyAdd.InDoubles(a[1], b[1], c[1]), SoftwareFusedMultiplyAdd.InDoubles(a[2], b[2], c[2]), SoftwareFusedMultiplyAdd.InDoubles(a[3], b[3], c[3])));

    [Fact]
    public void Vectors_are_rounded_once() => Check(SoftwareFusedMultiplyAdd.InDoubles);

    [Fact]
    public void Vectors_times_a_scalar_are_rounded_once()
    {
        foreach ((float a, float b, float c) in s_cases)
            // The case in each lane, next to others that do not need the correction.
            for (int lane = 0; lane < 4; lane++)
            {
                Vector128<float> sums = SoftwareFusedMultiplyAdd.InDoubles(a, Vector128.Create(0.1f).WithElement(lane, b), Vector128.Create(0.7f).WithElement(lane, c));
                Same(a, b, c, sums[lane]);
                if (float.IsFinite(a))
                    Same(a, 0.1f, 0.7f, sums[(lane + 1) % 4]);
            }
    }

    [Fact]
    public void Integers_agree_with_the_reference()
    {
        int twice = 0;
        foreach ((float a, float b, float c) in s_cases.Take(200_000))
        {
            Same(a, b, c, FusedMultiplyAddCases.Exact(a, b, c));
            twice += FusedMultiplyAddCases.IsRoundedTwice(a, b, c) ? 1 : 0;
        }
        Assert.True(twice > 1000, $"Only {twice} cases are wrong if rounded twice.");
    }

    private static void Check(Func<Vector128<float>, Vector128<float>, Vector128<float>, Vector128<float>> sums)
    {
        for (int i = 0; i + 4 <= s_cases.Length; i += 4)
        {
            (float A, float B, float C)[] four = s_cases[i..(i + 4)];
            Vector128<float> y = sums(Vector128.Create([.. four.Select(x => x.A)]), Vector128.Create([.. four.Select(x => x.B)]), Vector128.Create([.. four.Select(x => x.C)]));
            for (int lane = 0; lane < 4; lane++)
                Same(four[lane].A, four[lane].B, four[lane].C, y[lane]);
        }
    }

    private static void Same(float a, float b, float c, float actual)
    {
        float expected = MathF.FusedMultiplyAdd(a, b, c);
        if (BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(actual) && !(float.IsNaN(expected) && float.IsNaN(actual)))
            Assert.Fail($"{a:G9} · {b:G9} + {c:G9} is {expected:G9}, and was {actual:G9}.");
    }

    private static IEnumerable<(float A, float B, float C)> Drawn()
    {
        var random = new Random(1);
        return Enumerable.Range(0, Count).Select(_ => FusedMultiplyAddCases.Next(random));
    }
}
