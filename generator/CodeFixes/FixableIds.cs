namespace NetGen.CodeFixes;

/// <summary>The rules that have a fix, by the ids of the analyzer's <c>Rules</c>.</summary>
internal static class FixableIds
{
    public const string NotPartial = "NETGEN002";
    public const string ContainerNotPartial = "NETGEN006";
    public const string LayerOnOtherPart = "NETGEN022";
    public const string WeightsNotInProject = "NETGEN034";
    public const string LossDoesNotFit = "NETGEN040";
    public const string CrossEntropyOfOne = "NETGEN041";
    public const string SoftmaxOfOne = "NETGEN042";
    public const string HiddenSoftmax = "NETGEN043";
    public const string HingeHardlyFits = "NETGEN045";
    public const string UnrollTooLong = "NETGEN046";
    public const string KernelTooLarge = "NETGEN047";
    public const string UnchosenLoss = "NETGEN064";
}
