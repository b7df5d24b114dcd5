using NetGen.Bits;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Bits;

/// <summary>Any number of threads may use one network for inference concurrently.</summary>
public class ConcurrentForwardTests
{
    private const int Threads = 8, Samples = 40, Repetitions = 25;

    [Fact] public void Scratch_on_the_stack() => Check<Classifier>();

    [Fact] public void Scratch_in_a_buffer_of_each_thread() => Check<Broad>();

    [Fact] public void Convolutions_and_pools() => Check<Pictures>();

    [Fact] public void Running_statistics() => Check<Depthwise>();

    [Fact] public void Lines() => Check<Signal>();

    [Fact] public void Dropout() => Check<Dropped>();

    private static void Check<TNetwork>() where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(seed: 11);
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, Samples * TNetwork.InputLength).Select(_ => random.NextSingle() - 0.5f)];
        float[] expected = Outputs(network, inputs);

        using var gate = new Barrier(Threads);
        var actual = new float[Threads][];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            gate.SignalAndWait();
            for (int repetition = 0; repetition < Repetitions; repetition++)
            {
                float[] outputs = Outputs(network, inputs);
                // The last repetition, or the first that failed.
                actual[thread] = outputs;
                if (!outputs.AsSpan().SequenceEqual(expected))
                    return;
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        for (int thread = 0; thread < Threads; thread++)
            Expect.SameBits(expected, actual[thread], $"Thread {thread}");
    }

    private static float[] Outputs<TNetwork>(TNetwork network, float[] inputs) where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[Samples * TNetwork.OutputLength];
        for (int row = 0; row < Samples; row++)
            network.Forward(inputs.AsSpan(row * TNetwork.InputLength, TNetwork.InputLength), outputs.AsSpan(row * TNetwork.OutputLength, TNetwork.OutputLength));
        return outputs;
    }
}
