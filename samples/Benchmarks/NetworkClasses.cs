using NetGen;

namespace Benchmarks;

/// <summary>An operation on the class of a network.</summary>
internal interface INetworkUse<TResult>
{
    TResult With<T>() where T : class, ITrainableNetwork<T>;
}

/// <summary>An operation on the class of a network over frames.</summary>
internal interface IStreamingNetworkUse<TResult>
{
    TResult With<T>() where T : class, ITrainableNetwork<T>, IStreamingNetwork<T>;
}

/// <summary>The networks of the benchmark.</summary>
internal static class NetworkClasses
{
    public static IReadOnlyList<Topology> All { get; } =
        [Topology.Of<A>(), Topology.Of<B>(), Topology.Of<C>(), Topology.Of<D>(), Topology.Of<E>(), Topology.Of<F>(), Topology.Of<G>(), Topology.Of<H>(), Graphs.I, Graphs.J];

    /// <summary>Those over frames, windows and positions, of which speed alone is measured.</summary>
    public static IReadOnlyList<Topology> Sequences { get; } = [Topology.Of<K1>(), Topology.Of<K2>(), Topology.Of<K3>(), Graphs.K4, Topology.Of<K5>(), Graphs.K6];

    /// <summary>The networks of several heads, each with the same network of one dense layer of as many outputs in their place.</summary>
    public static IReadOnlyList<(Topology Heads, Topology OneLayer)> OfHeads { get; } = [(Graphs.J, Topology.Of<J7>())];

    /// <summary>Applies an operation to a class that is known only at run time.</summary>
    public static TResult Use<TResult>(Type network, INetworkUse<TResult> use) =>
        (TResult)typeof(INetworkUse<TResult>).GetMethod(nameof(use.With))!.MakeGenericMethod(network).Invoke(use, [])!;

    /// <summary>Applies an operation to the class with a name.</summary>
    public static TResult Use<TResult>(string name, INetworkUse<TResult> use) => name switch
    {
        nameof(A) => use.With<A>(),
        nameof(B) => use.With<B>(),
        nameof(C) => use.With<C>(),
        nameof(D) => use.With<D>(),
        nameof(E) => use.With<E>(),
        nameof(F) => use.With<F>(),
        nameof(G) => use.With<G>(),
        nameof(H) => use.With<H>(),
        nameof(I) => use.With<I>(),
        nameof(J) => use.With<J>(),
        nameof(J7) => use.With<J7>(),
        nameof(K1) => use.With<K1>(),
        nameof(K2) => use.With<K2>(),
        nameof(K3) => use.With<K3>(),
        nameof(K4) => use.With<K4>(),
        nameof(K5) => use.With<K5>(),
        nameof(K6) => use.With<K6>(),
        _ => throw new ArgumentException($"There is no network {name}.", nameof(name)),
    };

    /// <summary>Applies an operation to the class over frames that is known only at run time.</summary>
    public static TResult Use<TResult>(Type network, IStreamingNetworkUse<TResult> use) =>
        (TResult)typeof(IStreamingNetworkUse<TResult>).GetMethod(nameof(use.With))!.MakeGenericMethod(network).Invoke(use, [])!;

    /// <summary>Applies an operation to the class over frames with a name.</summary>
    public static TResult Use<TResult>(string name, IStreamingNetworkUse<TResult> use) => name switch
    {
        nameof(K1) => use.With<K1>(),
        nameof(K2) => use.With<K2>(),
        nameof(K3) => use.With<K3>(),
        nameof(K4) => use.With<K4>(),
        _ => throw new ArgumentException($"There is no network {name} over frames.", nameof(name)),
    };
}
