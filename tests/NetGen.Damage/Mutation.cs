namespace NetGen.Damage;

/// <summary>Damage to files of any format.</summary>
internal static class Mutation
{
    /// <summary>The number of kinds of damage.</summary>
    public const int Kinds = 5;

    /// <summary>A damaged copy of a file of at least one byte.</summary>
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
            case 2: // truncated
                return file[..at];
            case 3: // a range is missing
                return [.. file[..at], .. file[other..]];
            default: // a range is duplicated
                return [.. file[..other], .. file[at..]];
        }
    }
}
