namespace NetGen.Tests.Reference;

/// <summary>The reference's hand-derived gradients against central differences of its own loss: what makes it a reference.</summary>
public class ReferenceGradientTests
{
    public static TheoryData<Activation, Loss> Pairs()
    {
        TheoryData<Activation, Loss> pairs = [];
        foreach (Activation last in Trainable)
            foreach (Loss loss in Enum.GetValues<Loss>())
                if (Losses.Fits(loss, last, 4))
                    pairs.Add(last, loss);
        return pairs;
    }

    private static IEnumerable<Activation> Trainable => Enum.GetValues<Activation>().Where(activation => activation != Activation.Step);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Gradients_are_central_differences(Activation last, Loss loss)
    {
        foreach (Activation hidden in Trainable)
            Check(new(5, loss, new LayerSpec(6, hidden), new LayerSpec(3, hidden, UseBias: false), new LayerSpec(4, last)));
    }

    // The differences have an error of h²·f''' + 1e-16/h, about 1e-9 of the gradients' size for h = 1e-5.
    private static void Check(NetworkSpec spec)
    {
        var random = new Random(12345);
        Dictionary<string, double[]> tensors = ReferenceNetwork.Tensors(spec).ToDictionary(
            tensor => tensor.Name, tensor => Uniform(random, tensor.Shape.Aggregate(1, (a, b) => a * b)));
        (double[] input, double[] target) = Sample(spec, tensors, random);

        var sums = new GradientSums(spec);
        var network = new ReferenceNetwork(spec, name => tensors[name]);
        network.AddLossGradients(network.Forward(input), target, 1, sums);
        double LossNow() => network.Loss(network.Forward(input), target);

        const double h = 1e-5;
        foreach ((string name, double[] values) in tensors)
            for (int i = 0; i < values.Length; i++)
            {
                double value = values[i];
                values[i] = value + h;
                double above = LossNow();
                values[i] = value - h;
                double below = LossNow();
                values[i] = value;
                double difference = (above - below) / (2 * h);
                Assert.True(Math.Abs(difference - sums[name][i]) <= 1e-7 * Math.Max(1, Math.Abs(difference)),
                    $"{spec}: ∂/∂{name}[{i}] is {sums[name][i]:r}, the difference {difference:r}");
            }
    }

    // A sample that no step of the differences carries over a kink.
    private static (double[] Input, double[] Target) Sample(NetworkSpec spec, Dictionary<string, double[]> tensors, Random random)
    {
        var network = new ReferenceNetwork(spec, name => tensors[name]);
        for (int i = 0; i < 1000; i++)
        {
            double[] input = Uniform(random, spec.InputLength);
            double[] target = Targets.Draw(spec.Loss, spec.OutputLength, random);
            if (Kinks.Distance(spec, network.Forward(input), target) > 1e-3)
                return (input, target);
        }
        throw new InvalidOperationException($"No sample of {spec} is away from every kink.");
    }

    private static double[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
}
