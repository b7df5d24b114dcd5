using NetGen.Training;

namespace NetGen.Terminal;

/// <summary>A way to show training. Called on the thread of Fit, except where stated.</summary>
internal interface ITrainingView
{
    /// <summary>Training begins, or continues from a checkpoint.</summary>
    void Begin(TrainingContext training);

    /// <summary>A step has been taken; called some ten thousand times a second.</summary>
    void StepTaken(TrainingContext training);

    /// <summary>An epoch has been completed.</summary>
    void EpochEnded(TrainingContext training);

    /// <summary>Says something outside of the order of training; from any thread.</summary>
    void Announce(string sentence);

    /// <summary>Leaves the terminal as it was; from any thread, and any number of times.</summary>
    void Restore();

    /// <summary>Shows, after <see cref="Restore"/>, what is to stay.</summary>
    void Conclude(TrainingContext training, Conclusion conclusion);
}
