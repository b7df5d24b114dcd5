namespace NetGen.Reach;

/// <summary>The output of NetGen.Bits on this machine under the JIT, which must be the same everywhere.</summary>
public sealed class Hashes
{
    /// <summary>The number of networks that the program trains.</summary>
    public const int Networks = 16;

    private const string All = "all ";

    private readonly string[] _lines = Parse(new Command(Repository.DotNet, Path.Combine(AppContext.BaseDirectory, "NetGen.Bits.dll")) { Folder = AppContext.BaseDirectory }.Output());

    /// <summary>The hash of all networks on one thread.</summary>
    public string OfAll => _lines[^1][All.Length..];

    /// <summary>Asserts that every hash is the same on another platform.</summary>
    /// <param name="output">The program's output on that platform.</param>
    /// <param name="threads">The number of threads on that platform; results of more are not printed there.</param>
    public void AssertSame(string output, int threads = 3)
    {
        string[] expected = [.. _lines.Where(line => line.StartsWith(All, StringComparison.Ordinal) || int.Parse(line.Split(' ')[1]) <= threads)];
        // Besides, the multiply-adds, the three quantized networks and the hash of all.
        Assert.Equal(5 + Networks * threads, expected.Length);
        Assert.Equal(expected, Parse(output));
    }

    // The available instructions differ between machines.
    private static string[] Parse(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("hardware", StringComparison.Ordinal))];
}

/// <summary>One run for all tests, which run sequentially since each is a build.</summary>
[CollectionDefinition(nameof(Hashes))]
public sealed class HashesCollection : ICollectionFixture<Hashes>;
