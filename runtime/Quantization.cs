namespace NetGen;

/// <summary>Networks whose weights have fewer bits: made from a trained one, and compared with it.</summary>
public static class Quantization
{
    /// <summary>A network of a sibling class, of the same layers and another <see cref="NetworkAttribute.Precision"/>, with the weights of this one: <c>trained.Quantize&lt;SmallReader&gt;()</c>.</summary>
    /// <param name="network">The trained network.</param>
    /// <exception cref="ArgumentException">The classes' tensors differ, or a weight is not finite; the message names it.</exception>
    public static TQuantized Quantize<TQuantized>(this INetwork network) where TQuantized : class, INetwork<TQuantized>
    {
        ArgumentNullException.ThrowIfNull(network);
        TQuantized quantized = TQuantized.Create(0);
        quantized.Parameters.CopyFrom(network.Parameters);
        return quantized;
    }

    /// <summary>How far the outputs of two networks differ for some inputs: of a trained one, and of one that was made from it with fewer bits.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="quantized">The other, with the same inputs and outputs.</param>
    /// <param name="inputs">Samples of InputLength elements, one after another.</param>
    /// <exception cref="ArgumentException">The networks have inputs or outputs of other lengths, or there is not a whole number of samples, at least 1.</exception>
    public static OutputChange Compare<TNetwork, TQuantized>(TNetwork network, TQuantized quantized, ReadOnlySpan<float> inputs) where TNetwork : class, INetwork<TNetwork> where TQuantized : class, INetwork<TQuantized>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(quantized);
        (int length, int outputs) = (TNetwork.InputLength, TNetwork.OutputLength);
        if (TQuantized.InputLength != length || TQuantized.OutputLength != outputs)
            throw new ArgumentException($"{typeof(TQuantized).Name} maps {TQuantized.InputLength} elements to {TQuantized.OutputLength}, {typeof(TNetwork).Name} {length} to {outputs}.", nameof(quantized));
        if (inputs.IsEmpty || inputs.Length % length != 0)
            throw new ArgumentException($"There are {inputs.Length} elements, which must be one or more samples of {length}.", nameof(inputs));
        int samples = inputs.Length / length, block = Math.Min(samples, Shards.BlockRows);
        (Workspace work, Workspace otherWork) = (TNetwork.CreateWorkspace(block, training: false), TQuantized.CreateWorkspace(block, training: false));
        float[] values = new float[block * outputs], others = new float[block * outputs];
        (double largest, double sum, int sameLargest) = (0, 0, 0);
        for (int start = 0, count; start < samples; start += count)
        {
            count = Math.Min(block, samples - start);
            ReadOnlySpan<float> part = inputs.Slice(start * length, count * length);
            network.ForwardBatch(part, values.AsSpan(0, count * outputs), work);
            quantized.ForwardBatch(part, others.AsSpan(0, count * outputs), otherWork);
            for (int i = 0; i < count * outputs; i++)
            {
                double change = Math.Abs((double)values[i] - others[i]);
                // NaN, where an output is, stays the largest.
                largest = change <= largest ? largest : change;
                sum += change;
            }
            for (int row = 0; row < count; row++)
                sameLargest += IndexOfLargest(values.AsSpan(row * outputs, outputs)) == IndexOfLargest(others.AsSpan(row * outputs, outputs)) ? 1 : 0;
        }
        return new(samples, largest, sum / ((double)samples * outputs), outputs > 1 ? (double)sameLargest / samples : null);
    }

    /// <summary>The same for weights and samples in files: of a network with the weights of a file, and of the other with those weights rounded. Builds with a <c>NetGenCalibration</c> item call it.</summary>
    /// <param name="weights">A safetensors file with the weights of <typeparamref name="TNetwork"/>.</param>
    /// <param name="samples">A file of samples, as 32-bit floats, little-endian, one after another.</param>
    /// <exception cref="WeightsFormatException">The weights are damaged, or belong to another network.</exception>
    /// <exception cref="ArgumentException">The classes' tensors, inputs or outputs differ, or the file doesn't hold whole samples.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static OutputChange CompareFiles<TNetwork, TQuantized>(string weights, string samples) where TNetwork : class, INetwork<TNetwork> where TQuantized : class, INetwork<TQuantized>
    {
        ArgumentException.ThrowIfNullOrEmpty(samples);
        TNetwork network = WeightsFile.Load<TNetwork>(weights);
        byte[] bytes = File.ReadAllBytes(samples);
        if (bytes.Length == 0 || bytes.Length % (sizeof(float) * (long)TNetwork.InputLength) != 0)
            throw new ArgumentException($"{Path.GetFileName(samples)} has {bytes.Length:N0} bytes, which must be one or more samples of {TNetwork.InputLength} floats, {sizeof(float) * (long)TNetwork.InputLength:N0} bytes each.", nameof(samples));
        float[] inputs = new float[bytes.Length / sizeof(float)];
        ElementType.F32.Convert(bytes, inputs);
        if (ElementType.F32.FirstNotFinite(bytes) is >= 0 and var fault)
            throw new ArgumentException($"{Path.GetFileName(samples)} has {inputs[fault]} as element {fault % TNetwork.InputLength} of sample {fault / TNetwork.InputLength}; samples must be finite.", nameof(samples));
        return Compare(network, network.Quantize<TQuantized>(), inputs);
    }

    private static int IndexOfLargest(ReadOnlySpan<float> outputs)
    {
        int largest = 0;
        for (int i = 1; i < outputs.Length; i++)
            if (outputs[i] > outputs[largest])
                largest = i;
        return largest;
    }
}

/// <summary>How far the outputs of two networks differ.</summary>
/// <param name="Samples">The samples compared.</param>
/// <param name="Largest">The largest change of an output; NaN where one is not a number.</param>
/// <param name="Mean">The mean change of an output.</param>
/// <param name="SameLargestOutput">The share of samples of which the largest output is the same, 0 to 1: of a classifier, the class; null where there is one output.</param>
public sealed record OutputChange(int Samples, double Largest, double Mean, double? SameLargestOutput)
{
    /// <summary>As in <c>outputs change by 0.012 at most, 0.00031 on average, on 1,000 samples; the largest output is the same on 99.90 %</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"outputs change by {Largest:G2} at most, {Mean:G2} on average, on {Samples:N0} samples")
        + (SameLargestOutput is { } same ? FormattableString.Invariant($"; the largest output is the same on {100 * same:F2} %") : "");
}
