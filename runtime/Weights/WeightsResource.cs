namespace NetGen;

/// <summary>How weights are called among an assembly's resources. The build's task, which puts them there, shares this file.</summary>
internal static class WeightsResource
{
    /// <summary>What stands before the path that <c>[Network(Weights = …)]</c> names.</summary>
    public const string Prefix = "NetGen.Weights/";
}
