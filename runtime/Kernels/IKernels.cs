namespace NetGen.Kernels;

/// <summary>What the compiler emits for a network's inference: kernels over memory whose lengths were checked at the door.</summary>
/// <remarks>In all of them <c>x</c> is inputs, <c>y</c> outputs, <c>w</c> parameters, <c>g</c> their gradients; samples lie one after another.</remarks>
public interface IKernels
{
    /// <summary>Numbers in an input sample.</summary>
    static abstract int InputLength { get; }

    /// <summary>Numbers in an output.</summary>
    static abstract int OutputLength { get; }

    /// <summary>Where the parameters lie.</summary>
    static abstract ParameterLayout Layout { get; }

    /// <summary>Numbers of scratch that one sample needs.</summary>
    static abstract int SampleScratch { get; }

    /// <summary>Numbers of scratch that a block of samples needs, training included.</summary>
    static abstract int BlockScratch { get; }

    /// <summary>One sample forward.</summary>
    static abstract void Forward(ref float x, ref float y, ref float w, ref float scratch);

    /// <summary>A block of at most 32 samples forward.</summary>
    static abstract void ForwardBlock(ref float x, ref float y, ref float w, ref float scratch, int rows);
}

/// <summary>What the compiler emits for a network's training.</summary>
public interface ITrainingKernels : IKernels
{
    /// <summary>Terms that a sample adds to the mean of the loss: its outputs, or 1 where the loss is a mean over samples.</summary>
    static abstract int LossTerms { get; }

    /// <summary>Forward, loss and backward of a block: returns the sum of its samples' losses, and stores its gradients times <paramref name="scale"/> in <paramref name="g"/>.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="targets">Targets.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="g">Their gradients.</param>
    /// <param name="scratch">Intermediate results.</param>
    /// <param name="rows">Samples, at most 32.</param>
    /// <param name="scale">What makes sums means.</param>
    /// <param name="step">0; else the gradients are not stored, but the parameters moved by this times them, unless the loss is not finite.</param>
    /// <param name="accumulate">Whether what stands in <paramref name="g"/> is added to the gradients.</param>
    static abstract double ComputeGradients(ref float x, ref float targets, ref float w, ref float g, ref float scratch, int rows, float scale, float step, bool accumulate);

    /// <summary>Outputs of a block, and the sum of its samples' losses.</summary>
    static abstract double ComputeLoss(ref float x, ref float targets, ref float y, ref float w, ref float scratch, int rows);

    /// <summary>Backward of a block whose forward pass <see cref="IKernels.ForwardBlock"/> left in the scratch, from the gradients of its outputs.</summary>
    static abstract void Backward(ref float x, ref float dy, ref float w, ref float g, ref float scratch, int rows, bool accumulate);
}
