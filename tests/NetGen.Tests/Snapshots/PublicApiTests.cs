using VerifyXunit;

namespace NetGen.Tests.Snapshots;

/// <summary>Everything that other people's code may use, kept so that no name changes unseen. After a change that is meant, rename the received file.</summary>
public class PublicApiTests
{
    [Fact]
    public Task Runtime() => Verifier.Verify(PublicApi.Of(typeof(INetwork<>).Assembly), "txt");
}
