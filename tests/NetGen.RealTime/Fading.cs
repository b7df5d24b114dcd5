using System.Diagnostics;

namespace NetGen.RealTime;

/// <summary>Measures whether numbers below the least normal one, which some processors compute slowly, slow down a stream that fades to silence.</summary>
internal static class Fading
{
    private const int Rate = 48_000, Block = 64, Seconds = 8, Runs = 5;

    /// <summary>The sixth second falls from 1e−38, the least normal number, to 1e−45, the least of all.</summary>
    private const double DecadesPerSecond = 7, Decades = 45.2;

    /// <summary>The second of the least numbers.</summary>
    private const int Denormal = 5;

    /// <summary>Measures a network with fresh weights.</summary>
    /// <param name="name">The name to print.</param>
    /// <param name="adjust">Changes the weights.</param>
    public static void Measure<TNetwork>(string name, Action<TNetwork>? adjust = null) where TNetwork : class, IStreamingNetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(1);
        adjust?.Invoke(network);
        double steady = Time(network, Tone(_ => 1)).Last();
        double[] fading = Time(network, Tone(time => Math.Pow(10, Math.Max(-DecadesPerSecond * time, -Decades - 1))));
        double[] silent = Time(network, Tone(time => time < 1 ? 1 : 0));
        Console.WriteLine($"{name,-28} {fading[0],10:f1} {fading[Denormal] / fading[0],10:f2} {fading.Skip(1).Max() / fading[0],10:f2} {silent.Skip(1).Max() / silent[0],10:f2} {steady / fading[0],10:f2}");
    }

    public static void Heading() => Console.WriteLine($"{"network",-28} {"1st s, ms",10} {"denormal",10} {"slowest",10} {"silence",10} {"no fading",10}");

    private static float[] Tone(Func<double, double> loudness) =>
        [.. Enumerable.Range(0, Rate * Seconds).Select(frame => (float)(loudness((double)frame / Rate) * Math.Cos(2 * Math.PI * 440 * frame / Rate)))];

    /// <summary>The time of each second of a stream, in milliseconds: that of the median block times their number, which other processes hardly change, the least of some runs.</summary>
    private static double[] Time<TNetwork>(TNetwork network, float[] stream) where TNetwork : class, IStreamingNetwork<TNetwork>
    {
        double[] least = [.. Enumerable.Repeat(double.PositiveInfinity, Seconds)];
        var output = new float[Block];
        var blocks = new double[Rate / Block];
        for (int run = 0; run < Runs; run++)
        {
            NetworkState state = TNetwork.CreateState();
            for (int second = 0; second < Seconds; second++)
            {
                for (int block = 0; block < blocks.Length; block++)
                {
                    long start = Stopwatch.GetTimestamp();
                    network.Process(stream.AsSpan(second * Rate + block * Block, Block), output, state);
                    blocks[block] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }
                Array.Sort(blocks);
                least[second] = Math.Min(least[second], blocks[blocks.Length / 2] * blocks.Length);
            }
        }
        return least;
    }
}
