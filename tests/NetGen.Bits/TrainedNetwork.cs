using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetGen.Data;
using NetGen.Training;

namespace NetGen.Bits;

/// <summary>Hashes every bit of a network after a short training.</summary>
internal static class TrainedNetwork
{
    /// <summary>A hash of the weights after three epochs and of the resulting outputs.</summary>
    public static string Hash<TNetwork>(Optimizer optimizer, int samples, int batch, int threads) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        float[] inputs = Numbers(1, samples * TNetwork.InputLength), targets = Numbers(2, samples * TNetwork.OutputLength);
        Dataset data = Dataset.FromArrays(inputs, targets, TNetwork.InputLength, TNetwork.OutputLength);
        var network = ObservedNetwork<TNetwork>.Create(seed: 7);
        using (var trainer = new Trainer<ObservedNetwork<TNetwork>>(network, optimizer) { BatchSize = batch, Seed = 3, Threads = threads, ThreadingThreshold = 0 })
            trainer.Fit(data, epochs: 3);
        if (threads > 1 && Shards.Count(batch) > 1 && network.ShardCount == 0)
            throw new InvalidOperationException($"The batches of {typeof(TNetwork).Name} were not shared among threads, so the comparison would be meaningless.");

        var outputs = new float[targets.Length];
        network.ForwardBatch(inputs, outputs, TNetwork.CreateWorkspace(samples, training: false));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in network.Parameters.Names)
        {
            var tensor = new float[network.Parameters.GetShape(name).ToArray().Aggregate((a, b) => a * b)];
            network.Parameters.CopyTo(name, tensor);
            hash.AppendData(MemoryMarshal.AsBytes(tensor.AsSpan()));
        }
        hash.AppendData(MemoryMarshal.AsBytes(outputs.AsSpan()));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // Between 0 and 1, which is valid for the targets of every loss.
    internal static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
