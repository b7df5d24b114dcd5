using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Graphs;

/// <summary>The inputs and outputs that a network's interface lists.</summary>
public interface IListed
{
    IReadOnlyList<NetworkInput> Inputs { get; }

    IReadOnlyList<NetworkOutput> Outputs { get; }

    NetworkSummary Summary { get; }
}

/// <inheritdoc cref="IListed"/>
public sealed class ListedSubject<T>(T network) : Subject<T>(network), IListed where T : class, INetwork<T>
{
    public IReadOnlyList<NetworkInput> Inputs => T.Inputs;

    public IReadOnlyList<NetworkOutput> Outputs => T.Outputs;

    public NetworkSummary Summary => T.Summary;
}
