using System.Text.RegularExpressions;

namespace NetGen.Reach;

/// <summary>Each row of the README's table of machines, which the other tests of this project cover, has the hash of this machine's run.</summary>
[Collection(nameof(Hashes))]
public partial class ReadmeTests(Hashes hashes)
{
    // As many digits of the hash as the table shows.
    private const int Digits = 16;

    [Fact]
    public void Every_machine_of_the_table_has_the_hash_of_this_one()
    {
        Match[] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "README.md")).Select(line => Row().Match(line)).Where(row => row.Success)];
        Assert.Equal(
            ["x64, JIT", "x64, native (.NET 9)", "x64, native (.NET 10)", "Arm64, JIT", "WebAssembly"],
            rows.Select(row => row.Groups["machine"].Value));
        Assert.All(rows, row => Assert.Equal(hashes.OfAll[..Digits], row.Groups["hash"].Value));
    }

    [Fact]
    public void The_number_of_networks_is_that_of_this_run() =>
        Assert.Contains($"This trains {Hashes.Networks} networks ", File.ReadAllText(Path.Combine(Repository.Root, "README.md")));

    [GeneratedRegex(@"^\| (?<machine>[^|]+?) \|.*\| `(?<hash>[0-9A-F]{16})` \|$")]
    private static partial Regex Row();
}
