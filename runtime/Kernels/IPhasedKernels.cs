using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>The kernels that the compiler emits for the training of a network in phases: because its samples depend on their batch, or because threads share a large layer by its outputs.</summary>
/// <remarks>
/// For emitted code alone.
/// <para>The order of the phases: those up to the loss, the loss, the gradients of the samples, and those of the shared layers' parameters.
/// A block has one scratch for all of them. The results of a phase by samples may be read immediately by another phase by samples of the same block, but by one by outputs only after all blocks; and vice versa.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface IPhasedKernels : ILossKernels
{
    /// <summary>The phases.</summary>
    static abstract TrainingPhase[] Phases { get; }

    /// <summary>The batch normalisations, first layer first.</summary>
    static virtual BatchNormalization[] BatchNorms => [];

    /// <summary>The layers whose parameters threads share by outputs, first layer first.</summary>
    static virtual SharedLayer[] SharedLayers => [];

    /// <summary>Whether a phase by outputs reads the network's inputs.</summary>
    static virtual bool SharesInputs => false;

    /// <summary>A phase of a block of samples; that of the loss returns the sum of its samples' losses, any other 0.</summary>
    /// <param name="phase">Its index.</param>
    /// <param name="x">Inputs; where <see cref="SharesInputs"/>, followed by three samples' worth of memory that may be read.</param>
    /// <param name="targets">Targets, read only by the loss.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="g">Their gradients, written only by the phases after the loss.</param>
    /// <param name="scratch">The block's scratch, the same in every phase.</param>
    /// <param name="batch">The samples' state of the batch.</param>
    /// <param name="rows">Samples, at most 32.</param>
    /// <param name="scale">The factor that turns sums into means.</param>
    /// <param name="range">For a phase by outputs: the outputs to compute, or the outputs and inputs of the weights whose gradients are computed.</param>
    /// <param name="step">For the gradients of a shared layer's parameters: 0 to store them; else this times the gradients is added to the parameters, and gradients are not stored.</param>
    /// <param name="accumulate">Whether the gradients are added to <paramref name="g"/>.</param>
    /// <param name="options">The layers that are trained, and the weights of the block's samples. The gradients of frozen layers may be left as they are.</param>
    static abstract double ComputePhase<TOptions>(int phase, ref float x, ref float targets, ref float w, ref float g, ref float scratch, BatchState batch, int rows, float scale, LayerRange range, float step, bool accumulate, ref TOptions options) where TOptions : struct, IGradientOptions<TOptions>;
}

/// <summary>The kernels that the compiler emits for the training of a network whose samples depend on their batch.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface IBatchKernels : IPhasedKernels
{
    /// <summary>After the phases before the loss: computes the outputs.</summary>
    static abstract void EndInOutputs(ref float x, ref float y, ref float w, ref float scratch, BatchState batch, int rows);

    /// <summary>Instead of the loss: copies the gradients of the outputs into the scratch.</summary>
    static abstract void BeginFromOutputs(ref float dy, ref float scratch, int rows);
}

/// <summary>A dense layer's parameters.</summary>
/// <param name="Inputs">Inputs.</param>
/// <param name="Units">Outputs.</param>
/// <param name="PanelWidth">Outputs in a panel of weights.</param>
/// <param name="Weight">The offset of the weights, <c>[⌈out/width⌉][in][width]</c>.</param>
/// <param name="Bias">The offset of the biases; −1 for none.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct SharedLayer(int Inputs, int Units, int PanelWidth, int Weight, int Bias)
{
    internal int Panels => (Units + PanelWidth - 1) / PanelWidth;

    /// <summary>The whole layer.</summary>
    internal LayerRange Whole => new(0, Units, 0, Inputs) { Ahead = PanelWidth };

    /// <summary>The range of a thread's outputs, in whole panels.</summary>
    internal LayerRange OutputsOf(int thread, int threads) => Whole with { From = PanelOf(thread, threads) * PanelWidth, To = Math.Min(Units, PanelOf(thread + 1, threads) * PanelWidth) };

    /// <summary>The range whose parameters a thread owns: outputs in whole panels; in a layer of one panel inputs in whole tiles.</summary>
    internal LayerRange OwnedBy(int thread, int threads) => Panels == 1 ? Whole with { First = InputOf(thread, threads), End = InputOf(thread + 1, threads) } : OutputsOf(thread, threads);

    /// <summary>A panel of the whole layer.</summary>
    internal LayerRange Panel(int panel) => FirstPanel(Whole with { From = panel * PanelWidth });

    /// <summary>The first panel of a range.</summary>
    internal LayerRange FirstPanel(LayerRange range)
    {
        int to = Math.Min(range.To, range.From + PanelWidth);
        return range with { To = to, Ahead = to < range.To ? PanelWidth : 0 };
    }

    /// <summary>Applies an action to a panel's weights between a range of inputs and its outputs; and to its biases, which belong to the owner of the first input.</summary>
    internal bool Do<TWork>(LayerRange panel, TWork work) where TWork : struct, IRangeWork =>
        work.Work(WeightsBefore(panel), WeightsIn(panel))
        & (Bias < 0 || panel.First > 0 || work.Work(Bias + panel.From, panel.To - panel.From));

    /// <summary>The offset of a panel's weights from a range's first input on.</summary>
    internal int WeightsBefore(LayerRange panel) => Weight + panel.From * Inputs + panel.First * PanelWidth;

    /// <summary>The number of weights of a panel between a range of inputs and its outputs, padding included.</summary>
    internal int WeightsIn(LayerRange panel) => (panel.End - panel.First) * PanelWidth;

    private int PanelOf(int thread, int threads) => Panels * thread / threads;

    private int InputOf(int thread, int threads) =>
        thread == threads ? Inputs : Inputs / KernelConstants.TallTile * thread / threads * KernelConstants.TallTile;
}

/// <summary>A range of a layer's outputs and one of its inputs, and the weights between them.</summary>
/// <param name="From">The first output, at the start of a panel.</param>
/// <param name="To">The end of the outputs, at the end of a panel or of the layer.</param>
/// <param name="First">The first input.</param>
/// <param name="End">The end of the inputs.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct LayerRange(int From, int To, int First, int End)
{
    /// <summary>The distance to the panel that the same thread computes next, whose weights may be requested in advance; 0 if others own it, whose caches they had to leave.</summary>
    public int Ahead { get; init; }

    internal bool IsEmpty => From >= To || First >= End;
}
