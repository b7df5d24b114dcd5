using VerifyXunit;

namespace NetGen.Tests.Snapshots;

/// <summary>Records the public API, so that no change goes unnoticed. After an intended change, rename the received file.</summary>
public class PublicApiTests
{
    [Fact]
    public Task Runtime() => Verifier.Verify(PublicApi.Of(typeof(INetwork<>).Assembly), "txt");
}
