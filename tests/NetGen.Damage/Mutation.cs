namespace NetGen.Damage;

/// <summary>Damage that files of any format suffer.</summary>
internal static class Mutation
{
    /// <summary>How many kinds there are.</summary>
    public const int Kinds = 5;

    /// <summary>A damaged copy of a file, which has a byte at least.</summary>
    /// <param name="kind">From 0.</param>
    public static byte[] Of(byte[] file, int kind, Random random)
    {
        int at = random.Next(file.Length), other = random.Next(at, file.Length);
        byte[] changed = [.. file];
        switch (kind)
        {
            case 0:
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                changed[at] = (byte)random.Next(256);
                return changed;
            case 2: // cut short
                return file[..at];
            case 3: // a part is missing
                return [.. file[..at], .. file[other..]];
            default: // a part is there twice
                return [.. file[..other], .. file[at..]];
        }
    }
}
