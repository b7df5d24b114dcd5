namespace NetGen.Kernels;

/// <summary>What the compiler emits for a network of large dense layers, whose training steps threads share layer by layer.</summary>
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

    /// <summary>Gradients of some of a layer's outputs' parameters, from what the phases left in the scratch; see <see cref="ITrainingKernels.ComputeGradients"/>.</summary>
    static abstract void ComputeLayerGradients(int layer, ref float x, ref float w, ref float g, ref float scratch, int rows, int from, int to, float step, bool accumulate);
}

/// <summary>A dense layer's parameters.</summary>
/// <param name="Inputs">Inputs.</param>
/// <param name="Units">Outputs.</param>
/// <param name="PanelWidth">Outputs in a panel of weights.</param>
/// <param name="Weight">Where the weights begin, <c>[⌈out/width⌉][in][width]</c>.</param>
/// <param name="Bias">Where the biases begin; −1 for none.</param>
public readonly record struct SharedLayer(int Inputs, int Units, int PanelWidth, int Weight, int Bias)
{
    internal int Panels => (Units + PanelWidth - 1) / PanelWidth;

    /// <summary>The outputs of a panel.</summary>
    internal (int From, int To) Columns(int panel) => (panel * PanelWidth, Math.Min(Units, (panel + 1) * PanelWidth));

    /// <summary>A panel's weights in the parameter block.</summary>
    internal (int Start, int Length) Weights(int panel) => (Weight + panel * Inputs * PanelWidth, Inputs * PanelWidth);
}
