using NetGen.Kernels;

namespace NetGen.Stress.Guards;

/// <summary>The kernels of a network, called directly, so that parameters, gradients and scratch are in protected memory too, each with the exact length that the kernels may access.</summary>
internal abstract class KernelCalls
{
    /// <summary>The length of the largest scratch in floats.</summary>
    public abstract int Scratch { get; }

    public abstract void Run(Stage stage);

    /// <summary>Creates the calls for a network's kernels.</summary>
    public static KernelCalls Of(Type kernels)
    {
        Type calls =
            typeof(IBatchKernels).IsAssignableFrom(kernels) ? typeof(BatchCalls<>)
            : typeof(IPhasedKernels).IsAssignableFrom(kernels) ? typeof(SharedCalls<>)
            : typeof(ITrainingKernels).IsAssignableFrom(kernels) ? typeof(TrainingCalls<>)
            : typeof(InferenceCalls<>);
        return (KernelCalls)Activator.CreateInstance(calls.MakeGenericType(kernels))!;
    }
}

/// <summary>Inference.</summary>
internal class InferenceCalls<TKernels> : KernelCalls where TKernels : struct, IKernels
{
    public override int Scratch => Math.Max(TKernels.SampleScratch, TKernels.BlockScratch);

    public override void Run(Stage stage)
    {
        if (stage.Samples == 1)
        {
            stage.Enter("Kernel Forward");
            TKernels.Forward(ref stage.X, ref stage.Y, ref stage.W, ref stage.Scratch(TKernels.SampleScratch));
            stage.ExpectOutputs();
        }
        stage.Enter("Kernel ForwardBlock");
        TKernels.ForwardBlock(ref stage.X, ref stage.Y, ref stage.W, ref stage.Scratch(TKernels.BlockScratch), stage.Samples);
        stage.ExpectOutputs();
    }
}

/// <summary>Inference and loss.</summary>
internal abstract class LossCalls<TKernels> : InferenceCalls<TKernels> where TKernels : struct, ILossKernels
{
    public override void Run(Stage stage)
    {
        base.Run(stage);
        stage.Enter("Kernel ComputeLoss");
        TKernels.ComputeLoss(ref stage.X, ref stage.T, ref stage.Y, ref stage.W, ref stage.Scratch(TKernels.BlockScratch), stage.Samples);
        stage.ExpectOutputs();
    }
}

/// <summary>Training with samples that are independent of each other.</summary>
internal class TrainingCalls<TKernels> : LossCalls<TKernels> where TKernels : struct, ITrainingKernels
{
    private static WholeGradients s_options;

    public override void Run(Stage stage)
    {
        base.Run(stage);
        foreach (bool accumulate in (ReadOnlySpan<bool>)[false, true])
        {
            stage.Enter("Kernel ComputeGradients");
            TKernels.ComputeGradients(ref stage.X, ref stage.T, ref stage.W, ref stage.G, ref stage.Scratch(TKernels.BlockScratch), stage.Samples, 0.1f, step: 0, accumulate, ref s_options);
            stage.EnterDescent("Kernel ComputeGradients with a step");
            TKernels.ComputeGradients(ref stage.X, ref stage.T, ref stage.W, ref stage.G, ref stage.Scratch(TKernels.BlockScratch), stage.Samples, 0.1f, step: -0.01f, accumulate, ref s_options);
            stage.Enter("Kernel ForwardTraining");
            TKernels.ForwardTraining(ref stage.X, ref stage.Y, ref stage.W, ref stage.Scratch(TKernels.BlockScratch), stage.Samples);
            stage.Enter("Kernel Backward");
            TKernels.Backward(ref stage.X, ref stage.T, ref stage.W, ref stage.G, ref stage.Scratch(TKernels.BlockScratch), stage.Samples, accumulate, ref s_options);
        }
    }
}
