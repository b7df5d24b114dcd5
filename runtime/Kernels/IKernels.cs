using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>The kernels that the compiler emits for a network's inference: kernels over memory whose lengths were checked at the entry.</summary>
/// <remarks>
/// For emitted code alone.
/// <para>In all of them <c>x</c> is inputs, <c>y</c> outputs, <c>w</c> parameters, <c>g</c> their gradients; samples are contiguous.</para>
/// <para><b>Memory safety.</b> Kernels read and write through a <c>ref float</c> at offsets that are not checked again, and emitted code, which calls them, is part of the user's assembly.
/// So they are public, but naming a type of this namespace in C# that is not emitted is the error NETGEN200, as a pointer is an error outside <c>unsafe</c>; disabling it is the only way to implement these interfaces or to call a kernel by hand.
/// Without that, nothing that a program passes to NetGen reads or writes memory that it was not given:</para>
/// <para>— <see cref="Batches"/> and <see cref="BatchTraining"/>, the entry points of emitted members, check every span, workspace and part before a kernel runs;</para>
/// <para>— a kernel type is <c>file</c>-local, so that only emitted code can name it, and a <see cref="Workspace"/> with scratch is made for one kernel type and accepted with that type alone;</para>
/// <para>— <see cref="ParameterLayout"/>, which any code may create, is validated on creation, and blocks of different layouts never meet without a check.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface IKernels
{
    /// <summary>Elements in an input sample.</summary>
    static abstract int InputLength { get; }

    /// <summary>Elements in an output.</summary>
    static abstract int OutputLength { get; }

    /// <summary>The layout of the parameters.</summary>
    static abstract ParameterLayout Layout { get; }

    /// <summary>Elements of scratch that one sample needs.</summary>
    static abstract int SampleScratch { get; }

    /// <summary>Elements of scratch that a block of samples needs, training included.</summary>
    static abstract int BlockScratch { get; }

    /// <summary>Whether the backward pass computes gradients of the inputs too.</summary>
    static virtual bool GivesInputGradients => false;

    /// <summary>Elements of a sample whose inputs and outputs are spans of their own, which a workspace gathers; 0 where they fit on the stack, or are one span each.</summary>
    static virtual int GatheredSample => 0;

    /// <summary>Throws unless the inputs of some samples that are indices are whole numbers in their range, which kernels rely on.</summary>
    /// <param name="inputs">Samples, one after another.</param>
    /// <param name="parameter">The name of the caller's parameter.</param>
    static virtual void CheckInputs(ReadOnlySpan<float> inputs, string parameter)
    {
    }

    /// <summary>One sample forward.</summary>
    static abstract void Forward(ref float x, ref float y, ref float w, ref float scratch);

    /// <summary>A block of at most 32 samples forward.</summary>
    static abstract void ForwardBlock(ref float x, ref float y, ref float w, ref float scratch, int rows);
}

/// <summary>The kernels that the compiler emits for a network that has a loss.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface ILossKernels : IKernels
{
    /// <summary>Terms that a sample adds to the mean of the loss: its outputs, or 1 where the loss is a mean over samples.</summary>
    static abstract int LossTerms { get; }

    /// <summary>Outputs of a block, and the sum of its samples' losses.</summary>
    static abstract double ComputeLoss(ref float x, ref float targets, ref float y, ref float w, ref float scratch, int rows);

    /// <summary>Copies the gradients of a block's inputs, which its backward pass has left in the scratch.</summary>
    static virtual void CopyInputGradients(ref float dx, ref float scratch, int rows)
    {
    }
}

/// <summary>The kernels that the compiler emits for the training of a network whose samples are independent of each other.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface ITrainingKernels : ILossKernels
{
    /// <summary>Forward, loss and backward of a block: returns the sum of its samples' losses, and stores its gradients times <paramref name="scale"/> in <paramref name="g"/>.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="targets">Targets.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="g">Their gradients.</param>
    /// <param name="scratch">Intermediate results.</param>
    /// <param name="rows">Samples, at most 32.</param>
    /// <param name="scale">The factor that turns sums into means.</param>
    /// <param name="step">0 to store gradients; else this times the gradients is added to the parameters, unless the loss is not finite, and gradients are not stored.</param>
    /// <param name="accumulate">Whether the gradients are added to <paramref name="g"/>.</param>
    /// <param name="options">The layers that are trained, and the weights of the block's samples. The gradients of frozen layers may be left as they are.</param>
    static abstract double ComputeGradients<TOptions>(ref float x, ref float targets, ref float w, ref float g, ref float scratch, int rows, float scale, float step, bool accumulate, ref TOptions options) where TOptions : struct, IGradientOptions<TOptions>;

    /// <summary>A block of at most 32 samples forward, with everything kept in the scratch that <see cref="Backward"/> needs.</summary>
    static abstract void ForwardTraining(ref float x, ref float y, ref float w, ref float scratch, int rows);

    /// <summary>Backward of a block whose forward pass <see cref="ForwardTraining"/> stored in the scratch, from the gradients of its outputs.</summary>
    static abstract void Backward<TOptions>(ref float x, ref float dy, ref float w, ref float g, ref float scratch, int rows, bool accumulate, ref TOptions options) where TOptions : struct, IGradientOptions<TOptions>;
}
