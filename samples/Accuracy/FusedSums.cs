using System.Runtime.Intrinsics;
using NetGen.Kernels;
using NetGen.Tests.Kernels;

namespace Accuracy;

/// <summary>Compares multiply-adds in software with <see cref="MathF.FusedMultiplyAdd"/>, and every thousandth with integer arithmetic.</summary>
internal static class FusedSums
{
    /// <summary>Tries <paramref name="count"/> cases on two threads.</summary>
    /// <returns>0 if all agree, 1 otherwise.</returns>
    public static int Run(long count)
    {
        long wrong = 0, twice = 0, integers = 0;
        Thread[] threads = [new(() => Try(1)), new(() => Try(2))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Console.WriteLine($"{count:N0} multiply-adds, {wrong:N0} of them wrong. Of {integers:N0}, {twice:N0} would be wrong if rounded twice.");
        return wrong == 0 ? 0 : 1;

        void Try(int seed)
        {
            var random = new Random(seed);
            Span<float> a = stackalloc float[4], b = stackalloc float[4], c = stackalloc float[4];
            for (long i = 0; i < count / 2; i += 4)
            {
                for (int lane = 0; lane < 4; lane++)
                    (a[lane], b[lane], c[lane]) = FusedMultiplyAddCases.Next(random);
                Vector128<float> sums = SoftwareFusedMultiplyAdd.InDoubles(Vector128.Create<float>(a), Vector128.Create<float>(b), Vector128.Create<float>(c));
                for (int lane = 0; lane < 4; lane++)
                {
                    float expected = MathF.FusedMultiplyAdd(a[lane], b[lane], c[lane]);
                    if (Differ(expected, sums[lane]) || Differ(expected, SoftwareFusedMultiplyAdd.InDoubles(a[lane], b[lane], c[lane])))
                        Report(a[lane], b[lane], c[lane], expected, sums[lane]);
                }
                if (i % 1000 != 0)
                    continue;
                Interlocked.Increment(ref integers);
                if (Differ(sums[0], FusedMultiplyAddCases.Exact(a[0], b[0], c[0])))
                    Report(a[0], b[0], c[0], FusedMultiplyAddCases.Exact(a[0], b[0], c[0]), sums[0]);
                if (FusedMultiplyAddCases.IsRoundedTwice(a[0], b[0], c[0]))
                    Interlocked.Increment(ref twice);
            }
        }

        void Report(float a, float b, float c, float expected, float actual)
        {
            if (Interlocked.Increment(ref wrong) <= 10)
                Console.WriteLine(FormattableString.Invariant($"{a:G9} · {b:G9} + {c:G9} is {expected:G9}, and was {actual:G9}."));
        }
    }

    private static bool Differ(float x, float y) => BitConverter.SingleToInt32Bits(x) != BitConverter.SingleToInt32Bits(y) && !(float.IsNaN(x) && float.IsNaN(y));
}
