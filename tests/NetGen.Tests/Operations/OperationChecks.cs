extern alias generator;
using NetGen.Tests.RandomCases;
using NetworkModel = generator::NetGen.Generator.Model.NetworkModel;

namespace NetGen.Tests.Operations;

/// <summary>Compares a compiled graph with the reference: outputs, losses, gradients, one sample and batches, and the bits of both.</summary>
internal static class OperationChecks
{
    /// <param name="batch">Samples; more than 32 are several blocks.</param>
    public static void Check(NetworkModel model, ITrainableSubject subject, int batch)
    {
        var random = new SeededRandom(7);
        ParameterBlock parameters = subject.Parameters;
        foreach (ref float value in parameters.Values)
            value = random.NextSingle() - 0.5f;
        foreach (string variance in parameters.Names.Where(name => name.EndsWith("running_var", StringComparison.Ordinal)))
            parameters.CopyFrom(variance, [.. Tensors(parameters)[variance].Select(value => (float)value + 1)]);
        float[] inputs = DrawInputs(model, random, batch, subject.InputLength), targets = Draw(random, batch * subject.OutputLength), outputs = new float[batch * subject.OutputLength];
        OperationReference reference = new(model, Tensors(parameters));
        Workspace workspace = subject.CreateWorkspace(batch, training: true);

        subject.ForwardBatch(inputs, outputs, workspace);
        float[] alone = new float[subject.OutputLength];
        for (int i = 0; i < batch; i++)
        {
            double[] expected = reference.Outputs([.. inputs.Skip(i * subject.InputLength).Take(subject.InputLength).Select(value => (double)value)]);
            float[] row = outputs.AsSpan(i * subject.OutputLength, subject.OutputLength).ToArray();
            AssertClose(expected, row, $"outputs of sample {i}");
            subject.Forward(inputs.AsSpan(i * subject.InputLength, subject.InputLength), alone);
            Assert.Equal(row.Select(BitConverter.SingleToInt32Bits), alone.Select(BitConverter.SingleToInt32Bits));
        }

        double[] x = [.. inputs.Select(value => (double)value)], t = [.. targets.Select(value => (double)value)];
        float loss = subject.ComputeGradients(inputs, targets, workspace);
        AssertClose([reference.MeanLoss(x, t, batch)], [loss], "loss");
        CheckGradients(model, parameters, workspace, x, t, batch);
        float[] gradients = workspace.Gradients.Values.ToArray();

        float[] again = new float[outputs.Length];
        // The running statistics have moved.
        reference = new(model, Tensors(parameters));
        AssertClose([reference.MeanLoss(x, t, batch, training: false)], [subject.ComputeLoss(inputs, targets, again, workspace)], "loss in inference");
        if (!model.Layers.Any(layer => layer.Kind is generator::NetGen.Generator.Layers.BatchNormLayer))
            Assert.Equal(outputs, again);
        long before = GC.GetAllocatedBytesForCurrentThread();
        subject.Forward(inputs.AsSpan(0, subject.InputLength), alone);
        subject.ComputeGradients(inputs, targets, workspace);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(gradients, workspace.Gradients.Values.ToArray());
    }

    private static void CheckGradients(NetworkModel model, ParameterBlock parameters, Workspace workspace, double[] inputs, double[] targets, int batch)
    {
        // So short that hardly any step crosses a kink.
        const double Step = 1e-7;
        Dictionary<string, double[]> tensors = Tensors(parameters);
        Dictionary<string, double[]> gradients = Tensors(workspace.Gradients);
        OperationReference reference = new(model, tensors);
        foreach ((string name, double[] tensor) in tensors)
            for (int i = 0; i < tensor.Length; i += Math.Max(1, tensor.Length / 2))
            {
                double value = tensor[i];
                tensor[i] = value + Step;
                double above = reference.MeanLoss(inputs, targets, batch);
                tensor[i] = value - Step;
                double below = reference.MeanLoss(inputs, targets, batch);
                tensor[i] = value;
                double expected = (above - below) / (2 * Step);
                Assert.True(Math.Abs(expected - gradients[name][i]) <= 2e-4 * Math.Max(1, Math.Abs(expected)), $"gradient of {name}[{i}]: {gradients[name][i]} instead of {expected}");
            }
    }

    private static Dictionary<string, double[]> Tensors(ParameterBlock block) => block.Names.ToDictionary(name => name, name =>
    {
        float[] values = new float[block.GetShape(name).ToArray().Aggregate(1, (product, extent) => product * extent)];
        block.CopyTo(name, values);
        return values.Select(value => (double)value).ToArray();
    });

    private static void AssertClose(double[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-4 * Math.Max(1, Math.Abs(expected[i])), $"{what}: element {i} is {actual[i]} instead of {expected[i]}");
    }

    /// <summary>Numbers, but whole ones for inputs that are indices.</summary>
    private static float[] DrawInputs(NetworkModel model, SeededRandom random, int batch, int length)
    {
        float[] inputs = Draw(random, batch * length);
        foreach (generator::NetGen.Generator.Lowering.PlannedIndices indices in generator::NetGen.Generator.Lowering.PlannedIndices.Of(model))
            for (int row = 0; row < batch; row++)
                foreach (ref float value in inputs.AsSpan(row * length + indices.Offset, indices.Length))
                    value = random.NextInt32(indices.Count);
        return inputs;
    }

    private static float[] Draw(SeededRandom random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
}
