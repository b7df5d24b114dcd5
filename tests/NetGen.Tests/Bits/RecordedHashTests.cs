extern alias hashes;

using hashes::NetGen.Hashes;

namespace NetGen.Tests.Bits;

/// <summary>Compares the bits of results with recorded hashes. <c>tests/NetGen.Hashes</c> compares all of them, and records new ones where bits are meant to change.</summary>
public class RecordedHashTests
{
    [Fact]
    public void Networks_of_every_kind_have_the_recorded_bits() => Assert.Empty(new HashRun(only: "", isShort: true).Differences(HashFile.Read()));

    [Fact]
    public void Recorded_hashes_of_two_threads_equal_those_of_one()
    {
        SortedDictionary<string, string> recorded = HashFile.Read();
        string[] byOne = [.. recorded.Keys.Where(name => name.EndsWith(".by1", StringComparison.Ordinal))];
        Assert.NotEmpty(byOne);
        Assert.All(byOne, name => Assert.Equal(recorded[name], recorded[name[..^1] + '2']));
    }
}
