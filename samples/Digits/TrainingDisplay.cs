using NetGen.Training;
using Spectre.Console;

namespace Digits;

/// <summary>Shows the progress of training: a bar on a terminal, or a line for each epoch if the output goes to a file or a pipe.</summary>
internal static class TrainingDisplay
{
    /// <summary>Runs a training that reports its progress to the argument of <paramref name="train"/>.</summary>
    public static TrainingHistory Show(Func<IProgress<TrainingProgress>, TrainingHistory> train)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return train(new Report(WriteEpoch));
        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("training", maxValue: 1);
                return train(new Report(progress =>
                {
                    bar.Description = Describe(progress);
                    bar.Value = (progress.Epoch - 1 + (double)progress.Step / progress.Steps) / progress.Epochs;
                }));
            });
    }

    private static void WriteEpoch(TrainingProgress progress)
    {
        if (progress.Step == progress.Steps)
            Console.WriteLine(Describe(progress));
    }

    private static string Describe(TrainingProgress progress) =>
        $"epoch {progress.Epoch} of {progress.Epochs}, loss {progress.Loss:F4}{(double.IsNaN(progress.ValidationAccuracy) ? "" : $", {progress.ValidationAccuracy:P1} of unseen digits correct")}";

    /// <summary>Reports synchronously, on the training thread; <see cref="Progress{T}"/> would report later, on another thread.</summary>
    private sealed class Report(Action<TrainingProgress> show) : IProgress<TrainingProgress>
    {
        void IProgress<TrainingProgress>.Report(TrainingProgress value) => show(value);
    }
}
