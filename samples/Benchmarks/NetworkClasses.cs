using NetGen;

namespace Benchmarks;

/// <summary>Something that is done with a network's class.</summary>
internal interface INetworkUse<TResult>
{
    TResult With<T>() where T : class, ITrainableNetwork<T>;
}

/// <summary>The networks of the benchmark.</summary>
internal static class NetworkClasses
{
    public static IReadOnlyList<Topology> All { get; } =
        [Topology.Of<A>(), Topology.Of<B>(), Topology.Of<C>(), Topology.Of<D>(), Topology.Of<E>(), Topology.Of<F>(), Topology.Of<G>(), Topology.Of<H>()];

    /// <summary>Does something with a class that is known at run time only.</summary>
    public static TResult Use<TResult>(Type network, INetworkUse<TResult> use) =>
        (TResult)typeof(INetworkUse<TResult>).GetMethod(nameof(use.With))!.MakeGenericMethod(network).Invoke(use, [])!;

    /// <summary>Does something with the class of a name.</summary>
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
        _ => throw new ArgumentException($"There is no network {name}.", nameof(name)),
    };
}
