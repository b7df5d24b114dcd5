namespace NetGen.Hashes;

/// <summary>The hashes of some networks, or of all, beside those that were recorded.</summary>
internal sealed class HashRun
{
    /// <summary>Of the random networks a short run takes one in so many.</summary>
    private const int ShortStride = 15;

    /// <summary>What stands for the hash of something that could not be computed.</summary>
    private const string Failure = "threw ";

    private readonly HashSet<string> _networks = [];

    /// <summary>Computes.</summary>
    /// <param name="only">What the names of the networks contain; empty for all.</param>
    /// <param name="isShort">Whether most random networks are left out.</param>
    public HashRun(string only, bool isShort)
    {
        IEnumerable<Subject> compiled = Subject.Compiled.Where(subject => subject.Name.Contains(only));
        IEnumerable<Declaration> declared = Declaration.Read(Path.Combine(HashFile.Folder, "Networks.txt"))
            .Where((network, i) => network.Name.Contains(only) && (!isShort || i % ShortStride == 0));
        foreach (Subject subject in compiled.Concat(Declaration.Compile(declared)))
        {
            _networks.Add(subject.Name);
            foreach (Item item in subject.Items)
                Hashes.Add($"{subject.Name}.{item.Name}", HashOf(item));
        }
    }

    public int Networks => _networks.Count;

    /// <summary>By name, as in <c>bits.Tiny.forward</c>.</summary>
    public SortedDictionary<string, string> Hashes { get; } = new(StringComparer.Ordinal);

    /// <summary>What could not be computed, and why.</summary>
    public IEnumerable<string> Failures => Hashes.Where(entry => entry.Value.StartsWith(Failure, StringComparison.Ordinal)).Select(entry => $"{entry.Key} {entry.Value}");

    /// <summary>Whatever of these networks is not as recorded, in the order of names.</summary>
    public IEnumerable<string> Differences(SortedDictionary<string, string> recorded) =>
        from name in Hashes.Keys.Union(recorded.Keys.Where(name => _networks.Contains(NetworkOf(name)))).Order(StringComparer.Ordinal)
        let before = recorded.GetValueOrDefault(name)
        let now = Hashes.GetValueOrDefault(name)
        where before != now
        select $"{name}: {before ?? "not recorded"} → {now ?? "not computed"}";

    /// <summary>Recorded networks that were not computed.</summary>
    public IEnumerable<string> Missing(SortedDictionary<string, string> recorded) => recorded.Keys.Select(NetworkOf).Distinct().Where(network => !_networks.Contains(network));

    private static string NetworkOf(string item) => string.Join('.', item.Split('.')[..2]);

    // One network that fails must not hide what becomes of the others.
    private static string HashOf(Item item)
    {
        try
        {
            return item.Hash();
        }
        catch (Exception failure)
        {
            return $"{Failure}{failure.GetType().Name}: {failure.Message}";
        }
    }
}
