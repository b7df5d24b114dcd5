using System.Buffers.Binary;
using System.IO.Compression;
using NetGen.Data;

namespace NetGen.Damage;

/// <summary>IDX files with random damage, plain and compressed: each is read or refused as invalid data, and costs little memory.</summary>
public static class DamagedIdx
{
    /// <summary>What is allocated on the word of a header, the buffers of gzip, and as much again.</summary>
    private const int MemoryBound = 4 << 20;

    private static readonly int[] s_extents = [0, 1, 255, 65536, int.MaxValue, int.MinValue, -1];

    private static readonly byte[][] s_plain = [Idx([3, 5, 4]), Idx([60]), Idx([0]), Idx([1, 2, 1, 2, 1, 2, 1])];

    /// <summary>Damages so many files, and says what became of each.</summary>
    /// <exception cref="InvalidOperationException">A file did what no file may do.</exception>
    public static IEnumerable<Outcome> Run(int count, int seed)
    {
        for (int i = 0; i < count; i++)
        {
            var random = new Random(unchecked(seed * 1_000_003 + i));
            byte[] file = s_plain[i % s_plain.Length];
            // Damage before compression shows in the header and the data, damage after it in the compression.
            if (random.Next(3) > 0)
                file = Mutate(file, random);
            if (random.Next(2) == 0)
                file = Gzip(file, random);
            if (random.Next(3) > 0)
                file = Mutate(file, random);
            Stream stream = Open(file, canSeek: random.Next(2) == 0);
            Outcome outcome;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                IdxData data = IdxFile.Read(stream);
                outcome = data.Dimensions.Aggregate(1L, (product, extent) => product * extent) == data.Bytes.Length ? Outcome.Read : throw new InvalidOperationException("Its dimensions don't give its length.");
            }
            catch (InvalidDataException)
            {
                outcome = Outcome.Refused;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"File {i} of seed {seed}: {fault.Message}", fault);
            }
            if (GC.GetAllocatedBytesForCurrentThread() - before is > MemoryBound and long allocated)
                throw new InvalidOperationException($"File {i} of seed {seed}, of {file.Length:N0} bytes, took {allocated:N0} bytes of memory.");
            yield return outcome;
        }
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        int kind = random.Next(Mutation.Kinds + 2);
        if (file.Length < 8)
            return [.. file, (byte)random.Next(256)];
        if (kind < Mutation.Kinds)
            return Mutation.Of(file, kind, random);
        byte[] changed = [.. file];
        if (kind == Mutation.Kinds) // the first extent
            BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(4), s_extents[random.Next(s_extents.Length)]);
        else // type or number of dimensions
            changed[random.Next(2, 4)] = (byte)random.Next(16);
        return changed;
    }

    private static byte[] Idx(int[] dimensions)
    {
        byte[] header = new byte[4 + 4 * dimensions.Length];
        header[2] = 8;
        header[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), dimensions[i]);
        int length = dimensions.Aggregate(1, (product, extent) => product * extent);
        return [.. header, .. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
    }

    /// <summary>Compressed as one member or as two, which readers join.</summary>
    private static byte[] Gzip(byte[] data, Random random)
    {
        int cut = random.Next(data.Length + 1);
        using var packed = new MemoryStream();
        foreach (byte[] part in new[] { data[..cut], data[cut..] })
            using (var gzip = new GZipStream(packed, (CompressionLevel)random.Next(4), leaveOpen: true))
                gzip.Write(part);
        return packed.ToArray();
    }
}
