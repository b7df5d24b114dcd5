using System.Text.Json;
using NetGen.Data;
using NetGen.Training.Tests.Callbacks;

namespace NetGen.Training.Tests.Schedules;

/// <summary>Schedules against those of PyTorch, recorded by <c>make_schedules.py</c>.</summary>
public sealed class ScheduleTests
{
    private static readonly JsonElement s_recorded = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schedules", "schedules.json"))).RootElement;

    public static TheoryData<string> Names => [.. s_recorded.GetProperty("schedules").EnumerateObject().Select(schedule => schedule.Name)];

    private static Schedule Create(string name, ScheduleUnit unit) => name switch
    {
        "constant" => Schedule.Constant(0.25, 7, unit),
        "linear" => Schedule.Linear(0.2, 0.9, 11, unit),
        "step" => Schedule.Step(6, 0.5, unit),
        "exponential" => Schedule.Exponential(0.93, unit),
        "polynomial" => Schedule.Polynomial(30, 1.7, unit),
        "cosine" => Schedule.Cosine(25, 0.01, unit),
        "restarts" => Schedule.CosineRestarts(5, 2, 0.01, unit),
        "equal_restarts" => Schedule.CosineRestarts(9, unit: unit),
        "one_cycle" => Schedule.OneCycle(0.8, rise: 0.4, unit: unit),
        "warm_cosine" => Schedule.Cosine(30, unit: unit).WithWarmup(8, 0.1),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such schedule."),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_are_those_of_PyTorch(string name)
    {
        double[] expected = [.. s_recorded.GetProperty("schedules").GetProperty(name).EnumerateArray().Select(rate => rate.GetDouble())];
        // PyTorch's OneCycleLR needs a rate beyond its last step.
        int all = name == "one_cycle" ? expected.Length + 1 : expected.Length;
        // Its recursive forms accumulate rounding errors.
        for (int t = 0; t < expected.Length; t++)
            Assert.Equal(expected[t], Create(name, ScheduleUnit.Epoch).LearningRateAt(0.3, t, all), 1e-12);
    }

    [Theory]
    [InlineData(ScheduleUnit.Epoch)]
    [InlineData(ScheduleUnit.Step)]
    public void The_optimizer_has_the_rate_of_each_epoch_or_step(ScheduleUnit unit)
    {
        List<double> rates = [];
        var recorder = new Recorder([]) { At = (what, training) => { if (what.StartsWith("batch", StringComparison.Ordinal) && what.EndsWith("end", StringComparison.Ordinal)) rates.Add(training.Optimizer.LearningRate); } };
        using var trainer = new Trainer<Classifier>(new Classifier(), new Sgd { LearningRate = 0.3 }) { BatchSize = 10, Callbacks = [Create("cosine", unit), recorder] };
        trainer.Fit(Datasets.Points(20), epochs: 5);
        Assert.Equal(Enumerable.Range(0, 10).Select(step => Create("cosine", unit).LearningRateAt(0.3, unit == ScheduleUnit.Epoch ? step / 2 : step, 10)), rates);
    }

    [Fact]
    public void A_schedule_without_a_length_lasts_for_all_of_Fit()
    {
        Assert.Equal(0.3, Schedule.Cosine().LearningRateAt(0.3, 0, 12), 1e-15);
        Assert.Equal(0.15, Schedule.Cosine().LearningRateAt(0.3, 6, 12), 1e-15);
        Assert.Equal(0, Schedule.Cosine().LearningRateAt(0.3, 12, 12), 1e-15);
        Assert.Equal(0.1, Schedule.Polynomial().LearningRateAt(0.3, 8, 12), 1e-15);
        Assert.Equal(0.15, Schedule.Cosine().WithWarmup(2).LearningRateAt(0.3, 7, 12), 1e-15);
    }

    [Fact]
    public void Another_Fit_starts_from_the_first_rate_unless_one_was_set_meanwhile()
    {
        var sgd = new Sgd { LearningRate = 0.4 };
        using var trainer = new Trainer<Classifier>(new Classifier(), sgd) { Callbacks = [Schedule.Exponential(0.5)] };
        Dataset data = Datasets.Points(20);
        trainer.Fit(data, epochs: 2);
        Assert.Equal(0.2, sgd.LearningRate);
        trainer.Fit(data, epochs: 3);
        Assert.Equal(0.1, sgd.LearningRate, 1e-15);
        sgd.LearningRate = 0.8;
        trainer.Fit(data, epochs: 2);
        Assert.Equal(0.4, sgd.LearningRate);
    }

    [Fact]
    public void The_rate_is_reduced_on_a_plateau_as_by_PyTorch()
    {
        JsonElement plateau = s_recorded.GetProperty("plateau");
        double[] losses = [.. plateau.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())];
        List<double> rates = [];
        var recorder = new Recorder([]) { At = (what, training) => { if (what.StartsWith("epoch", StringComparison.Ordinal) && what.EndsWith("end", StringComparison.Ordinal)) rates.Add(training.Optimizer.LearningRate); } };
        var reduce = new ReduceOnPlateau(new("value", isHigherBetter: false, result => losses[result.Epoch - 1])) { Factor = 0.5, Patience = 2, Cooldown = 1, Minimum = 0.02 };
        using var trainer = new Trainer<Classifier>(new Classifier(), new Sgd { LearningRate = 0.3 }) { Callbacks = [reduce, recorder] };
        trainer.Fit(Datasets.Points(20), losses.Length);
        Assert.Equal(plateau.GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble()), rates);
    }

    [Fact]
    public void A_rate_or_length_out_of_range_is_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(minimum: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Step(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.OneCycle(1, rise: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine().WithWarmup(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau { Factor = 1 });
    }
}
