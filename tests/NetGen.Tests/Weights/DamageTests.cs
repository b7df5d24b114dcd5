using System.Buffers.Binary;
using NetGen.Bits;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>Files mutated at random: each loads or is refused by our own exception, and costs little memory.</summary>
public class SafetensorsFuzzTests
{
    private const int Files = 10_000, MemoryBound = 1 << 20;

    /// <summary>What hurts parsers: limits of integers, and pieces of the format in places where they don't belong.</summary>
    private static readonly string[] Pieces =
    [
        "0", "-1", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e9", "0.5", "null", "true",
        "\"\"", "[]", "{}", "[", "]", "{", "}", ",", ":", "\"", "\\ud800", "\\u0000", "[[", "[0,0]", "\"F16\"", "\"BF16\"", "\"F64\"", "\"I64\"", "\"dtype\"", "\"shape\"", "__metadata__",
    ];

    [Fact]
    public void Ten_thousand_mutated_files_load_or_are_refused()
    {
        byte[][] originals =
        [
            Of(TinyTensors()),
            Of(("dense1.weight", "F16", [2, 2], new byte[8]), ("dense1.bias", "BF16", [2], new byte[4]), ("dense2.weight", "F64", [1, 2], new byte[16]), ("dense2.bias", "F32", [1], new byte[4])),
            Saved(),
        ];
        var random = new Random(20);
        int loaded = 0, structure = 0, differences = 0;
        for (int i = 0; i < Files; i++)
        {
            byte[] file = originals[i % originals.Length];
            for (int mutations = random.Next(1, 4); mutations > 0; mutations--)
                file = Mutate(file, random);
            Stream stream = Open(file, canSeek: random.Next(2) == 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Tiny network = Tiny.Load(stream);
                loaded++;
                Assert.DoesNotContain(BitsOf(network.Parameters), bits => !float.IsFinite(BitConverter.Int32BitsToSingle(bits)));
            }
            catch (WeightsFormatException error)
            {
                if (error.Differences.Count > 0)
                    differences++;
                else
                    structure++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryBound);
        }
        // The mutations should reach every stage.
        Assert.True(loaded > 500 && differences > 300 && structure > 5000, $"{loaded} loaded, {differences} of another network, {structure} damaged");
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        if (file.Length < 9)
            return [.. file, (byte)random.Next(256)];
        int header = (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(file), (ulong)file.Length - 8);
        int at = random.Next(file.Length), other = random.Next(at, file.Length);
        byte[] changed = [.. file];
        switch (random.Next(9))
        {
            case 0:
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                changed[at] = (byte)random.Next(256);
                return changed;
            case 2:
                return file[..at];
            case 3:
                return [.. file[..at], .. file[other..]];
            case 4:
                return [.. file[..other], .. file[at..]];
            case 5:
                BinaryPrimitives.WriteUInt64LittleEndian(changed, random.Next(3) switch { 0 => (ulong)random.NextInt64(), 1 => (ulong)random.Next(100_000_000), _ => (ulong)Math.Max(0, header + random.Next(-9, 10)) });
                return changed;
            case 6: // a digit of the header, its length untouched
                int[] digits = [.. Enumerable.Range(8, header).Where(i => char.IsAsciiDigit((char)file[i]))];
                if (digits.Length > 0)
                    changed[digits[random.Next(digits.Length)]] = (byte)('0' + random.Next(10));
                return changed;
            case 7: // a byte of the data
                changed[random.Next(Math.Min(8 + header, file.Length - 1), file.Length)] = (byte)random.Next(256);
                return changed;
            default: // a piece in place of some of the header, whose length is put right
                int from = 8 + random.Next(header + 1), to = Math.Min(8 + header, from + random.Next(6));
                byte[] piece = [.. Pieces[random.Next(Pieces.Length)].Select(c => (byte)c)];
                changed = [.. file[..from], .. piece, .. file[to..]];
                BinaryPrimitives.WriteUInt64LittleEndian(changed, (ulong)(header + piece.Length - (to - from)));
                return changed;
        }
    }

    private static byte[] Saved()
    {
        using var stream = new MemoryStream();
        new Tiny(1).Save(stream);
        return stream.ToArray();
    }
}
