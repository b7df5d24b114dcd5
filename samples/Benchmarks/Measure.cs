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

    /// <summary>Multiply-adds of a step.</summary>
    public long MultiplyAdds => Batch * (Pass == Pass.Forward ? Network.MultiplyAdds : Network.TrainingMultiplyAdds);

    /// <summary>All measurements of a network, in the order of the table.</summary>
    public static IEnumerable<Measure> Of(Topology network) => network.Name is not (nameof(A) or nameof(B) or nameof(C) or nameof(D) or nameof(E))
        ? [new(network, Pass.Forward, 1, 1), new(network, Pass.Forward, 64, 1), new(network, Pass.Training, 64, 1)]
        :
    [
        new(network, Pass.Forward, 1, 1),
        new(network, Pass.Forward, 64, 1),
        new(network, Pass.Training, 1, 1),
        new(network, Pass.Training, 32, 1),
        new(network, Pass.Training, 64, 1),
        new(network, Pass.Training, 64, 2),
    ];
}
