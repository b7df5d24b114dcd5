namespace NetGen.Damage;

/// <summary>Files with random damage, each with its own random generator, so that a failing one can be reproduced.</summary>
internal static class DamagedFiles
{
    /// <summary>Creates damaged files, reads them, and returns the outcome of each.</summary>
    /// <param name="memoryBound">The maximum number of bytes that reading one may allocate.</param>
    /// <param name="damage">Creates the file with a number, and returns a function that reads it.</param>
    /// <exception cref="InvalidOperationException">Reading a file failed in an unexpected way.</exception>
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
                throw new InvalidOperationException($"File {i} of seed {seed}, of {file.Length:N0} bytes, allocated {allocated:N0} bytes of memory.");
            yield return outcome;
        }
    }
}
