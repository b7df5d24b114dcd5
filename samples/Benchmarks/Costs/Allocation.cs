using NetGen;
using NetGen.Training;

namespace Benchmarks.Costs;

/// <summary>Bytes allocated by a call, after the first.</summary>
internal sealed record Allocation(string Network, double Forward, double ForwardBatch, double ComputeGradients, double Step)
{
    private const int Repetitions = 100;

    public static Allocation Measure(string network) => NetworkClasses.Use(network, new Calls());

    private static Allocation Measure<T>() where T : class, ITrainableNetwork<T>
    {
        const int Batch = Model.MaximumBatch;
        T network = T.Create(1);
        Workspace workspace = T.CreateWorkspace(Batch);
        var sgd = new Sgd();
        float[] inputs = new float[Batch * T.InputLength], outputs = new float[Batch * T.OutputLength];
        return new(
            typeof(T).Name,
            BytesOfACall(() => network.Forward(inputs.AsSpan(0, T.InputLength), outputs.AsSpan(0, T.OutputLength))),
            BytesOfACall(() => network.ForwardBatch(inputs, outputs, workspace)),
            BytesOfACall(() => network.ComputeGradients(inputs, outputs, workspace)),
            BytesOfACall(() => sgd.Step(network.Parameters, workspace.Gradients)));
    }

    private static double BytesOfACall(Action call)
    {
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Repetitions; i++)
            call();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Repetitions;
    }

    private sealed class Calls : INetworkUse<Allocation>
    {
        public Allocation With<T>() where T : class, ITrainableNetwork<T> => Measure<T>();
    }
}
