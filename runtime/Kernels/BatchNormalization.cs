using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>A batch normalisation, as training needs it.</summary>
/// <param name="Channels">Channels, or elements of a vector, each normalised separately.</param>
/// <param name="Count">Elements that a sample adds to each channel's statistics.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">The weight of a batch in the running averages.</param>
/// <param name="Mean">The offset of the running mean from the first parameter.</param>
/// <param name="Variance">The offset of the running variance.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public sealed record BatchNormalization(int Channels, int Count, float Epsilon, float Momentum, int Mean, int Variance);
