using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NetGen.Bits;

/// <summary>Hashes every bit of a network whose weights are stored with fewer bits than a float.</summary>
internal static class QuantizedNetwork
{
    private const int Samples = 37;

    /// <summary>A hash of the decoded weights, and of the outputs alone and in a batch.</summary>
    public static string Hash<TNetwork, TQuantized>() where TNetwork : class, INetwork<TNetwork> where TQuantized : class, INetwork<TQuantized>
    {
        TQuantized network = TNetwork.Create(7).Quantize<TQuantized>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TensorLayout tensor in network.Parameters.Layout.Tensors)
        {
            float[] values = new float[tensor.Length];
            network.Parameters.CopyTo(tensor.Name, values);
            hash.AppendData(MemoryMarshal.AsBytes<float>(values));
        }
        float[] inputs = TrainedNetwork.Numbers(1, Samples * TQuantized.InputLength), outputs = new float[Samples * TQuantized.OutputLength];
        network.ForwardBatch(inputs, outputs, TQuantized.CreateWorkspace(Samples, training: false));
        hash.AppendData(MemoryMarshal.AsBytes<float>(outputs));
        network.Forward(inputs.AsSpan(0, TQuantized.InputLength), outputs.AsSpan(0, TQuantized.OutputLength));
        hash.AppendData(MemoryMarshal.AsBytes<float>(outputs));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
