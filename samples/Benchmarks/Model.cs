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
        // Biases differ from zero too, so that a peer that forgot them is caught.
        Weights = [.. topology.Layers.Select(layer => Uniform(random, layer.Inputs * layer.Outputs, 1 / MathF.Sqrt(layer.Inputs)))];
        Biases = [.. topology.Layers.Select(layer => Uniform(random, layer.Outputs, 1 / MathF.Sqrt(layer.Inputs)))];
        Inputs = Array.ConvertAll(Uniform(random, MaximumBatch * topology.Inputs, 1), MathF.Abs);
        Targets = new float[MaximumBatch * topology.Outputs];
        for (int sample = 0; sample < MaximumBatch; sample++)
            Targets[sample * topology.Outputs + sample % topology.Outputs] = 1;
    }

    public Topology Topology { get; }

    /// <summary>Layer by layer, [outputs][inputs].</summary>
    public float[][] Weights { get; }

    /// <summary>Layer by layer.</summary>
    public float[][] Biases { get; }

    /// <summary><see cref="MaximumBatch"/> × inputs, in 0…1.</summary>
    public float[] Inputs { get; }

    /// <summary><see cref="MaximumBatch"/> × outputs, one of each sample's being 1.</summary>
    public float[] Targets { get; }

    private static float[] Uniform(Random random, int count, float bound)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = bound * (2 * random.NextSingle() - 1);
        return values;
    }
}
