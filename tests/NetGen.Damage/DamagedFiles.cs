namespace NetGen.Damage;

/// <summary>Files with random damage, each made by draws of its own, so that the one that shows a fault can be made again.</summary>
internal static class DamagedFiles
{
    /// <summary>Makes so many files, reads them, and says what became of each.</summary>
    /// <param name="memoryBound">The most bytes that reading one may allocate.</param>
    /// <param name="damage">Makes a file of a number, and says what reads it.</param>
    /// <exception cref="InvalidOperationException">A file did what no file may do.</exception>
    public static IEnumerable<Outcome> Run(int count, int seed, long memoryBound, Func<int, Random, (byte[] File, Func<Stream, Outcome> Read)> damage)
    {
        for (int i = 0; i < count; i++)
        {
            var random = new Random(unchecked(seed * 1_000_003 + i));
            (byte[] file, Func<Stream, Outcome> read) = damage(i, random);
            Stream stream = Open(file, canSeek: random.Next(2) == 0);
            Outcome outcome;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                outcome = read(stream);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"File {i} of seed {seed}: {fault.Message}", fault);
            }
            if (GC.GetAllocatedBytesForCurrentThread() - before is var allocated && allocated > memoryBound)
                throw new InvalidOperationException($"File {i} of seed {seed}, of {file.Length:N0} bytes, took {allocated:N0} bytes of memory.");
            yield return outcome;
        }
    }
}
