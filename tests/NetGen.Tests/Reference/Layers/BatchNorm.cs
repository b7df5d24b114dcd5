namespace NetGen.Tests.Reference;

/// <summary>Normalises the values of a channel over all samples in training, and by running statistics in inference.</summary>
public sealed record BatchNorm(double Epsilon = 1e-5, double Momentum = 0.1) : LayerSpec
{
    public override string Kind => "norm";

    public override string Attribute =>
        (Epsilon, Momentum) == (1e-5, 0.1)
            ? "BatchNorm"
            : Write("BatchNorm", Epsilon == 1e-5 ? null : FormattableString.Invariant($"Epsilon = {Epsilon:r}"), Momentum == 0.1 ? null : FormattableString.Invariant($"Momentum = {Momentum:r}"));

    public override Shape? Output(Shape input) => input;

    public override IEnumerable<TensorSpec> Tensors(Shape input) =>
    [
        new("weight", [input.Channels], 1, 0.5), new("bias", [input.Channels], 0, 0.5),
        new("running_mean", [input.Channels], 0, 0.5, IsStatistic: true), new("running_var", [input.Channels], 1, 0.5, IsStatistic: true),
    ];

    public override Sum[][] Forward(LayerPass pass, double[][] x)
    {
        double[] weight = pass.Tensor("weight"), bias = pass.Tensor("bias");
        if (pass.Training is not null)
            return EachChannel(pass, x, (channel, numbers) => Set(pass, numbers).Forward(_ => weight[channel], _ => bias[channel]));
        double[] mean = pass.Tensor("running_mean"), variance = pass.Tensor("running_var");
        return EachChannel(pass, x, (channel, numbers) =>
        {
            double scale = weight[channel] / Math.Sqrt(variance[channel] + Epsilon);
            return [.. numbers.Select(x => new Sum((x - mean[channel]) * scale + bias[channel], (Math.Abs(x) + Math.Abs(mean[channel])) * Math.Abs(scale) + Math.Abs(bias[channel])))];
        });
    }

    public override Sum[][] Pullback(LayerPass pass, double[][] x, double[][] dz, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor("weight");
        Sum[] dWeight = gradients("weight"), dBias = gradients("bias");
        return EachChannel(pass, x, (channel, numbers) => Set(pass, numbers).Pullback(
            Channel(pass, dz, channel), _ => weight[channel],
            (_, share) => dWeight[channel].Add(share.Value, share.Magnitude), (_, share) => dBias[channel].Add(share.Value, share.Magnitude)));
    }

    // running ← (1 − momentum)·running + momentum·batch, with the variance's unbiased estimate.
    public override IEnumerable<(string, double[])> Statistics(LayerPass pass, double[][] x)
    {
        int count = x.Length * pass.Input.Plane;
        Normalization[] sets = [.. Enumerable.Range(0, pass.Input.Channels).Select(channel => Set(pass, Channel(pass, x, channel)))];
        yield return ("running_mean", Moved("running_mean", set => set.Mean));
        yield return ("running_var", Moved("running_var", set => set.Variance * count / (count - 1)));

        double[] Moved(string name, Func<Normalization, double> of) =>
            [.. pass.Tensor(name).Zip(sets, (running, set) => (1 - Momentum) * running + Momentum * of(set))];
    }

    public override IEnumerable<LayerSpec> Simpler() => this == new BatchNorm() { Name = Name } ? [] : [new BatchNorm() { Name = Name }];

    private Normalization Set(LayerPass pass, double[] numbers) => new(numbers, Epsilon, pass.Rounding);

    private static double[] Channel(LayerPass pass, double[][] batch, int channel) =>
        [.. batch.SelectMany(sample => sample.Skip(channel * pass.Input.Plane).Take(pass.Input.Plane))];

    private static Sum[][] EachChannel(LayerPass pass, double[][] x, Func<int, double[], Sum[]> function)
    {
        Sum[][] results = [.. x.Select(sample => new Sum[sample.Length])];
        int plane = pass.Input.Plane;
        for (int channel = 0; channel < pass.Input.Channels; channel++)
        {
            Sum[] ofChannel = function(channel, Channel(pass, x, channel));
            for (int row = 0; row < x.Length; row++)
                ofChannel.AsSpan(row * plane, plane).CopyTo(results[row].AsSpan(channel * plane));
        }
        return results;
    }
}
