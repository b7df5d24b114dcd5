namespace NetGen.Training;

/// <summary>The progress of training after a step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Step">The step within the epoch, from 1.</param>
/// <param name="Steps">The number of steps in an epoch.</param>
/// <param name="SamplesPerSecond">Samples trained on per second, in this epoch.</param>
/// <param name="Loss">Mean loss over the samples of this epoch so far.</param>
/// <param name="ValidationLoss">Mean loss on the validation data after the last completed epoch; NaN before, and without such data.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation data after the last completed epoch; NaN before, without such data, and where targets are not classes.</param>
/// <param name="TimeLeft">The remaining time at the speed so far, validation included.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Step, int Steps, double SamplesPerSecond, double Loss, double ValidationLoss, double ValidationAccuracy, TimeSpan TimeLeft);
