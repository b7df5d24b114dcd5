namespace NetGen.Data;

/// <summary>A change by a function.</summary>
internal sealed class CustomAugmentation(InputChange change) : Augmentation
{
    internal override void Apply(Span<float> input, ImageShape shape, SeededRandom random, Span<float> scratch) => change(input, random);
}

/// <summary>Two changes, one after the other.</summary>
internal sealed class AugmentationPair(Augmentation first, Augmentation second) : Augmentation
{
    internal override bool IsForImages => first.IsForImages || second.IsForImages;

    internal override void Apply(Span<float> input, ImageShape shape, SeededRandom random, Span<float> scratch)
    {
        first.Apply(input, shape, random, scratch);
        second.Apply(input, shape, random, scratch);
    }
}
