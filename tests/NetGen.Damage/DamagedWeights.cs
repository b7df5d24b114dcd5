using System.Buffers.Binary;
using NetGen.Bits;

namespace NetGen.Damage;

/// <summary>Weight files with random damage: each loads or is rejected with a <see cref="WeightsFormatException"/>, and costs little memory.</summary>
public static class DamagedWeights
{
    private const int MemoryBound = 1 << 20;

    /// <summary>Texts that are difficult for parsers: limits of integers, and fragments of the format in wrong places.</summary>
    private static readonly string[] s_fragments =
    [
        "0", "-1", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e9", "0.5", "null", "true",
        "\"\"", "[]", "{}", "[", "]", "{", "}", ",", ":", "\"", "\\ud800", "\\u0000", "[[", "[0,0]", "\"F16\"", "\"BF16\"", "\"F64\"", "\"I64\"", "\"dtype\"", "\"shape\"", "__metadata__", "num_batches_tracked",
    ];

    private static readonly (byte[] File, Func<Stream, ParameterBlock> Load)[] s_originals =
    [
        (Of(TinyTensors()), Load<Tiny>),
        (Of(("dense1.weight", "F16", [2, 2], new byte[8]), ("dense1.bias", "BF16", [2], new byte[4]), ("dense2.weight", "F64", [1, 2], new byte[16]), ("dense2.bias", "F32", [1], new byte[4])), Load<Tiny>),
        (Saved(new Tiny(1)), Load<Tiny>),
        (Of([.. TensorsOf(new Depthwise(1).Parameters), ("norm2.num_batches_tracked", "I64", [], new byte[8]), ("norm1.num_batches_tracked", "F32", [], new byte[4])]), Load<Depthwise>),
    ];

    /// <summary>Damages files, and returns the outcome of each.</summary>
    /// <exception cref="InvalidOperationException">Loading a file failed in an unexpected way.</exception>
    public static IEnumerable<Outcome> Run(int count, int seed) => DamagedFiles.Run(count, seed, MemoryBound, (i, random) =>
    {
        (byte[] file, Func<Stream, ParameterBlock> load) = s_originals[i % s_originals.Length];
        for (int mutations = random.Next(1, 4); mutations > 0; mutations--)
            file = Mutate(file, random);
        return (file, stream => Try(stream, load));
    });

    private static Outcome Try(Stream stream, Func<Stream, ParameterBlock> load)
    {
        try
        {
            return BitsOf(load(stream)).All(bits => float.IsFinite(BitConverter.Int32BitsToSingle(bits))) ? Outcome.Read : throw new InvalidOperationException("The loaded weights are not finite.");
        }
        catch (WeightsFormatException error)
        {
            return error.Differences.Count > 0 ? Outcome.Different : Outcome.Rejected;
        }
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        if (file.Length < 9)
            return [.. file, (byte)random.Next(256)];
        int header = (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(file), (ulong)file.Length - 8), kind = random.Next(Mutation.Kinds + 4);
        if (kind < Mutation.Kinds)
            return Mutation.Of(file, kind, random);
        byte[] changed = [.. file];
        switch (kind - Mutation.Kinds)
        {
            case 0: // the length of the header
                BinaryPrimitives.WriteUInt64LittleEndian(changed, random.Next(3) switch { 0 => (ulong)random.NextInt64(), 1 => (ulong)random.Next(100_000_000), _ => (ulong)Math.Max(0, header + random.Next(-9, 10)) });
                return changed;
            case 1: // a digit of the header, without changing its length
                int[] digits = [.. Enumerable.Range(8, header).Where(i => char.IsAsciiDigit((char)file[i]))];
                if (digits.Length > 0)
                    changed[digits[random.Next(digits.Length)]] = (byte)('0' + random.Next(10));
                return changed;
            case 2: // a byte of the data
                changed[random.Next(Math.Min(8 + header, file.Length - 1), file.Length)] = (byte)random.Next(256);
                return changed;
            default: // a fragment that replaces a range of the header, whose length is corrected
                int from = 8 + random.Next(header + 1), to = Math.Min(8 + header, from + random.Next(6));
                byte[] fragment = [.. s_fragments[random.Next(s_fragments.Length)].Select(c => (byte)c)];
                changed = [.. file[..from], .. fragment, .. file[to..]];
                BinaryPrimitives.WriteUInt64LittleEndian(changed, (ulong)(header + fragment.Length - (to - from)));
                return changed;
        }
    }

    private static ParameterBlock Load<TNetwork>(Stream stream) where TNetwork : class, INetwork<TNetwork> => TNetwork.Load(stream).Parameters;

    private static byte[] Saved<TNetwork>(TNetwork network) where TNetwork : class, INetwork<TNetwork>
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return stream.ToArray();
    }
}
