namespace NetGen;

/// <summary>Which layers of a network are trained.</summary>
public static class NetworkLayers
{
    /// <summary>Freezes layers: training computes no gradients of their parameters, and no optimizer changes them. See <see cref="ParameterBlock.Freeze"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">Names of layers, as in the summary, or of blocks of layers.</param>
    /// <exception cref="ArgumentException">There is no layer with parameters of such a name; nothing has changed.</exception>
    public static void Freeze<TNetwork>(this ITrainableNetwork<TNetwork> network, params ReadOnlySpan<string> layers) where TNetwork : class, ITrainableNetwork<TNetwork> =>
        network.Parameters.Freeze(layers);

    /// <summary>Trains frozen layers again. See <see cref="ParameterBlock.Unfreeze"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">Names of layers, as in the summary, or of blocks of layers.</param>
    /// <exception cref="ArgumentException">There is no layer with parameters of such a name; nothing has changed.</exception>
    public static void Unfreeze<TNetwork>(this ITrainableNetwork<TNetwork> network, params ReadOnlySpan<string> layers) where TNetwork : class, ITrainableNetwork<TNetwork> =>
        network.Parameters.Unfreeze(layers);
}
