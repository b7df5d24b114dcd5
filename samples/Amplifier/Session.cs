using System.Diagnostics;
using NetGen;
using NetGen.Data;
using NetGen.Training;

namespace Amplifier;

/// <summary>Trains the network, and measures it.</summary>
internal static class Session
{
    /// <returns>The trained network.</returns>
    public static Amp Train(Sound train, Sound unseen, int epochs, ulong seed)
    {
        const double FirstRate = 5e-3, LastRate = 2e-4;
        var amp = new Amp(seed);
        var optimizer = new Adam();
        using var trainer = new Trainer<Amp>(amp, optimizer) { BatchSize = 8, Seed = seed, GradientClipNorm = 1 };
        Dataset pieces = train.Pieces();
        long start = Stopwatch.GetTimestamp();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            optimizer.LearningRate = FirstRate * Math.Pow(LastRate / FirstRate, (epoch - 1.0) / epochs);
            double loss = trainer.Fit(pieces, epochs: 1).Last.Loss;
            Console.WriteLine($"epoch {epoch,2} of {epochs}: loss {loss:F5}, error-to-signal ratio {unseen.ErrorToSignal(Play(amp, unseen.Before)):F4}, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        }
        return amp;
    }

    /// <summary>Plays a sound through the network, as a new stream.</summary>
    public static float[] Play(Amp amp, float[] sound)
    {
        var result = new float[sound.Length];
        amp.Process(sound, result, Amp.CreateState());
        return result;
    }

    /// <summary>How many streams one core carries in real time, in blocks as an audio driver asks for them.</summary>
    public static double StreamsOfACore(Amp amp, int block)
    {
        const int Streams = 32;
        NetworkState[] states = [.. Enumerable.Range(0, Streams).Select(_ => Amp.CreateState())];
        float[] input = new Guitar(seed: 1).Play(block), output = new float[block];
        double fastest = double.MaxValue;
        // The fastest of several rounds: others are disturbed by other programs, the first by the JIT.
        for (int round = 0; round < 200; round++)
        {
            long start = Stopwatch.GetTimestamp();
            foreach (NetworkState state in states)
                amp.Process(input, output, state);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return Streams * (double)block / Sound.Rate / fastest;
    }
}
