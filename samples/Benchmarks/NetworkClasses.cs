using NetGen;

namespace Benchmarks;

/// <summary>An operation on the class of a network.</summary>
internal interface INetworkUse<TResult>
{
    TResult With<T>() where T : class, ITrainableNetwork<T>;
}

/// <summary>The networks of the benchmark.</summary>
internal static class NetworkClasses
{
    public static IReadOnlyList<Topology> All { get; } =
        [Topology.Of<A>(), Topology.Of<B>(), Topology.Of<C>(), Topology.Of<D>(), Topology.Of<E>(), Topology.Of<F>(), Topology.Of<G>(), Topology.Of<H>(), Graphs.I, Graphs.J];

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
        _ => throw new ArgumentException($"There is no network {name}.", nameof(name)),
    };
}
