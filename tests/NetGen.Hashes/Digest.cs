using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NetGen.Hashes;

/// <summary>A hash of values in the order in which they are added. The payload of a NaN is not included.</summary>
internal sealed class Digest : IDisposable
{
    /// <summary>The number of the 32 bytes that are kept: enough to make accidental collisions negligible.</summary>
    private const int Bytes = 8;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _bytes = [];

    public void Add(ReadOnlySpan<float> values)
    {
        int length = values.Length * sizeof(float);
        if (_bytes.Length < length)
            _bytes = new byte[length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(_bytes.AsSpan(i * sizeof(float)), float.IsNaN(values[i]) ? float.NaN : values[i]);
        _hash.AppendData(_bytes, 0, length);
    }

    public void Add(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.IsNaN(value) ? double.NaN : value);
        _hash.AppendData(bytes);
    }

    /// <summary>Adds tensors of a block by name, in PyTorch's layout: names, shapes and values.</summary>
    public void Add(ParameterBlock block, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            float[] tensor = block.Tensor(name);
            _hash.AppendData(Encoding.UTF8.GetBytes($"{name} {string.Join('×', block.GetShape(name).ToArray())}\n"));
            Add(tensor);
        }
    }

    /// <summary>The hash of everything that was added, in hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash().AsSpan(0, Bytes));

    public void Dispose() => _hash.Dispose();
}
