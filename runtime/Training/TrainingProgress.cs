namespace NetGen.Training;

/// <summary>Where training is, after a step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">The step of the epoch, from 1.</param>
/// <param name="Steps">Steps of an epoch.</param>
/// <param name="SamplesPerSecond">Samples trained on per second, in this epoch.</param>
/// <param name="Loss">Mean loss over the samples of this epoch so far.</param>
/// <param name="ValidationLoss">Mean loss on the validation data after the last whole epoch; NaN before, and without such data.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation data after the last whole epoch; NaN before, without such data, and where targets are not classes.</param>
/// <param name="TimeLeft">How long the rest takes at the speed so far, validation included.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Step, int Steps, double SamplesPerSecond, double Loss, double ValidationLoss, double ValidationAccuracy, TimeSpan TimeLeft);
