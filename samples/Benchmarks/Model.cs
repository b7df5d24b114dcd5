namespace Benchmarks;

/// <summary>The tensors of a layer.</summary>
/// <param name="Weights">Of the layer's <see cref="Layer.WeightShape"/>; empty where it has none.</param>
/// <param name="Biases">Empty where it has none.</param>
/// <param name="Means">Running means; empty unless it normalises.</param>
/// <param name="Variances">Running variances; empty unless it normalises.</param>
internal sealed record LayerTensors(float[] Weights, float[] Biases, float[] Means, float[] Variances);

/// <summary>A topology with weights and data, the same for every peer.</summary>
internal sealed class Model
{
    public const int MaximumBatch = 64;

    /// <summary>Pieces of a batch of a network over frames.</summary>
    public const int MaximumPieces = 16;

    /// <summary>Of every training step.</summary>
    public const float LearningRate = 0.01f;

    // By reference: layers of equal settings have tensors of their own.
    private readonly Dictionary<Layer, LayerTensors> _ofLayer = new(ReferenceEqualityComparer.Instance);

    public Model(Topology topology)
    {
        Topology = topology;
        var random = new Random(1);
        // No parameter is zero or one, so that a peer that omits it is detected.
        float[][] weights = [.. topology.Layers.Select(layer => layer is Layer.BatchNorm ? AroundOne(random, layer.Weights) : Uniform(random, layer.Weights, Bound(layer)))];
        float[][] biases = [.. topology.Layers.Select(layer => Uniform(random, layer.Biases, Bound(layer)))];
        float[][] means = [.. topology.Layers.Select(layer => Uniform(random, layer.Statistics, 0.5f))];
        float[][] variances = [.. topology.Layers.Select(layer => AroundOne(random, layer.Statistics))];
        Tensors = [.. topology.Layers.Select((_, l) => new LayerTensors(weights[l], biases[l], means[l], variances[l]))];
        for (int l = 0; l < Tensors.Count; l++)
            _ofLayer.Add(topology.Layers[l], Tensors[l]);
        int samples = Math.Max(MaximumBatch, MaximumPieces * topology.Frames);
        Inputs = Array.ConvertAll(Uniform(random, samples * topology.Inputs, 1), MathF.Abs);
        if (topology.Vocabulary > 0)
            Inputs = Array.ConvertAll(Inputs, value => MathF.Floor(value * topology.Vocabulary));
        Targets = [.. Enumerable.Range(0, samples).SelectMany(sample => topology.Heads.SelectMany(head => OneHot(sample, head)))];
    }

    public Topology Topology { get; }

    /// <summary>The tensors of each of the topology's layers.</summary>
    public IReadOnlyList<LayerTensors> Tensors { get; }

    /// <summary><see cref="MaximumBatch"/> × inputs, in 0…1 or indices; of a network over frames, as many frames as <see cref="MaximumPieces"/> have.</summary>
    public float[] Inputs { get; }

    /// <summary>As many samples × outputs, one of those of each head and position being 1.</summary>
    public float[] Targets { get; }

    /// <summary>Every parameter: weights, then biases, layer by layer.</summary>
    public float[] Parameters => [.. Tensors.SelectMany(tensors => tensors.Weights.Concat(tensors.Biases))];

    /// <summary>Every running statistic: means, then variances, layer by layer.</summary>
    public float[] Statistics => [.. Tensors.SelectMany(tensors => tensors.Means.Concat(tensors.Variances))];

    /// <summary>The tensors of one of the topology's layers.</summary>
    public LayerTensors Of(Layer layer) => _ofLayer[layer];

    /// <summary>The targets of one of the topology's heads: samples × its outputs.</summary>
    public float[] TargetsOf(Head head, int samples)
    {
        int offset = Topology.Heads.TakeWhile(other => !ReferenceEquals(other, head)).Sum(other => other.Outputs);
        return [.. Enumerable.Range(0, samples).SelectMany(sample => Targets.AsSpan(sample * Topology.Outputs + offset, head.Outputs).ToArray())];
    }

    /// <summary>He's bound for convolutions, which preserves magnitudes through many layers; PyTorch's smaller bound for dense layers.</summary>
    private static float Bound(Layer layer) => layer switch
    {
        Layer.Convolution c => MathF.Sqrt(6f / (c.Weights / c.Filters)),
        Layer.BatchNorm => 0.5f,
        RecurrentLayer recurrent => 1 / MathF.Sqrt(recurrent.Units),
        CausalLayer causal => 1 / MathF.Sqrt(causal.Inputs * causal.Taps),
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

    private static float[] OneHot(int sample, Head head)
    {
        var values = new float[head.Outputs];
        int classes = head.Outputs / head.Positions;
        for (int position = 0; position < head.Positions; position++)
            values[(sample + position) % classes * head.Positions + position] = 1;
        return values;
    }
}
