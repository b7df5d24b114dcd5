namespace NetGen;

/// <summary>A file of weights is damaged, is not safetensors, or belongs to another network. The message lists everything that is wrong.</summary>
public sealed class WeightsFormatException : FormatException
{
    /// <summary>The most differences that the message lists: an untrusted file may have millions.</summary>
    private const int Listed = 100;

    internal WeightsFormatException(string message, Exception? cause = null) : base(message, cause) => Differences = [];

    internal WeightsFormatException(string message, IReadOnlyList<string> differences)
        : base($"{message}\n{string.Join("\n", differences.Take(Listed).Select(line => $"- {line}"))}{(differences.Count > Listed ? $"\n- and {differences.Count - Listed:N0} more" : "")}") =>
        Differences = differences;

    /// <summary>Every difference between the file and the network: missing and left-over tensors, other shapes and types. Empty if the file itself is at fault.</summary>
    public IReadOnlyList<string> Differences { get; }
}
