namespace NetGen;

/// <summary>The names of embedded weights among an assembly's resources. The build task, which embeds them, shares this file.</summary>
internal static class WeightsResource
{
    /// <summary>The prefix of the path that <c>[Network(Weights = …)]</c> names.</summary>
    public const string Prefix = "NetGen.Weights/";
}
