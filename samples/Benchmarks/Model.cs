namespace Benchmarks;

/// <summary>A topology with weights and data, the same for every peer.</summary>
internal sealed class Model
{
    public const int MaximumBatch = 64;

    /// <summary>Of every training step.</summary>
    public const float LearningRate = 0.01f;

    public Model(Topology topology)
    {
        Topology = topology;
        var random = new Random(1);
        // Nothing is zero or one that could be anything else, so that a peer that forgot it is caught.
        Weights = [.. topology.Layers.Select(layer => layer is Layer.BatchNorm ? AroundOne(random, layer.Weights) : Uniform(random, layer.Weights, Bound(layer)))];
        Biases = [.. topology.Layers.Select(layer => Uniform(random, layer.Biases, Bound(layer)))];
        Means = [.. topology.Layers.Select(layer => Uniform(random, layer.Statistics, 0.5f))];
        Variances = [.. topology.Layers.Select(layer => AroundOne(random, layer.Statistics))];
        Inputs = Array.ConvertAll(Uniform(random, MaximumBatch * topology.Inputs, 1), MathF.Abs);
        Targets = new float[MaximumBatch * topology.Outputs];
        for (int sample = 0; sample < MaximumBatch; sample++)
            Targets[sample * topology.Outputs + sample % topology.Outputs] = 1;
    }

    public Topology Topology { get; }

    /// <summary>Layer by layer, each of the layer's <see cref="Layer.WeightShape"/>; empty where a layer has none.</summary>
    public float[][] Weights { get; }

    /// <summary>Layer by layer.</summary>
    public float[][] Biases { get; }

    /// <summary>Running means, layer by layer.</summary>
    public float[][] Means { get; }

    /// <summary>Running variances, layer by layer.</summary>
    public float[][] Variances { get; }

    /// <summary><see cref="MaximumBatch"/> × inputs, in 0…1.</summary>
    public float[] Inputs { get; }

    /// <summary><see cref="MaximumBatch"/> × outputs, one of each sample's being 1.</summary>
    public float[] Targets { get; }

    /// <summary>Every parameter: weights, then biases, layer by layer.</summary>
    public float[] Parameters => [.. Topology.Layers.SelectMany((_, l) => Weights[l].Concat(Biases[l]))];

    /// <summary>Every running statistic: means, then variances, layer by layer.</summary>
    public float[] Statistics => [.. Topology.Layers.SelectMany((_, l) => Means[l].Concat(Variances[l]))];

    /// <summary>Convolutions by He's bound, which keeps the sizes of numbers through many layers; dense layers by the smaller bound of PyTorch.</summary>
    private static float Bound(Layer layer) => layer switch
    {
        Layer.Convolution c => MathF.Sqrt(6f / (c.Weights / c.Filters)),
        Layer.BatchNorm => 0.5f,
        _ => 1 / MathF.Sqrt(layer.Inputs),
    };

    private static float[] AroundOne(Random random, int count) => Array.ConvertAll(Uniform(random, count, 0.5f), value => 1 + value);

    private static float[] Uniform(Random random, int count, float bound)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = bound * (2 * random.NextSingle() - 1);
        return values;
    }
}
