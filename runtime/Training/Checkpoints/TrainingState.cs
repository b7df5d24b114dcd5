namespace NetGen.Training;

/// <summary>What a trainer remembers from step to step, and from a checkpoint to the Fit that continues it.</summary>
internal sealed class TrainingState
{
    /// <summary>Steps that the trainer has taken: what dropout draws depends on it.</summary>
    public long Steps { get; set; }

    /// <summary>Epochs of which at least one step has been taken: the order of samples depends on it.</summary>
    public long EpochsBegun { get; set; }

    /// <summary>The place of a loaded checkpoint, until Fit continues from it; null for none.</summary>
    public ResumePoint? Resumed { get; set; }
}
