namespace NetGen.Training;

/// <summary>Takes part in <see cref="Trainer{TNetwork}.Fit"/>: watches training, changes the learning rate, saves, stops.</summary>
/// <remarks>
/// Callbacks are called in the order of <see cref="Trainer{TNetwork}.Callbacks"/>, on the thread that called Fit, and may evaluate or save the network meanwhile. What one throws ends training and leaves Fit.
/// One that remembers anything from one call to the next stores it in <see cref="SaveState"/>, so that a resumed run ends with the bits of one that was never interrupted.
/// </remarks>
public abstract class Callback
{
    /// <summary>Training begins, or continues from a checkpoint (<see cref="TrainingContext.IsResumed"/>).</summary>
    /// <param name="training">The run, the same object in every call.</param>
    public virtual void OnFitBegin(TrainingContext training) { }

    /// <summary>An epoch begins.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnEpochBegin(TrainingContext training) { }

    /// <summary>A step begins; <see cref="TrainingContext.Step"/> is its number.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnBatchBegin(TrainingContext training) { }

    /// <summary>A step has updated the parameters.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnBatchEnd(TrainingContext training) { }

    /// <summary>An epoch has been completed and validated; its result is the last of <see cref="TrainingContext.History"/>.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnEpochEnd(TrainingContext training) { }

    /// <summary>Training stops before its last epoch, by a callback or a cancellation token; parameters and optimizer are as the last step left them. <see cref="OnFitEnd"/> follows.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnStop(TrainingContext training) { }

    /// <summary>The loss, a gradient or a parameter is no longer finite.</summary>
    /// <param name="training">The run.</param>
    /// <param name="failure">What happened.</param>
    /// <returns>True to stop and return the history; false, the default, to let Fit throw.</returns>
    public virtual bool OnFailure(TrainingContext training, TrainingFailedException failure) => false;

    /// <summary>Fit ends: after its last epoch, early, or by an exception. Called once for each <see cref="OnFitBegin"/>.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnFitEnd(TrainingContext training) { }

    /// <summary>Stores what the callback remembers, for a checkpoint.</summary>
    /// <param name="state">Receives numbers and blocks by name.</param>
    public virtual void SaveState(CallbackState state) { }

    /// <summary>Restores what <see cref="SaveState"/> stored; Fit follows.</summary>
    /// <param name="state">Has what was stored, under the same names; the blocks may be kept.</param>
    public virtual void LoadState(CallbackState state) { }

    /// <summary>Calls the method of an event.</summary>
    internal void Notify(TrainingEvent what, TrainingContext training)
    {
        switch (what)
        {
            case TrainingEvent.FitBegin: OnFitBegin(training); break;
            case TrainingEvent.EpochBegin: OnEpochBegin(training); break;
            case TrainingEvent.BatchBegin: OnBatchBegin(training); break;
            case TrainingEvent.BatchEnd: OnBatchEnd(training); break;
            case TrainingEvent.EpochEnd: OnEpochEnd(training); break;
            case TrainingEvent.Stop: OnStop(training); break;
            case TrainingEvent.FitEnd: OnFitEnd(training); break;
        }
    }
}

/// <summary>What a callback is told of.</summary>
internal enum TrainingEvent { FitBegin, EpochBegin, BatchBegin, BatchEnd, EpochEnd, Stop, FitEnd }
