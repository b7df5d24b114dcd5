using NetGen.Data;

namespace NetGen.Training;

/// <summary>Checks that the lengths of a dataset are those of a network.</summary>
internal static class NetworkData
{
    public static void Check<TNetwork>(Dataset data, string parameter) where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(data, parameter);
        if (data.InputLength != TNetwork.InputLength)
            throw new ArgumentException($"{typeof(TNetwork).Name} takes inputs of {TNetwork.InputLength} elements; the dataset's have {data.InputLength}.", parameter);
        if (data.TargetLength != TNetwork.OutputLength)
            throw new ArgumentException($"{typeof(TNetwork).Name} has {TNetwork.OutputLength} outputs; the dataset's targets have {data.TargetLength} elements.", parameter);
    }
}
