using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>What the compiler emits for a network of large dense layers, whose training steps threads share layer by layer.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface ISharedKernels : ITrainingKernels
{
    /// <summary>The dense layers, first layer first.</summary>
    static abstract SharedLayer[] SharedLayers { get; }

    /// <summary>For each phase the layer whose outputs threads share; −1 where they share the samples, as in the last, which ends with the loss and the gradients of all layers' outputs.</summary>
    static abstract int[] Phases { get; }

    /// <summary>A phase of a block of samples; the last returns the sum of its samples' losses.</summary>
    /// <param name="phase">In order; all blocks and outputs take one before any takes the next.</param>
    /// <param name="x">Inputs, followed by three samples' worth of memory that may be read.</param>
    /// <param name="targets">Targets.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="scratch">The block's own, in every phase.</param>
    /// <param name="rows">Samples, at most 32.</param>
    /// <param name="scale">What makes sums means.</param>
    /// <param name="from">The first of the shared layer's outputs, at the start of a panel.</param>
    /// <param name="to">Behind the last, at the end of a panel or of the layer.</param>
    static abstract double ComputePhase(int phase, ref float x, ref float targets, ref float w, ref float scratch, int rows, float scale, int from, int to);

    /// <summary>Gradients of the weights between some of a layer's inputs and outputs, from what the phases left in the scratch, and where the first input is among them of the outputs' biases; see <see cref="ITrainingKernels.ComputeGradients"/>.</summary>
    /// <param name="layer">Which layer.</param>
    /// <param name="x">The network's inputs.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="g">Their gradients.</param>
    /// <param name="scratch">The block's own.</param>
    /// <param name="rows">Samples, at most 32.</param>
    /// <param name="from">The first output, at the start of a panel.</param>
    /// <param name="to">Behind the last, at the end of a panel or of the layer.</param>
    /// <param name="first">The first input.</param>
    /// <param name="behind">Behind the last.</param>
    /// <param name="step">0; else parameters move by this times their gradients, which are not stored.</param>
    /// <param name="accumulate">Whether what stands in <paramref name="g"/> is added.</param>
    static abstract void ComputeLayerGradients(int layer, ref float x, ref float w, ref float g, ref float scratch, int rows, int from, int to, int first, int behind, float step, bool accumulate);
}

/// <summary>A dense layer's parameters.</summary>
/// <param name="Inputs">Inputs.</param>
/// <param name="Units">Outputs.</param>
/// <param name="PanelWidth">Outputs in a panel of weights.</param>
/// <param name="Weight">Where the weights begin, <c>[⌈out/width⌉][in][width]</c>.</param>
/// <param name="Bias">Where the biases begin; −1 for none.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct SharedLayer(int Inputs, int Units, int PanelWidth, int Weight, int Bias)
{
    internal int Panels => (Units + PanelWidth - 1) / PanelWidth;

    /// <summary>A thread's outputs, in whole panels.</summary>
    internal (int From, int To) OutputsOf(int thread, int threads) => (PanelOf(thread, threads) * PanelWidth, Math.Min(Units, PanelOf(thread + 1, threads) * PanelWidth));

    /// <summary>A thread's inputs, in whole tiles; where a layer has but one panel.</summary>
    internal (int First, int Behind) InputsOf(int thread, int threads) => (InputOf(thread, threads), InputOf(thread + 1, threads));

    private int PanelOf(int thread, int threads) => Panels * thread / threads;

    private int InputOf(int thread, int threads) =>
        thread == threads ? Inputs : Inputs / KernelConstants.TallTile * thread / threads * KernelConstants.TallTile;
}
