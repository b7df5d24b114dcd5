namespace Amplifier;

/// <summary>The circuit to imitate: an amplifying stage into two antiparallel diodes with a capacitor across them, then a tone filter.</summary>
/// <remarks>The voltage v of the diodes obeys dv/dt = (u − v) / (R·C) − 2·I / C · sinh(v / V), solved by the implicit trapezoidal rule with four steps a sample.</remarks>
internal sealed class Overdrive
{
    private const double Gain = 6, Resistance = 2.2e3, Capacitance = 22e-9;

    /// <summary>Of a silicon diode: the saturation current, and the thermal voltage times the ideality factor.</summary>
    private const double Current = 2.52e-9, Volt = 45.3e-3;

    private const int StepsOfASample = 4;
    private const double Step = 1.0 / (Sound.Rate * StepsOfASample);

    /// <summary>The share of the way to its input that the tone filter goes in a step: of the first order, 5 kHz.</summary>
    private static readonly double s_tone = 1 - Math.Exp(-2 * Math.PI * 5000 * Step);

    private double _input, _diodes, _output;

    public float[] Play(float[] guitar) => Array.ConvertAll(guitar, Next);

    private float Next(float sample)
    {
        double from = _input, to = Gain * sample;
        for (int step = 1; step <= StepsOfASample; step++)
        {
            Solve(from + (to - from) * step / StepsOfASample);
            _output += s_tone * (_diodes - _output);
        }
        return (float)_output;
    }

    /// <summary>A step of the diodes' voltage, by Newton's method from the last one.</summary>
    private void Solve(double input)
    {
        double known = _diodes + Step / 2 * Slope(_input, _diodes), v = _diodes;
        for (int i = 0; i < 50; i++)
        {
            double change = (v - known - Step / 2 * Slope(input, v)) / (1 + Step / 2 * (1 / (Resistance * Capacitance) + 2 * Current / (Capacitance * Volt) * Math.Cosh(v / Volt)));
            // Far from the solution the exponential overshoots.
            v -= Math.Clamp(change, -0.1, 0.1);
            if (Math.Abs(change) < 1e-9)
                break;
        }
        (_input, _diodes) = (input, v);
    }

    private static double Slope(double input, double v) => (input - v) / (Resistance * Capacitance) - 2 * Current / Capacitance * Math.Sinh(v / Volt);
}
