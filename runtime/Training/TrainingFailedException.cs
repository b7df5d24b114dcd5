namespace NetGen.Training;

/// <summary>Training stopped because the loss, a gradient or a parameter is no longer finite.</summary>
public sealed class TrainingFailedException : ArithmeticException
{
    internal TrainingFailedException(string message, string? tensor, int epoch, int step) : base(message)
    {
        Tensor = tensor;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The first tensor with a value or a gradient that is not finite, as in <c>dense1.weight</c>; null if there is none.</summary>
    public string? Tensor { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step of the epoch, from 1.</summary>
    public int Step { get; }
}
