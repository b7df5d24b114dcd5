namespace NetGen.Training;

/// <summary>Creates trainers, for those who would rather not write the class of the network twice.</summary>
public static class Trainer
{
    /// <summary>A trainer for one network, whose class is inferred.</summary>
    /// <param name="network">The network; its parameters change as it is trained.</param>
    /// <param name="optimizer">Updates the parameters; it keeps the state of this network alone.</param>
    /// <param name="batchSize">Samples in a step, see <see cref="Trainer{TNetwork}.BatchSize"/>.</param>
    /// <param name="seed">See <see cref="Trainer{TNetwork}.Seed"/>.</param>
    /// <param name="threads">See <see cref="Trainer{TNetwork}.Threads"/>.</param>
    /// <param name="callbacks">See <see cref="Trainer{TNetwork}.Callbacks"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    /// <exception cref="ArgumentException">A callback is null, or is there twice.</exception>
    public static Trainer<TNetwork> For<TNetwork>(TNetwork network, Optimizer optimizer, int batchSize = 32, ulong seed = 0, int threads = 1, IReadOnlyList<Callback>? callbacks = null)
        where TNetwork : class, ITrainableNetwork<TNetwork> =>
        new(network, optimizer) { BatchSize = batchSize, Seed = seed, Threads = threads, Callbacks = callbacks ?? [] };
}
