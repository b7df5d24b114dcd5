namespace NetGen.Hashes;

/// <summary>One thing that a network computes, and its hash.</summary>
internal sealed record Item(string Name, Action<Digest> Compute)
{
    public string Hash()
    {
        using var digest = new Digest();
        Compute(digest);
        return digest.ToString();
    }
}

/// <summary>All that a network computes.</summary>
internal interface IItems
{
    IEnumerable<Item> All { get; }
}
