using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>A batch normalisation, as training needs to know it.</summary>
/// <param name="Channels">Channels, or numbers of a vector, each normalised by itself.</param>
/// <param name="Count">Numbers that a sample adds to each channel's statistics.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">How far a batch moves the running averages.</param>
/// <param name="Mean">Where the running mean lies behind the first parameter.</param>
/// <param name="Variance">Where the running variance lies.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public sealed record BatchNormalization(int Channels, int Count, float Epsilon, float Momentum, int Mean, int Variance);
