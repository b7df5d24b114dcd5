namespace NetGen.Training;

/// <summary>What the targets of an output may be, by its loss.</summary>
[Flags]
internal enum TargetKinds
{
    /// <summary>One class of several.</summary>
    Classes = 1,

    /// <summary>Any number of labels, each 0 or 1.</summary>
    Labels = 2,

    /// <summary>Numbers.</summary>
    Values = 4,

    /// <summary>Any.</summary>
    All = Classes | Labels | Values,
}

internal static class TargetKindsOfOutputs
{
    /// <summary>The kinds of targets that an output may have. With a loss for numbers these may be classes too: 1 at the class and 0 elsewhere.</summary>
    public static TargetKinds TargetKinds(this NetworkOutput output) => output switch
    {
        { Loss: Loss.BinaryCrossEntropy, Length: > 1 } => Training.TargetKinds.Labels,
        { Loss: Loss.CrossEntropy or Loss.BinaryCrossEntropy or Loss.Hinge } => Training.TargetKinds.Classes,
        _ => Training.TargetKinds.Classes | Training.TargetKinds.Values,
    };
}
