using System.Text.Json.Serialization;

namespace NetGen.Training;

/// <summary>What a checkpoint says beside its blocks of values: written as JSON.</summary>
/// <param name="Settings">The trainer's settings, which decide what each step trains on.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Steps">Steps that the trainer has taken.</param>
/// <param name="EpochsBegun">Epochs of which at least one step has been taken.</param>
/// <param name="Fit">The Fit that was running or had ended; null before any.</param>
/// <param name="Callbacks">What each callback remembers.</param>
/// <param name="Frozen">The names of the frozen layers; null for none.</param>
internal sealed record CheckpointRecord(TrainerSettings Settings, OptimizerRecord Optimizer, long Steps, long EpochsBegun, FitRecord? Fit, CallbackRecord[] Callbacks, string[]? Frozen = null);

/// <summary>The settings of a trainer that a resumed run must have too; of metrics their names, for callbacks that watch them and logs that go on.</summary>
internal sealed record TrainerSettings(int BatchSize, ulong Seed, bool Shuffle, bool DropLast, bool CarryState, double GradientClipNorm, double GradientClipValue, string Metrics = "")
{
    /// <summary>How another trainer's settings differ, as in <c>BatchSize is 64 instead of 32</c>; empty if they don't.</summary>
    public string DifferenceTo(TrainerSettings saved)
    {
        (string Name, object Ours, object Theirs)[] pairs =
        [
            (nameof(BatchSize), BatchSize, saved.BatchSize), (nameof(Seed), Seed, saved.Seed), (nameof(Shuffle), Shuffle, saved.Shuffle),
            (nameof(DropLast), DropLast, saved.DropLast), (nameof(CarryState), CarryState, saved.CarryState), (nameof(GradientClipNorm), GradientClipNorm, saved.GradientClipNorm), (nameof(GradientClipValue), GradientClipValue, saved.GradientClipValue),
            (nameof(Metrics), Listed(Metrics), Listed(saved.Metrics)),
        ];
        return string.Join(", ", pairs.Where(pair => !pair.Ours.Equals(pair.Theirs)).Select(pair => FormattableString.Invariant($"{pair.Name} is {pair.Ours} instead of {pair.Theirs}")));
    }

    private static string Listed(string metrics) => metrics.Length == 0 ? "none" : metrics;
}

/// <summary>An optimizer: its type, and the names of its blocks.</summary>
internal sealed record OptimizerRecord(string Type, double LearningRate, long StepCount, string[] State);

/// <summary>A place in a Fit.</summary>
/// <param name="Data">Samples of the training data.</param>
/// <param name="Epoch">The epoch, from 1; after the last one, one more than there are.</param>
/// <param name="Step">Steps of it that have been taken.</param>
/// <param name="Samples">Their samples.</param>
/// <param name="Losses">The sum of their losses.</param>
/// <param name="Seconds">The time that they took.</param>
/// <param name="History">The completed epochs.</param>
internal sealed record FitRecord(int Data, int Epoch, int Step, int Samples, double Losses, double Seconds, EpochResult[] History)
{
    /// <summary>The place in a Fit that continues.</summary>
    /// <param name="count">Samples of its training data.</param>
    /// <param name="epochs">Its epochs.</param>
    /// <param name="batches">How each is divided.</param>
    /// <exception cref="InvalidOperationException">There is no such place in it.</exception>
    public FitPosition Position(int count, int epochs, EpochBatches batches)
    {
        if (Data != count)
            throw new InvalidOperationException($"The checkpoint was saved in training on {Data} samples; this data has {count}. Training continues on the same data only.");
        if (Epoch < 1 || Step < 0 || Step > batches.Steps || Samples != Math.Min((long)Step * batches.Size, batches.Samples) || History.Length != Epoch - 1)
            throw new InvalidOperationException($"The checkpoint is damaged: it was saved after {Step} steps and {Samples} samples of epoch {Epoch}, with {History.Length} epochs in its history.");
        return new(new TrainingHistory(epochs, History)) { Epoch = Epoch, Step = Step, Samples = Samples, Losses = Losses, SecondsBefore = Seconds };
    }
}

/// <summary>A callback: its type, its numbers, and the names of its blocks.</summary>
internal sealed record CallbackRecord(string Type, Dictionary<string, double> Numbers, string[] Blocks);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CheckpointRecord))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
