namespace NetGen;

/// <summary>The weights of one output as 8-bit integers: w ≈ q · scale, −127 ≤ q ≤ 127. The build task shares this file.</summary>
/// <remarks>Decoded weights give the same scale and integers again, so that saving, loading and quantizing once more change no bit.</remarks>
internal static class Int8Channel
{
    /// <summary>The largest integer; −128 is not used, so that weights of both signs have the same range.</summary>
    public const int Largest = 127;

    /// <summary>The scale of weights: their largest magnitude / 127. It is 0 where that is 0, or too small for a float.</summary>
    /// <param name="largest">The largest magnitude, finite.</param>
    public static float ScaleOf(float largest)
    {
        float scale = largest / Largest;
        // Rounded up from nearly the largest float, it would decode to infinity.
        return float.IsInfinity(scale * Largest) ? scale * 0.9999999f : scale;
    }

    /// <summary>The nearest integer, ties to even.</summary>
    public static sbyte Encode(float weight, float scale) =>
        scale == 0 ? (sbyte)0 : (sbyte)Math.Max(-Largest, Math.Min(Largest, Math.Round((double)weight / scale)));
}
