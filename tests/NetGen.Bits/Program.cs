// Trains small networks with 1, 2 and 3 threads and prints a hash of the weights and outputs of each.
// The arguments name what must be switched off in this process (Avx512, Vector256, Fma); it refuses to run where one isn't.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Runtime.InteropServices;
using NetGen;
using NetGen.Bits;
using NetGen.Data;
using NetGen.Training;

Dictionary<string, bool> hardware = new()
{
    ["Avx512"] = Avx512F.IsSupported,
    ["Vector256"] = Vector256.IsHardwareAccelerated,
    ["Fma"] = Fma.IsSupported,
};
foreach (string name in args)
    if (hardware[name])
    {
        Console.Error.WriteLine($"{name} should be switched off in this process, and isn't.");
        return 1;
    }
Console.WriteLine($"hardware {string.Join(' ', hardware.Where(feature => feature.Value).Select(feature => feature.Key))}");

for (int threads = 1; threads <= 3; threads++)
{
    Train<Tiny>(new Sgd { LearningRate = 0.1 }, samples: 4, batch: 1, threads);
    Train<Straight>(new Sgd { LearningRate = 0.05, Momentum = 0.9, Nesterov = true }, samples: 50, batch: 33, threads);
    Train<Classifier>(new Adam(), samples: 150, batch: 70, threads);
    Train<LongSum>(new AdamW(), samples: 300, batch: 300, threads);
    Train<Everything>(new RmsProp { LearningRate = 1e-3, Momentum = 0.5, Centered = true }, samples: 65, batch: 65, threads);
    Train<Broad>(new Adagrad(), samples: 3, batch: 2, threads);
    Train<Pictures>(new Adam(), samples: 70, batch: 65, threads);
    Train<Wide>(new Sgd { LearningRate = 0.05 }, samples: 40, batch: 33, threads);
    Train<Depthwise>(new Sgd { LearningRate = 0.05, Momentum = 0.9 }, samples: 70, batch: 65, threads);
    Train<Signal>(new RmsProp { LearningRate = 1e-3 }, samples: 40, batch: 40, threads);
    // Shards of several blocks of samples.
    Train<Dropped>(new AdamW(), samples: 300, batch: 300, threads);
    Train<Grouped>(new Sgd { LearningRate = 0.05 }, samples: 50, batch: 33, threads);
}
return 0;

static void Train<TNetwork>(Optimizer optimizer, int samples, int batch, int threads) where TNetwork : class, ITrainableNetwork<TNetwork>
{
    float[] inputs = Numbers(1, samples * TNetwork.InputLength), targets = Numbers(2, samples * TNetwork.OutputLength);
    Dataset data = Dataset.FromArrays(inputs, targets, TNetwork.InputLength, TNetwork.OutputLength);
    var network = Watched<TNetwork>.Create(seed: 7);
    using (var trainer = new Trainer<Watched<TNetwork>>(network, optimizer) { BatchSize = batch, Seed = 3, Threads = threads, ThreadingThreshold = 0 })
        trainer.Fit(data, epochs: 3);
    if (threads > 1 && Shards.Count(batch) > 1 && network.ShardCount == 0)
        throw new InvalidOperationException($"The batches of {typeof(TNetwork).Name} were not shared out among threads, so its bits show nothing.");

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
    Console.WriteLine($"{typeof(TNetwork).Name} {threads} {Convert.ToHexString(hash.GetHashAndReset())}");
}

// Between 0 and 1, as targets of every loss may be.
static float[] Numbers(int seed, int count)
{
    var random = new Random(seed);
    return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}
