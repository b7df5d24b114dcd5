using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Contract;

/// <summary>The fused losses stay finite and correct where exponentials overflow: logits of ±10,000.</summary>
public class ExtremeLogitTests
{
    private const int Classes = 5, Samples = 40;

    public static TheoryData<Activation, Loss> Pairs => new()
    {
        { Activation.Softmax, Loss.CrossEntropy },
        { Activation.Linear, Loss.CrossEntropy },
        { Activation.LogSoftmax, Loss.CrossEntropy },
        { Activation.Sigmoid, Loss.BinaryCrossEntropy },
        { Activation.Linear, Loss.BinaryCrossEntropy },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Loss_and_gradients_are_finite_and_correct(Activation last, Loss loss)
    {
        // W is the identity: inputs are logits.
        var spec = new NetworkSpec(Classes, loss, new Dense(Classes, last, UseBias: false));
        double[] identity = [.. Enumerable.Range(0, Classes * Classes).Select(i => i % (Classes + 1) == 0 ? 1.0 : 0)];
        var reference = new ReferenceNetwork(spec, _ => identity);
        using var networks = new CompiledNetworks([spec]);
        var subject = (ITrainableSubject)networks.Create(0);
        subject.Parameters.CopyFrom("dense1.weight", [.. identity.Select(w => (float)w)]);

        var random = new Random(99);
        double[] magnitudes = [1e4, 1e4, 88, 104, 1, 0];
        double[][] inputs = [.. Enumerable.Range(0, Samples).Select(_ => Enumerable.Range(0, Classes).Select(_ => magnitudes[random.Next(magnitudes.Length)] * (2 * random.Next(2) - 1)).ToArray())];
        double[][] targets = [.. inputs.Select(_ => Targets.Draw(loss, Classes, random).Select(t => (double)(float)t).ToArray())];
        Trace trace = reference.Forward(inputs);
        double[] expectedGradients = reference.LossGradients(trace, targets).Tensors["dense1.weight"];
        double expected = reference.Loss(trace, targets);

        Workspace workspace = subject.CreateWorkspace(Samples, training: true);
        float actual = subject.ComputeGradients(Flat(inputs), Flat(targets), workspace);
        Expect.Close(expected, actual, 1e-5 * expected, "The loss");
        var gradients = new float[Classes * Classes];
        workspace.Gradients.CopyTo("dense1.weight", gradients);
        Expect.CloseTensor(expectedGradients, gradients, 1e-5 * expectedGradients.Max(Math.Abs), "gradient");
    }

    private static float[] Flat(double[][] rows) => [.. rows.SelectMany(row => row).Select(value => (float)value)];
}
