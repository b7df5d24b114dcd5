using System.Text.Json;

namespace NetGen.Golden;

/// <summary>PyTorch's results for one network, without targets, loss and gradients if it can't be trained.</summary>
public sealed record NetworkFixture(
    Dictionary<string, double[]> Parameters, double[] Inputs, double[] Outputs, double[]? Targets, double? Loss, Dictionary<string, double[]>? Gradients);

/// <summary>The results of PyTorch's modules for one network: the batches of all steps; outputs of the first batch in evaluation mode; its loss and gradients in training mode, and the running statistics after it; parameters, running statistics and the same outputs after the steps. Without training results if only outputs are compared; graphs have the gradients of the inputs, too.</summary>
/// <param name="Steps">The number of steps, one batch each.</param>
/// <param name="Losses">The loss of each batch before the step on it; null where only the first is compared.</param>
public sealed record LayerFixture(
    Dictionary<string, double[]> Parameters, double[] Inputs, double[] Outputs, double[]? Targets, double? Loss, Dictionary<string, double[]>? Gradients,
    Dictionary<string, double[]>? StatisticsAfterOne, string? Optimizer, Dictionary<string, double[]>? After, double[]? OutputsAfter, double[]? InputGradients, int Steps = 3, double[]? Losses = null)
{
    /// <summary>The samples of a batch.</summary>
    public int Batch(int inputLength) => Inputs.Length / Steps / inputLength;

    /// <summary>The inputs or the targets of one step.</summary>
    public float[] Of(double[] steps, int step) => Fixtures.Narrow(steps[(step * steps.Length / Steps)..((step + 1) * steps.Length / Steps)]);
}

/// <summary>Initial parameters, the batches of 20 steps, and the parameters after them for each optimizer.</summary>
public sealed record OptimizerFixture(
    Dictionary<string, double[]> Parameters, double[] Inputs, double[] Targets, int Batch, Dictionary<string, Dictionary<string, double[]>> After);

/// <summary>XOR before and after its epochs of single samples in order.</summary>
public sealed record XorFixture(double LearningRate, int Epochs, Dictionary<string, double[]> Parameters, Dictionary<string, double[]> After);

/// <summary>The fixtures written by make_fixtures.py, make_layer_fixtures.py, make_recurrent_fixtures.py, make_stream_fixtures.py and make_graph_fixtures.py.</summary>
public static class Fixtures
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IReadOnlyDictionary<string, NetworkFixture> Networks { get; } = Read<Dictionary<string, NetworkFixture>>("networks");

    public static IReadOnlyDictionary<string, LayerFixture> Layers { get; } = Read<Dictionary<string, LayerFixture>>("layers");

    public static IReadOnlyDictionary<string, LayerFixture> Recurrent { get; } = Read<Dictionary<string, LayerFixture>>("recurrent");

    public static IReadOnlyDictionary<string, LayerFixture> Streams { get; } = Read<Dictionary<string, LayerFixture>>("streams");

    public static IReadOnlyDictionary<string, LayerFixture> Graphs { get; } = Read<Dictionary<string, LayerFixture>>("graphs");

    public static OptimizerFixture Optimizers { get; } = Read<OptimizerFixture>("optimizers");

    public static XorFixture Xor { get; } = Read<XorFixture>("xor");

    public static float[] Narrow(double[] values) => [.. values.Select(value => (float)value)];

    /// <summary>Copies parameters into a network; they must be exactly its own.</summary>
    public static void Load(ParameterBlock parameters, Dictionary<string, double[]> values)
    {
        Assert.Equal(values.Keys, parameters.Names);
        foreach ((string name, double[] tensor) in values)
            parameters.CopyFrom(name, Narrow(tensor));
    }

    /// <summary>Asserts that every tensor is within a tolerance relative to its largest magnitude.</summary>
    public static void AssertClose(Dictionary<string, double[]> expected, ParameterBlock actual, double tolerance)
    {
        foreach ((string name, double[] tensor) in expected)
        {
            var values = new float[tensor.Length];
            actual.CopyTo(name, values);
            AssertClose(tensor, values, tolerance * tensor.Max(Math.Abs), name);
        }
    }

    public static void AssertClose(double[] expected, float[] actual, double tolerance, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance,
                $"{what}[{i}] is {actual[i]:r}; PyTorch has {expected[i]:r}, off by {Math.Abs(expected[i] - actual[i]):e2} where {tolerance:e2} is allowed.");
    }

    private static T Read<T>(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", $"{name}.json"));
        return JsonSerializer.Deserialize<T>(file, Options)!;
    }
}
