namespace NetGen.Hashes;

/// <summary>One result of a network, which is hashed.</summary>
internal sealed record Item(string Name, Action<Digest> Compute)
{
    public string Hash()
    {
        using var digest = new Digest();
        Compute(digest);
        return digest.ToString();
    }
}

/// <summary>All results of a network.</summary>
internal interface IItems
{
    IEnumerable<Item> All { get; }
}
