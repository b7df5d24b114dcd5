using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NetGen.Training;

/// <summary>What training tells those who listen: the meter and the activity source <c>NetGen.Training</c>. Nothing is measured while nobody does.</summary>
/// <remarks>
/// Instruments, with the tag <c>netgen.network</c>: <c>netgen.training.steps</c> and <c>netgen.training.samples</c> count, <c>netgen.training.step.duration</c> is a histogram in seconds, <c>netgen.training.loss</c> and <c>netgen.training.validation.loss</c> are gauges after each epoch.
/// Activities: <c>netgen.training.fit</c>, and in it <c>netgen.training.epoch</c>.
/// </remarks>
internal static class TrainingTelemetry
{
    private const string Name = "NetGen.Training", NetworkTag = "netgen.network";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_steps = s_meter.CreateCounter<long>("netgen.training.steps", "{step}", "Training steps.");
    private static readonly Counter<long> s_samples = s_meter.CreateCounter<long>("netgen.training.samples", "{sample}", "Samples of training steps.");
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("netgen.training.step.duration", "s", "The time of a training step.");
    private static readonly Gauge<double> s_loss = s_meter.CreateGauge<double>("netgen.training.loss", description: "The mean training loss of an epoch.");
    private static readonly Gauge<double> s_validationLoss = s_meter.CreateGauge<double>("netgen.training.validation.loss", description: "The mean validation loss after an epoch.");

    /// <summary>The start of a step, for <see cref="EndStep"/>; 0 where nobody listens.</summary>
    public static long BeginStep() => s_steps.Enabled || s_samples.Enabled || s_duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Records a step.</summary>
    public static void EndStep(long start, string network, int samples)
    {
        if (start == 0)
            return;
        var tag = new KeyValuePair<string, object?>(NetworkTag, network);
        s_steps.Add(1, tag);
        s_samples.Add(samples, tag);
        s_duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tag);
    }

    /// <summary>The activity of a Fit; null where nobody listens.</summary>
    public static Activity? StartFit(string network, int epochs)
    {
        Activity? fit = s_source.StartActivity("netgen.training.fit");
        fit?.SetTag(NetworkTag, network).SetTag("netgen.training.epochs", epochs);
        return fit;
    }

    /// <summary>The activity of an epoch; null where nobody listens.</summary>
    public static Activity? StartEpoch(string network, int epoch)
    {
        Activity? activity = s_source.StartActivity("netgen.training.epoch");
        activity?.SetTag(NetworkTag, network).SetTag("netgen.training.epoch", epoch);
        return activity;
    }

    /// <summary>Records the result of an epoch.</summary>
    public static void EndEpoch(Activity? epoch, string network, EpochResult result)
    {
        epoch?.SetTag("netgen.training.loss", result.Loss);
        var tag = new KeyValuePair<string, object?>(NetworkTag, network);
        s_loss.Record(result.Loss, tag);
        if (!double.IsNaN(result.ValidationLoss))
            s_validationLoss.Record(result.ValidationLoss, tag);
    }
}
