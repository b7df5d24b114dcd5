using System.Buffers.Binary;

namespace NetGen.Pictures;

/// <summary>An image whose pixels are levels of a colour scale, as a PNG with a palette (ISO/IEC 15948).</summary>
/// <remarks>The pixels are stored and not compressed: what a compressor writes differs between its versions and processors, and a picture has the same bytes everywhere.</remarks>
/// <param name="width">Pixels in a row, at least 1.</param>
/// <param name="height">Rows, at least 1.</param>
/// <param name="pixels">Row by row: a level less than <see cref="Levels"/>, <see cref="NotFinite"/> or <see cref="Transparent"/>.</param>
/// <param name="scale">The colours of the levels.</param>
internal sealed class Png(int width, int height, byte[] pixels, ColorScale scale)
{
    /// <summary>The number of levels; odd, so that there is one in the middle.</summary>
    public const int Levels = 253;

    public const byte NotFinite = 254, Transparent = 255;

    /// <summary>The most bytes in a stored block of deflate (RFC 1951, 3.2.4).</summary>
    private const int StoredBlock = 65535;

    private static readonly uint[] s_crc = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    public int Width => width;

    public int Height => height;

    /// <summary>The level of a number from 0 to 1.</summary>
    public static byte LevelOf(double t) => double.IsNaN(t) ? NotFinite : (byte)Math.Round(Math.Clamp(t, 0, 1) * (Levels - 1));

    /// <summary>The image as the value of an attribute: <c>data:image/png;base64,…</c>.</summary>
    public string ToDataUri() => "data:image/png;base64," + Convert.ToBase64String(ToBytes());

    /// <summary>The image as a file.</summary>
    public byte[] ToBytes()
    {
        const byte BitDepth = 8, PaletteColor = 3;
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (BitDepth, PaletteColor);
        byte[] palette = [.. Enumerable.Range(0, Transparent + 1).Select(Color).SelectMany(color => (byte[])[color.R, color.G, color.B])];
        byte[] opacity = [.. Enumerable.Repeat((byte)255, Transparent), 0];
        return [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("PLTE"u8, palette), .. Chunk("tRNS"u8, opacity), .. Chunk("IDAT"u8, Store(Rows())), .. Chunk("IEND"u8, [])];
    }

    private Rgb Color(int index) => index < Levels ? scale[index / (Levels - 1.0)] : ColorScale.NotFinite;

    /// <summary>Each row after a 0, which says that it is not filtered.</summary>
    private byte[] Rows()
    {
        byte[] rows = new byte[height * (width + 1)];
        for (int y = 0; y < height; y++)
            pixels.AsSpan(y * width, width).CopyTo(rows.AsSpan(y * (width + 1) + 1));
        return rows;
    }

    /// <summary>A zlib stream (RFC 1950) of stored blocks.</summary>
    private static byte[] Store(byte[] data)
    {
        List<byte> stream = [0x78, 0x01];
        for (int start = 0; start < data.Length; start += StoredBlock)
        {
            int length = Math.Min(StoredBlock, data.Length - start);
            stream.AddRange([(byte)(start + length == data.Length ? 1 : 0), (byte)length, (byte)(length >> 8), (byte)~length, (byte)(~length >> 8)]);
            stream.AddRange(data.AsSpan(start, length));
        }
        (uint a, uint b) = (1, 0);
        foreach (byte value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }
        return [.. stream, (byte)(b >> 8), (byte)b, (byte)(a >> 8), (byte)a];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        uint crc = uint.MaxValue;
        foreach (byte value in chunk.AsSpan(4, 4 + data.Length))
            crc = s_crc[(byte)(crc ^ value)] ^ (crc >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), ~crc);
        return chunk;
    }
}
