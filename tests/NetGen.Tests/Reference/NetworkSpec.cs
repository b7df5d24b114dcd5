using System.Collections.Immutable;

namespace NetGen.Tests.Reference;

/// <summary>A network as a user would declare it: what the reference computes, and what the sources under test are written from.</summary>
public sealed record NetworkSpec(Shape Input, ImmutableArray<LayerSpec> Layers, Loss Loss, Unroll Unroll = Unroll.Auto)
{
    public NetworkSpec(Shape input, Loss loss, params LayerSpec[] layers) : this(input, [.. layers], loss) { }

    public NetworkSpec(int inputLength, Loss loss, params LayerSpec[] layers) : this(new Shape(inputLength), loss, layers) { }

    public int InputLength => Input.Length;

    public Shape Output => OutputOf(Layers.Length - 1);

    public int OutputLength => Output.Length;

    /// <summary>The layer whose sums and outputs the loss is of: what follows keeps them.</summary>
    public int LossLayer => Enumerable.Range(0, Layers.Length).LastOrDefault(i => !Layers[i].KeepsNumbers);

    /// <summary>The function before the loss.</summary>
    public Activation LastActivation => Layers[LossLayer].Activation;

    /// <summary>A network with the threshold activation has no gradients worth the name, and no training members.</summary>
    public bool IsTrainable => Layers.All(layer => layer.Activation != Activation.Step);

    /// <summary>Whether training computes other outputs than inference.</summary>
    public bool HasModes => Layers.Any(layer => layer is BatchNorm or Dropout { Rate: > 0 });

    /// <summary>Whether a sample's training depends on the samples beside it.</summary>
    public bool HasBatchNorm => Layers.Any(layer => layer is BatchNorm);

    /// <summary>The fewest samples to train on: a batch normalisation needs two values of each channel.</summary>
    public int MinimumBatchSize => Enumerable.Range(0, Layers.Length).Any(i => Layers[i] is BatchNorm && InputOf(i).Plane == 1) ? 2 : 1;

    /// <summary>Whether the compiler takes it: shapes that follow from each other, a loss that fits, and softmax over a vector of more than one number.</summary>
    public bool IsValid => TryOutputOf(Layers.Length - 1) is not null
        && Layers.Select((layer, i) => (layer.Activation, Output: OutputOf(i))).All(of => of.Activation is not (Activation.Softmax or Activation.LogSoftmax) || of.Output is { Rank: 1, Length: > 1 })
        && (!IsTrainable || LossFits && (Loss != Loss.CrossEntropy || Output is { Rank: 1, Length: > 1 }));

    // Pools and dropout leave an activation's range, but make no logits or probabilities of its outputs.
    private bool LossFits
    {
        get
        {
            LayerSpec? last = Layers.LastOrDefault(layer => !layer.KeepsNumbers && layer is not (Dropout or Pooling or GlobalAveragePool or GlobalMaxPool));
            Activation range = last is PRelu ? Activation.LeakyRelu : last?.Activation ?? Activation.Linear;
            bool isChanged = last is not null && Layers[LossLayer] is Dropout or Pooling or GlobalAveragePool or GlobalMaxPool;
            return isChanged && Loss is Loss.CrossEntropy or Loss.BinaryCrossEntropy
                ? range is not (Activation.Softmax or Activation.LogSoftmax or Activation.Sigmoid or Activation.HardSigmoid)
                : Losses.Fits(Loss, range, OutputLength);
        }
    }

    /// <summary>The layer's name in its tensors: its own, else its kind and number; every layer of a kind counts, named or not.</summary>
    public string NameOf(int layer) => Layers[layer].Name ?? $"{Layers[layer].Kind}{Layers.Take(layer + 1).Count(other => other.Kind == Layers[layer].Kind)}";

    public Shape InputOf(int layer) => OutputOf(layer - 1);

    public Shape OutputOf(int layer) => TryOutputOf(layer) ?? throw new InvalidOperationException($"{this} is no network.");

    public override string ToString() =>
        $"{Input} → {string.Join(" → ", Layers)}, {Loss}" + (Unroll == Unroll.Auto ? "" : $", {Unroll}");

    private Shape? TryOutputOf(int layer)
    {
        Shape? shape = Input;
        for (int i = 0; i <= layer && shape is not null; i++)
            shape = Layers[i].Output(shape.Value);
        return shape;
    }
}
