using NetGen.Data;
using NetGen.Training;

namespace NetGen.FirstCall;

/// <summary>The calls whose first one is measured; each in a process of its own.</summary>
internal static class Calls
{
    private const int Batch = 64;

    /// <summary>Their names, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Create", "Forward", "ForwardBatch", "ComputeGradients", "Descend", "Fit"];

    /// <summary>Measures the first call in this process.</summary>
    public static FirstCall Measure<T>(string call) where T : class, ITrainableNetwork<T>
    {
        float[] inputs = new float[Batch * T.InputLength], targets = new float[Batch * T.OutputLength];
        if (call == "Create")
            return FirstCall.Measure(() => { T.Create(1); T.CreateWorkspace(Batch); });
        (T network, Workspace workspace) = (T.Create(1), T.CreateWorkspace(Batch));
        switch (call)
        {
            case "Forward":
                return FirstCall.Measure(() => network.Forward(inputs.AsSpan(0, T.InputLength), targets.AsSpan(0, T.OutputLength)));
            case "ForwardBatch":
                return FirstCall.Measure(() => network.ForwardBatch(inputs, targets, workspace));
            case "ComputeGradients":
                return FirstCall.Measure(() => network.ComputeGradients(inputs, targets, workspace));
            case "Descend":
                return FirstCall.Measure(() => network.Descend(inputs, targets, workspace, learningRate: 0.01));
            case "Fit":
                Dataset data = Dataset.FromArrays(inputs, targets, T.InputLength, T.OutputLength);
                using (var trainer = new Trainer<T>(network, new Adam()) { BatchSize = Batch })
                    return FirstCall.Measure(() => trainer.Fit(data, epochs: 1));
            default:
                throw new ArgumentException($"There is no call {call}.", nameof(call));
        }
    }
}
