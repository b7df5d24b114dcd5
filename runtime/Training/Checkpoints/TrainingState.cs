namespace NetGen.Training;

/// <summary>What a trainer remembers from step to step, and from a checkpoint to the Fit that continues it.</summary>
internal sealed class TrainingState
{
    /// <summary>Steps that the trainer has taken: what dropout draws depends on it.</summary>
    public long Steps { get; set; }

    /// <summary>Epochs whose order of samples has been drawn.</summary>
    public long EpochsBegun { get; set; }

    /// <summary>The place of a loaded checkpoint, until Fit continues from it.</summary>
    public FitRecord? Resumed { get; set; }

    /// <summary>What the samples of the next step begin with, until Fit continues with them; empty where they begin with zeros.</summary>
    public float[] CarriedStates { get; set; } = [];
}
