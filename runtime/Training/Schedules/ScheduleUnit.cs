namespace NetGen.Training;

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Epochs: the rate changes when an epoch begins.</summary>
    Epoch,

    /// <summary>Training steps: the rate changes at every step.</summary>
    Step,
}
