using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Contract;

/// <summary>Dropout drops exactly the units that its definition selects, and preserves expected values.</summary>
public class DropoutTests
{
    private const double Rate = 0.3;
    private const int Batch = 70;

    // PRelu comes first so that the dropout is layer 1; the inputs are positive, so outputs are inputs, dropped or scaled.
    private static readonly NetworkSpec Masked = new(new Shape(3, 5, 7), Loss.MeanSquaredError, new PRelu(), new Dropout(Rate));

    private static readonly NetworkSpec Summed = new(new Shape(40), Loss.MeanSquaredError, new Dropout(Rate), new Dense(6, UseBias: false), new Dropout(0.5));

    [Theory]
    [InlineData(0UL, 0L)]
    [InlineData(1UL, 0L)]
    [InlineData(0UL, 1L)]
    [InlineData(ulong.MaxValue, long.MaxValue)]
    [InlineData(0x1234_5678_9ABC_DEF0UL, 1L << 40)]
    public void Every_unit_of_every_sample_is_dropped_as_defined(ulong seed, long step)
    {
        using var networks = new CompiledNetworks([Masked]);
        var subject = (ITrainableSubject)networks.Create(0);
        float[] inputs = Positive(Batch * Masked.InputLength), outputs = new float[inputs.Length];
        Workspace workspace = subject.CreateWorkspace(Batch, training: true);
        (workspace.Seed, workspace.Step) = (seed, step);
        subject.ForwardTraining(inputs, outputs, workspace);

        Shape shape = Masked.Input;
        for (int i = 0; i < outputs.Length; i++)
        {
            (int sample, int index) = Math.DivRem(i, shape.Length);
            (int channel, int pixel) = Math.DivRem(index, shape.Plane);
            bool dropped = DropoutMask.Drops(new(seed, step), layer: 1, sample, pixel * shape.Channels + channel, Rate);
            Assert.Equal(dropped ? 0 : inputs[i] * (float)(1 / (1 - Rate)), outputs[i]);
        }
        // 7,350 units: five standard deviations are 0.027.
        Assert.InRange(outputs.Count(output => output == 0) / (double)outputs.Length, Rate - 0.027, Rate + 0.027);
        Assert.Equal(unchecked(step + 1), workspace.Step);
    }

    [Fact]
    public void Masks_differ_by_step_seed_sample_and_layer()
    {
        string Mask(ulong seed, long step, int layer, int sample) =>
            string.Concat(Enumerable.Range(0, 105).Select(unit => DropoutMask.Drops(new(seed, step), layer, sample, unit, Rate) ? '0' : '1'));

        string[] masks = [.. from seed in new ulong[] { 0, 1, 2 } from step in new long[] { 0, 1, 2 } from layer in new[] { 0, 1, 2 } from sample in new[] { 0, 1, 2 } select Mask(seed, step, layer, sample)];
        Assert.Equal(masks.Length, masks.Distinct().Count());
    }

    [Fact]
    public void The_mean_over_many_masks_equals_inference()
    {
        using var networks = new CompiledNetworks([Summed]);
        var subject = (ITrainableSubject)networks.Create(0);
        subject.Parameters.Initialize(seed: 4);
        const int Steps = 1000;
        float[] input = Positive(Summed.InputLength), expected = new float[Summed.OutputLength];
        subject.Forward(input, expected);

        float[] inputs = [.. Enumerable.Repeat(input, Batch).SelectMany(sample => sample)], outputs = new float[Batch * expected.Length];
        double[] sums = new double[expected.Length], squares = new double[expected.Length];
        Workspace workspace = subject.CreateWorkspace(Batch, training: true);
        workspace.Seed = 9;
        for (int step = 0; step < Steps; step++)
        {
            subject.ForwardTraining(inputs, outputs, workspace);
            for (int i = 0; i < outputs.Length; i++)
            {
                sums[i % expected.Length] += outputs[i];
                squares[i % expected.Length] += (double)outputs[i] * outputs[i];
            }
        }
        const int Masks = Steps * Batch;
        for (int i = 0; i < expected.Length; i++)
        {
            // Five standard deviations of the mean; the masks are the same in every run.
            double mean = sums[i] / Masks, deviation = Math.Sqrt((squares[i] / Masks - mean * mean) / Masks);
            Assert.InRange(mean - expected[i], -5 * deviation, 5 * deviation);
            Assert.InRange(deviation, 1e-4, 1e-2);
        }
    }

    // Between 1 and 2, so that scaled values differ from 0.
    private static float[] Positive(int count) => [.. Enumerable.Range(0, count).Select(i => 1 + i % 64 / 64f)];
}
