using NetGen.Tests.Reference;

namespace NetGen.Golden;

/// <summary>Compares the reference used for random networks with PyTorch's fixtures, both in double.</summary>
public class ReferenceTests
{
    // Fixtures have nine digits, and soft targets in float32 sum to 1 only within about 1e-8, while the reference assumes exactly 1.
    private const double Tolerance = 1e-7;

    public static TheoryData<string> Networks => [.. Fixtures.Layers.Keys, .. Fixtures.Recurrent.Keys];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Reference_agrees_with_PyTorch(string name)
    {
        LayerFixture fixture = Fixtures.Layers.TryGetValue(name, out LayerFixture? ofLayers) ? ofLayers : Fixtures.Recurrent[name];
        NetworkSpec spec = Declared.Network(typeof(ReferenceTests).Assembly.GetType($"NetGen.Golden.{name}", throwOnError: true)!);
        Assert.Equal(fixture.Parameters.Keys, ReferenceNetwork.Tensors(spec).Select(tensor => tensor.Name));
        // Fixtures start from float32 values, and are written with enough digits to restore them.
        Dictionary<string, double[]> tensors = fixture.Parameters.ToDictionary(tensor => tensor.Key, tensor => Single(tensor.Value));
        var reference = new ReferenceNetwork(spec, tensor => tensors[tensor]);
        double[][] inputs = First(fixture, fixture.Inputs, spec.InputLength);
        AssertClose(fixture.Outputs, [.. reference.Forward(inputs).Outputs.SelectMany(y => y)], "outputs");
        if (fixture.Gradients is null)
            return;

        double[][] targets = First(fixture, fixture.Targets!, spec.OutputLength);
        Trace trace = reference.Forward(inputs, new TrainingStep(Seed: 0, Step: 0));
        AssertClose([fixture.Loss!.Value], [reference.Loss(trace, targets)], "loss");
        Gradients gradients = reference.LossGradients(trace, targets);
        foreach ((string tensor, double[] values) in fixture.Gradients)
            AssertClose(values, gradients.Tensors[tensor], $"gradient of {tensor}");

        Dictionary<string, double[]> statistics = reference.Statistics(trace);
        Assert.Equal(fixture.StatisticsAfterOne!.Keys.Order(), statistics.Keys.Order());
        foreach ((string tensor, double[] values) in fixture.StatisticsAfterOne)
            AssertClose(values, statistics[tensor], tensor);
    }

    private static double[][] First(LayerFixture fixture, double[] steps, int length) => [.. Single(steps)[..(steps.Length / fixture.Steps)].Chunk(length)];

    private static double[] Single(double[] values) => [.. values.Select(value => (double)(float)value)];

    private static void AssertClose(double[] expected, double[] actual, string what)
    {
        double tolerance = Tolerance * Math.Max(1e-3, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}[{i}] is {actual[i]:r}; PyTorch has {expected[i]:r}.");
    }
}
