using NetGen.Data;

namespace NetGen.Training;

/// <summary>Checks that the lengths of a dataset are those of a network; and its named parts, where it has them, those of a network of several inputs or outputs.</summary>
internal static class NetworkData
{
    public static void Check<TNetwork>(Dataset data, string parameter) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(data, parameter);
        if (data.InputLength != TNetwork.InputLength)
            throw new ArgumentException($"{typeof(TNetwork).Name} takes inputs of {TNetwork.InputLength} elements; the dataset's have {data.InputLength}.", parameter);
        if (data.TargetLength != TNetwork.OutputLength)
            throw new ArgumentException($"{typeof(TNetwork).Name} has {TNetwork.OutputLength} outputs; the dataset's targets have {data.TargetLength} elements.", parameter);
        CheckParts<TNetwork>("inputs", [.. TNetwork.Inputs.Select(input => new DatasetPart(input.Name, input.Length))], data.InputParts, parameter);
        CheckParts<TNetwork>("outputs", [.. TNetwork.Outputs.Select(output => new DatasetPart(output.Name, output.Length))], data.TargetParts, parameter);
        if (data.IsInMemory)
            TNetwork.CheckInputs(data.Inputs, $"{parameter}.Inputs");
        else if (RestrictsInputs<TNetwork>())
            for (int i = 0; i < data.Count; i++)
                TNetwork.CheckInputs(data.Input(i), $"{parameter}.Input({i})");
        if (data.Augmentation is not null && RestrictsInputs<TNetwork>())
            throw new ArgumentException($"{typeof(TNetwork).Name} takes indices, which an augmentation would change; train it on a dataset without one.", parameter);
    }

    /// <summary>Whether a network restricts its inputs, as one with an embedding, which reads memory at its indices. For others a file need not be read to find that any input will do.</summary>
    private static bool RestrictsInputs<TNetwork>() where TNetwork : class, INetwork<TNetwork>
    {
        float[] none = new float[TNetwork.InputLength];
        Array.Fill(none, float.NaN);
        try
        {
            TNetwork.CheckInputs(none);
            return false;
        }
        catch (ArgumentException)
        {
            return true; // NaN is no index.
        }
    }

    private static void CheckParts<TNetwork>(string what, DatasetPart[] expected, IReadOnlyList<DatasetPart> actual, string parameter)
    {
        if (expected.Length > 1 && actual.Count > 0 && !expected.SequenceEqual(actual))
            throw new ArgumentException($"{typeof(TNetwork).Name} has the {what} {string.Join(", ", expected.AsEnumerable())}, in this order; the dataset's are {string.Join(", ", actual)}.", parameter);
    }
}
