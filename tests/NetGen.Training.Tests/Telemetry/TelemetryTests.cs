using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NetGen.Training.Tests.Telemetry;

/// <summary>What listeners receive.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public void A_listener_receives_steps_samples_durations_and_losses()
    {
        Dictionary<string, double> sums = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == "NetGen.Training") self.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.Start();
        using var trainer = new Trainer<Measured>(new(seed: 1), new Adam()) { BatchSize = 20 };
        TrainingHistory history = trainer.Fit(Datasets.Points(50), epochs: 2, Datasets.Points(9));
        Assert.Equal(6, sums["netgen.training.steps"]);
        Assert.Equal(100, sums["netgen.training.samples"]);
        Assert.InRange(sums["netgen.training.step.duration"], 1e-9, history.Seconds);
        Assert.Equal(history.Epochs.Sum(epoch => epoch.Loss), sums["netgen.training.loss"], 1e-12);
        Assert.Equal(history.Epochs.Sum(epoch => epoch.ValidationLoss), sums["netgen.training.validation.loss"], 1e-12);

        void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Other tests may train meanwhile.
            if (tags.Length == 1 && Equals(tags[0].Value, nameof(Measured)))
                sums[name] = sums.GetValueOrDefault(name) + value;
        }
    }

    [Fact]
    public void A_listener_receives_activities_of_the_Fit_and_its_epochs()
    {
        List<Activity> stopped = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "NetGen.Training",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => { if (Equals(activity.GetTagItem("netgen.network"), nameof(Watched))) stopped.Add(activity); },
        };
        ActivitySource.AddActivityListener(listener);
        using var trainer = new Trainer<Watched>(new(seed: 1), new Adam());
        trainer.Fit(Datasets.Points(30), epochs: 2);
        Assert.Equal(["netgen.training.epoch", "netgen.training.epoch", "netgen.training.fit"], stopped.Select(activity => activity.OperationName));
        Assert.Equal(stopped[2].Id, stopped[0].ParentId);
    }
}

/// <summary>Trained by one test alone.</summary>
[Network(2, Loss = Loss.CrossEntropy)]
[Dense(3, Activation.Softmax)]
public sealed partial class Measured;

/// <summary>Trained by one test alone.</summary>
[Network(2, Loss = Loss.CrossEntropy)]
[Dense(3, Activation.Softmax)]
public sealed partial class Watched;
