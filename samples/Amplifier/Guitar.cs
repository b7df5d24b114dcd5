using NetGen;

namespace Amplifier;

/// <summary>Six strings, plucked at random times and frets, by the method of Karplus and Strong (1983): a burst of noise runs round a delay line as long as the tone's period, through a low-pass filter.</summary>
internal sealed class Guitar(ulong seed)
{
    /// <summary>Hertz of the open strings, E to e.</summary>
    private static readonly double[] s_tuning = [82.41, 110.00, 146.83, 196.00, 246.94, 329.63];

    private const int Frets = 13;

    private readonly SeededRandom _random = new(seed);
    private readonly float[][] _lines = [.. s_tuning.Select(_ => new float[1])];
    private readonly int[] _places = new int[s_tuning.Length];

    public float[] Play(int samples)
    {
        var sound = new float[samples];
        int nextPluck = 0;
        for (int i = 0; i < samples; i++)
        {
            if (i == nextPluck)
            {
                Pluck(_random.NextInt32(s_tuning.Length));
                // Sometimes strings of a chord together, sometimes a rest.
                nextPluck += Sound.Rate / 100 + (int)(Sound.Rate * 0.5 * Math.Pow(_random.NextDouble(), 2));
            }
            for (int s = 0; s < _lines.Length; s++)
                sound[i] += Next(s);
        }
        return sound;
    }

    private void Pluck(int s)
    {
        double frequency = s_tuning[s] * Math.Pow(2, _random.NextInt32(Frets) / 12.0);
        float strength = 0.1f + 0.5f * _random.NextSingle();
        var line = new float[(int)(Sound.Rate / frequency)];
        // A pick is softer than white noise.
        float last = 0;
        for (int i = 0; i < line.Length; i++)
            line[i] = last += 0.3f * (strength * (2 * _random.NextSingle() - 1) - last);
        (_lines[s], _places[s]) = (line, 0);
    }

    private float Next(int s)
    {
        const float Decay = 0.996f;
        float[] line = _lines[s];
        int place = _places[s], next = place + 1 == line.Length ? 0 : place + 1;
        float sound = line[place];
        line[place] = Decay * 0.5f * (sound + line[next]);
        _places[s] = next;
        return sound;
    }
}
