extern alias hashes;

using hashes::NetGen.Hashes;

namespace NetGen.Tests.Bits;

/// <summary>The bits of every result, against hashes that were recorded before. <c>tests/NetGen.Hashes</c> compares all of them, and records them anew where bits are meant to change.</summary>
public class RecordedHashTests
{
    [Fact]
    public void Networks_of_every_kind_have_the_recorded_bits() => Assert.Empty(new HashRun(only: "", isShort: true).Differences(HashFile.Read()));

    [Fact]
    public void What_was_recorded_of_two_threads_has_the_bits_of_one()
    {
        SortedDictionary<string, string> recorded = HashFile.Read();
        string[] byOne = [.. recorded.Keys.Where(name => name.EndsWith(".by1", StringComparison.Ordinal))];
        Assert.NotEmpty(byOne);
        Assert.All(byOne, name => Assert.Equal(recorded[name], recorded[name[..^1] + '2']));
    }
}
