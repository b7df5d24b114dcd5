namespace NetGen.Training;

/// <summary>Training stopped because the loss, a gradient or a parameter is no longer a finite number.</summary>
public sealed class TrainingFailedException : ArithmeticException
{
    internal TrainingFailedException(string message, string? tensor, int epoch, int step) : base(message)
    {
        Tensor = tensor;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The tensor whose values or gradients went wrong first, as in <c>dense1.weight</c>; null if the network has none that did.</summary>
    public string? Tensor { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step of the epoch, from 1.</summary>
    public int Step { get; }
}
