using System.Diagnostics;
using NetGen.Training;

namespace DigitPad;

/// <summary>Reports the progress of training a few times a second and after every epoch, with the mean loss since the last report.</summary>
internal sealed class ProgressReports(Action<TrainingProgress> report) : Callback
{
    private const double SecondsBetween = 0.2;

    private long _last = Stopwatch.GetTimestamp();
    private double _losses;
    private int _steps;

    public override void OnBatchEnd(TrainingContext training)
    {
        _losses += training.BatchLoss;
        _steps++;
        // The report of the last step follows, once its accuracy is known.
        if (training.Step < training.Steps && Stopwatch.GetElapsedTime(_last).TotalSeconds >= SecondsBetween)
            Report(training);
    }

    public override void OnEpochEnd(TrainingContext training) => Report(training);

    private void Report(TrainingContext training)
    {
        report(training.Progress with { Loss = _losses / _steps });
        (_last, _losses, _steps) = (Stopwatch.GetTimestamp(), 0, 0);
    }
}
