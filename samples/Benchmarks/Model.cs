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
        // No parameter is zero or one, so that a peer that omits it is detected.
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

    /// <summary>He's bound for convolutions, which preserves magnitudes through many layers; PyTorch's smaller bound for dense layers.</summary>
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
