// Prints a hash of multiply-adds that are hard to round, and for 1, 2 and 3 threads a hash of the trained weights and outputs of each of several small networks; of one of them, quantized, a hash of weights and outputs; last, one hash of all.
// The arguments name the instruction sets that must be disabled in this process (Avx512, Vector256, Fma, AvxVnni); it exits with an error if one is not.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using NetGen.Bits;
using NetGen.Training;

Dictionary<string, bool> hardware = new()
{
    ["Avx512"] = Avx512F.IsSupported,
    ["Vector256"] = Vector256.IsHardwareAccelerated,
    ["Fma"] = Fma.IsSupported,
#pragma warning disable CA2252 // A preview in .NET 9 alone.
    ["AvxVnni"] = AvxVnni.IsSupported,
#pragma warning restore CA2252
};
foreach (string name in args)
    if (hardware[name])
    {
        Console.Error.WriteLine($"{name} should be disabled in this process, but is not.");
        return 1;
    }
Console.WriteLine($"hardware {string.Join(' ', hardware.Where(feature => feature.Value).Select(feature => feature.Key))}");

// Only the hashes of one thread, which a browser has too: those of more threads are equal.
using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
Print(nameof(FusedSums), 1, FusedSums.Hash());
for (int threads = 1; threads <= (OperatingSystem.IsBrowser() ? 1 : 3); threads++)
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
    Train<Recurrent>(new Adam { LearningRate = 1e-2 }, samples: 40, batch: 33, threads);
    Train<Attentive>(new Adam { LearningRate = 1e-2 }, samples: 40, batch: 33, threads);
    Train<Streamed>(new Adam { LearningRate = 1e-2 }, samples: 40, batch: 33, threads);
    Train<Mixed>(new Adam(), samples: 70, batch: 35, threads);
}
// Not part of the hash of all, which is of what is trained.
Console.WriteLine($"{nameof(MixedBFloat16)} 1 {QuantizedNetwork.Hash<Mixed, MixedBFloat16>()}");
Console.WriteLine($"{nameof(MixedInt8)} 1 {QuantizedNetwork.Hash<Mixed, MixedInt8>()}");
Console.WriteLine($"{nameof(MixedDynamicInt8)} 1 {QuantizedNetwork.Hash<Mixed, MixedDynamicInt8>()}");
Console.WriteLine($"all {Convert.ToHexString(all.GetHashAndReset())}");
return 0;

void Train<TNetwork>(Optimizer optimizer, int samples, int batch, int threads) where TNetwork : class, NetGen.ITrainableNetwork<TNetwork> =>
    Print(typeof(TNetwork).Name, threads, TrainedNetwork.Hash<TNetwork>(optimizer, samples, batch, threads));

void Print(string name, int threads, string hash)
{
    Console.WriteLine($"{name} {threads} {hash}");
    if (threads == 1)
        all.AppendData(Encoding.UTF8.GetBytes($"{name} {hash}\n"));
}
