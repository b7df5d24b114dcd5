using NetGen.Tests.Contract;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Batches whose samples threads share.</summary>
public class PredictorTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 1)]
    [InlineData(2, 32)]
    [InlineData(2, 33)]
    [InlineData(2, 257)]
    [InlineData(3, 1000)]
    [InlineData(5, 40)]
    public void The_outputs_are_those_of_one_thread(int threads, int samples)
    {
        var network = new SharedNetwork(seed: 3);
        float[] inputs = Draw(samples * SharedNetwork.InputLength), expected = new float[samples * SharedNetwork.OutputLength], chosen = new float[expected.Length], always = new float[expected.Length];
        network.ForwardBatch(inputs, expected, SharedNetwork.CreateWorkspace(samples, training: false));
        using var predictor = new Predictor<SharedNetwork>(network, threads);
        using var shared = new Predictor<SharedNetwork>(network, threads, choice: null);
        Assert.Equal((threads, network), (predictor.Threads, predictor.Network));
        for (int call = 0; call < 10; call++)
        {
            predictor.ForwardBatch(inputs, chosen);
            shared.ForwardBatch(inputs, always);
            Assert.Equal(expected, chosen);
            Assert.Equal(expected, always);
            Array.Clear(chosen);
            Array.Clear(always);
        }
    }

    [Fact]
    public void A_tiny_network_takes_many_samples()
    {
        const int Samples = 200_001;
        var network = new LinearPredictor(seed: 1);
        float[] inputs = Draw(2 * Samples), expected = new float[Samples], outputs = new float[Samples];
        network.ForwardBatch(inputs, expected, LinearPredictor.CreateWorkspace(Samples, training: false));
        using var predictor = new Predictor<LinearPredictor>(network, 2, choice: null);
        predictor.ForwardBatch(inputs, outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void Batches_that_do_not_fit_are_rejected_and_nothing_is_written()
    {
        using var predictor = new Predictor<SharedNetwork>(new(), 2);
        float[] outputs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], memory = new float[300];
        Assert.Contains("100 elements", Assert.Throws<ArgumentException>(() => predictor.ForwardBatch(new float[199], outputs)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => predictor.ForwardBatch([], []));
        Assert.Throws<ArgumentException>(() => predictor.ForwardBatch(new float[300], outputs));
        Assert.Throws<ArgumentException>(() => predictor.ForwardBatch(memory.AsSpan(0, 200), memory.AsSpan(199, 10)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], outputs);
        predictor.ForwardBatch(new float[200], outputs);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Predictor<SharedNetwork>(new(), 0));
        Assert.Throws<ArgumentNullException>(() => new Predictor<SharedNetwork>(null!, 1));
    }

    [Fact]
    public void An_invalid_input_is_found_before_anything_is_written()
    {
        using var predictor = new Predictor<SharedIndices>(new(), 2, choice: null);
        float[] inputs = new float[100 * SharedIndices.InputLength], outputs = new float[100 * SharedIndices.OutputLength];
        Array.Fill(outputs, -1);
        inputs[^1] = 0.5f;
        Assert.Throws<ArgumentException>(() => predictor.ForwardBatch(inputs, outputs));
        Assert.All(outputs, output => Assert.Equal(-1, output));
        inputs[^1] = 0;
        predictor.ForwardBatch(inputs, outputs);
        Assert.All(outputs, output => Assert.NotEqual(-1, output));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_disposed_predictor_says_so(int threads)
    {
        var predictor = new Predictor<SharedNetwork>(new(), threads);
        predictor.Dispose();
        predictor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.ForwardBatch(new float[100], new float[5]));
    }

    [Fact]
    public void A_second_caller_is_told_and_disposing_waits_for_the_first()
    {
        using ManualResetEventSlim begun = new(), ends = new();
        var network = new LinearNetwork
        {
            BeforeForward = () =>
            {
                begun.Set();
                ends.Wait();
            },
        };
        var predictor = new Predictor<LinearNetwork>(network, 2);
        float[] inputs = new float[LinearNetwork.InputLength], outputs = new float[LinearNetwork.OutputLength];
        var first = new Thread(() => predictor.ForwardBatch(inputs, outputs));
        first.Start();
        begun.Wait();
        Assert.Contains("Another thread", Assert.Throws<InvalidOperationException>(() => predictor.ForwardBatch(inputs, new float[outputs.Length])).Message, StringComparison.Ordinal);
        var disposal = new Thread(predictor.Dispose);
        disposal.Start();
        Assert.False(disposal.Join(TimeSpan.FromMilliseconds(50)));
        ends.Set();
        first.Join();
        disposal.Join();
        Assert.Throws<ObjectDisposedException>(() => predictor.ForwardBatch(inputs, outputs));
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        using var predictor = new Predictor<SharedNetwork>(new(), 2);
        float[] inputs = Draw(256 * SharedNetwork.InputLength), outputs = new float[256 * SharedNetwork.OutputLength];
        for (int i = 0; i < 10; i++)
            predictor.ForwardBatch(inputs, outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            predictor.ForwardBatch(inputs, outputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Draw(int length)
    {
        var random = new SeededRandom(7);
        float[] values = new float[length];
        foreach (ref float value in values.AsSpan())
            value = 2 * random.NextSingle() - 1;
        return values;
    }
}

/// <summary>A network of two multiply-adds.</summary>
[Network(2)]
[Dense(1)]
public sealed partial class LinearPredictor;
