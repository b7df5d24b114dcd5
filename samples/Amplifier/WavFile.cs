using System.Text;

namespace Amplifier;

/// <summary>Sound files: RIFF WAVE, one channel of 16-bit numbers.</summary>
internal static class WavFile
{
    /// <summary>Writes numbers from −1 to 1; louder ones are cut off.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<float> sound)
    {
        const short Pcm = 1, Channels = 1, Bits = 16, FrameBytes = Channels * Bits / 8;
        const int FormatBytes = 16, HeaderBytes = 36;
        using var writer = new BinaryWriter(File.Create(path), Encoding.ASCII);
        writer.Write("RIFF"u8);
        writer.Write(HeaderBytes + sound.Length * FrameBytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(FormatBytes);
        writer.Write(Pcm);
        writer.Write(Channels);
        writer.Write(Sound.Rate);
        writer.Write(Sound.Rate * FrameBytes);
        writer.Write(FrameBytes);
        writer.Write(Bits);
        writer.Write("data"u8);
        writer.Write(sound.Length * FrameBytes);
        foreach (float value in sound)
            writer.Write((short)MathF.Round(short.MaxValue * Math.Clamp(value, -1, 1)));
    }
}
