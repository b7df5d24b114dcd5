using System.Collections.Immutable;

namespace NetGen.Tests.Reference;

/// <summary>A network as declared by a user, from which both the reference and the sources under test are derived.</summary>
public sealed record NetworkSpec(Shape Input, ImmutableArray<LayerSpec> Layers, Loss Loss, Unroll Unroll = Unroll.Auto)
{
    public NetworkSpec(Shape input, Loss loss, params LayerSpec[] layers) : this(input, [.. layers], loss) { }

    public NetworkSpec(int inputLength, Loss loss, params LayerSpec[] layers) : this(new Shape(inputLength), loss, layers) { }

    /// <summary>How the weights of its dense layers and convolutions are stored.</summary>
    public Precision Precision { get; init; }

    /// <summary>In a network over frames, the frames of a piece, which is a sample; else 0. The input is then one frame.</summary>
    public int SequenceLength { get; init; }

    /// <summary>The first frames of a piece, whose losses don't count.</summary>
    public int WarmupFrames { get; init; }

    /// <summary>Rows of a sample: its frames.</summary>
    public int Frames => Math.Max(1, SequenceLength);

    /// <summary>Whether the output of a sample is that of its last frame.</summary>
    public bool GivesLastFrame => Layers.Any(layer => layer is LastFrame);

    /// <summary>The first frame of a sample whose loss counts.</summary>
    public int FirstCounted => GivesLastFrame ? Frames - 1 : WarmupFrames;

    public int InputLength => Input.Length * Frames;

    public Shape Output => OutputOf(Layers.Length - 1);

    public int OutputLength => Output.Length * (GivesLastFrame ? 1 : Frames);

    /// <summary>If its inputs are indices, their number.</summary>
    public int? Indices => Layers[0].Indices;

    /// <summary>The layer to whose sums and outputs the loss applies; the layers after it keep their values.</summary>
    public int LossLayer => Enumerable.Range(0, Layers.Length).LastOrDefault(i => !Layers[i].KeepsValues);

    /// <summary>The function before the loss.</summary>
    public Activation LastActivation => Layers[LossLayer].Activation;

    /// <summary>Whether it has training members: a network with the step activation has no useful gradients, one whose weights have few bits is for inference.</summary>
    public bool IsTrainable => Precision == Precision.Float32 && Layers.All(layer => layer.Activation != Activation.Step);

    /// <summary>Whether training computes other outputs than inference.</summary>
    public bool HasModes => Layers.Any(layer => layer is BatchNorm or Dropout { Rate: > 0 });

    /// <summary>Whether training on a sample depends on the other samples of the batch.</summary>
    public bool HasBatchNorm => Layers.Any(layer => layer is BatchNorm);

    /// <summary>The minimum batch size for training: a batch normalisation needs two values of each channel.</summary>
    public int MinimumBatchSize => Enumerable.Range(0, Layers.Length).Any(i => Layers[i] is BatchNorm && InputOf(i).Plane == 1) ? 2 : 1;

    /// <summary>Whether the compiler accepts it: consistent shapes, a loss that fits, and softmax only over a vector of more than one element.</summary>
    public bool IsValid => WarmupFrames < Frames
        && Layers.SkipLast(1).All(layer => layer is not LastFrame)
        && TryOutputOf(Layers.Length - 1) is not null
        && Layers.Select((layer, i) => (layer.Activation, Output: OutputOf(i))).All(of => of.Activation is not (Activation.Softmax or Activation.LogSoftmax) || of.Output is { Rank: 1, Length: > 1 })
        && (!IsTrainable || LossFits && (Loss != Loss.CrossEntropy || Output is { Rank: 1, Length: > 1 }));

    // Pools and dropout preserve the range of an activation, but their outputs are no longer its logits or probabilities.
    private bool LossFits
    {
        get
        {
            LayerSpec? last = Layers.LastOrDefault(layer => !layer.KeepsValues && layer is not (Dropout or Pooling or GlobalAveragePool or GlobalMaxPool));
            Activation range = last switch { PRelu => Activation.LeakyRelu, Recurrent recurrent => recurrent.Range, OverFrames frames => frames.Cell.Range, _ => last?.Activation ?? Activation.Linear };
            bool isChanged = last is not null && Layers[LossLayer] is Dropout or Pooling or GlobalAveragePool or GlobalMaxPool;
            return isChanged && Loss is Loss.CrossEntropy or Loss.BinaryCrossEntropy
                ? range is not (Activation.Softmax or Activation.LogSoftmax or Activation.Sigmoid or Activation.HardSigmoid)
                : Losses.Fits(Loss, range, Output.Length);
        }
    }

    /// <summary>The layer's name in its tensors: the declared one, or its kind and number; every layer of a kind counts, named or not.</summary>
    public string NameOf(int layer) => Layers[layer].Name ?? $"{Layers[layer].Kind}{Layers.Take(layer + 1).Count(other => other.Kind == Layers[layer].Kind)}";

    public Shape InputOf(int layer) => OutputOf(layer - 1);

    public Shape OutputOf(int layer) => TryOutputOf(layer) ?? throw new InvalidOperationException($"{this} is not a valid network.");

    public override string ToString() =>
        $"{Input}{(SequenceLength == 0 ? "" : $" × {SequenceLength} frames, {WarmupFrames} of them to warm up")} → {string.Join(" → ", Layers)}, {Loss}" + (Unroll == Unroll.Auto ? "" : $", {Unroll}");

    private Shape? TryOutputOf(int layer)
    {
        Shape? shape = Input;
        for (int i = 0; i <= layer && shape is not null; i++)
            shape = Layers[i].Output(shape.Value);
        return shape;
    }
}
