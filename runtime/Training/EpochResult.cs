namespace NetGen.Training;

/// <summary>The result of an epoch of training.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">Mean training loss over the epoch's samples, each measured before the step that it contributed to.</param>
/// <param name="ValidationLoss">Mean loss on the validation data at the end; NaN without such data.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation data at the end; NaN without such data, and where targets are not classes.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
public readonly record struct EpochResult(int Epoch, double Loss, double ValidationLoss, double ValidationAccuracy, double Seconds);
