namespace NetGen.Hashes;

/// <summary>The hashes of some or all networks, to be compared with the recorded ones.</summary>
internal sealed class HashRun
{
    /// <summary>A short run includes one in this many random networks.</summary>
    private const int ShortStride = 15;

    /// <summary>The placeholder for the hash of a result that could not be computed.</summary>
    private const string Failure = "threw ";

    private readonly HashSet<string> _networks = [];

    /// <summary>Computes the hashes.</summary>
    /// <param name="only">Text that the names of the networks must contain; empty for all.</param>
    /// <param name="isShort">Whether most random networks are skipped.</param>
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

    /// <summary>The hashes by name, as in <c>bits.Tiny.forward</c>.</summary>
    public SortedDictionary<string, string> Hashes { get; } = new(StringComparer.Ordinal);

    /// <summary>Results that could not be computed, with the reasons.</summary>
    public IEnumerable<string> Failures => Hashes.Where(entry => entry.Value.StartsWith(Failure, StringComparison.Ordinal)).Select(entry => $"{entry.Key} {entry.Value}");

    /// <summary>Results of these networks that are not as recorded, in the order of names.</summary>
    public IEnumerable<string> Differences(SortedDictionary<string, string> recorded) =>
        from name in Hashes.Keys.Union(recorded.Keys.Where(name => _networks.Contains(NetworkOf(name)))).Order(StringComparer.Ordinal)
        let before = recorded.GetValueOrDefault(name)
        let now = Hashes.GetValueOrDefault(name)
        where before != now
        select $"{name}: {before ?? "not recorded"} → {now ?? "not computed"}";

    /// <summary>Recorded networks that were not computed.</summary>
    public IEnumerable<string> Missing(SortedDictionary<string, string> recorded) => recorded.Keys.Select(NetworkOf).Distinct().Where(network => !_networks.Contains(network));

    /// <summary>What to record: these hashes, and those that are recorded of networks whose name does not contain the text.</summary>
    public SortedDictionary<string, string> Recorded(SortedDictionary<string, string> before, string only)
    {
        SortedDictionary<string, string> hashes = new(Hashes, StringComparer.Ordinal);
        foreach ((string name, string hash) in before)
            if (!NetworkOf(name).Contains(only))
                hashes.Add(name, hash);
        return hashes;
    }

    private static string NetworkOf(string item) => string.Join('.', item.Split('.')[..2]);

    // A failing network must not hide the results of the others.
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
