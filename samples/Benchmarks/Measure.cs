namespace Benchmarks;

/// <summary>What is computed.</summary>
internal enum Pass
{
    /// <summary>Outputs from inputs.</summary>
    Forward,

    /// <summary>Outputs, loss, gradients and a step of plain gradient descent.</summary>
    Training,
}

/// <summary>One row of the table: a pass of a network, with a batch size and a number of threads.</summary>
internal sealed record Measure(Topology Network, Pass Pass, int Batch, int Threads)
{
    /// <summary>As in <c>C.training.64.x2</c>; <c>--only</c> filters by it.</summary>
    public string Name => $"{Network.Name}.{Pass.ToString().ToLowerInvariant()}.{Batch}{(Threads > 1 ? $".x{Threads}" : "")}";

    /// <summary>Whether it continues a stream: its batch is then the frames that are processed at once.</summary>
    public bool IsStream => Pass == Pass.Forward && Network.Frames > 0;

    /// <summary>Samples of a step, where each frame of a piece is one.</summary>
    public int Samples => Pass == Pass.Training && Network.Frames > 0 ? Batch * Network.Frames : Batch;

    /// <summary>Multiply-adds of a step.</summary>
    public long MultiplyAdds => Samples * (Pass == Pass.Forward ? Network.MultiplyAdds : Network.TrainingMultiplyAdds);

    /// <summary>All measurements of a network, in the order of the table.</summary>
    public static IEnumerable<Measure> Of(Topology network) => network.Name switch
    {
        nameof(A) or nameof(B) or nameof(C) or nameof(D) or nameof(E) =>
        [
            new(network, Pass.Forward, 1, 1),
            new(network, Pass.Forward, 64, 1),
            new(network, Pass.Training, 1, 1),
            new(network, Pass.Training, 32, 1),
            new(network, Pass.Training, 64, 1),
            new(network, Pass.Training, 64, 2),
        ],
        nameof(K1) => [new(network, Pass.Forward, 1, 1), new(network, Pass.Forward, 64, 1), new(network, Pass.Training, Model.MaximumPieces, 1)],
        nameof(K2) or nameof(K3) or nameof(K4) => [new(network, Pass.Forward, 1, 1), new(network, Pass.Forward, 64, 1)],
        nameof(K5) => [new(network, Pass.Forward, 1, 1)],
        nameof(K6) => [new(network, Pass.Forward, 1, 1), new(network, Pass.Training, 64, 1)],
        _ => [new(network, Pass.Forward, 1, 1), new(network, Pass.Forward, 64, 1), new(network, Pass.Training, 64, 1)],
    };
}
