using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Everything that the emitter needs to know, decided.</summary>
/// <param name="Kernels">The name of the emitted kernels' type.</param>
/// <param name="Tensors">The parameters, in PyTorch's order.</param>
/// <param name="ParameterLength">Numbers in a parameter block, padding included.</param>
/// <param name="StateLength">Numbers of running statistics, which stand behind the parameters.</param>
/// <param name="LossTerms">Terms a sample adds to the mean of the loss; 0 for a network that only infers.</param>
/// <param name="OutputsLogits">Whether outputs are logits of the loss: a class is decided at 0, not at ½.</param>
/// <param name="Weights">The file whose weights the assembly carries; none for fresh weights.</param>
/// <param name="Overrides">The members of the class that override one of its base's, as in <c>Save(string)</c>.</param>
/// <param name="Body">The kernels.</param>
/// <param name="Costs">One row for each layer.</param>
internal sealed record Plan(
    TypeName Type,
    string Kernels,
    string InputShape,
    int InputLength,
    int OutputLength,
    Loss Loss,
    EquatableArray<TensorPlan> Tensors,
    int ParameterLength,
    int StateLength,
    int LossTerms,
    bool OutputsLogits,
    string? Weights,
    EquatableArray<string> Overrides,
    Body Body,
    EquatableArray<LayerCost> Costs)
{
    public bool CanTrain => LossTerms > 0;
}

/// <summary>A tensor's place in the parameter block; see the runtime's <c>TensorLayout</c>.</summary>
/// <param name="Identifier">The constant that holds its offset.</param>
/// <param name="Channels">Channels that stand last in the block and first in PyTorch; 1 where the order is the same.</param>
/// <param name="Start">What fresh values are drawn around.</param>
internal sealed record TensorPlan(string Name, string Identifier, EquatableArray<int> Shape, int Offset, int PanelWidth, Initializer Initializer, int FanIn, int FanOut, int Channels = 1, string Start = "0f")
{
    /// <summary>Numbers that it takes in the block, padding included.</summary>
    public int Length { get; } = PanelWidth == 0
        ? Shape.Aggregate(1, (product, extent) => checked(product * extent))
        : checked((Shape[0] + PanelWidth - 1) / PanelWidth * PanelWidth * Shape.Skip(1).Aggregate(1, (product, extent) => checked(product * extent)));
}

/// <summary>A row of the cost table.</summary>
internal sealed record LayerCost(string Name, string Kind, string OutputShape, long Parameters, long MultiplyAdds, string CodeShape, string Reason);

/// <summary>The shape of a network's kernels.</summary>
internal abstract record Body
{
    /// <summary>Samples in lanes: the whole network as one straight line, every lane another sample.</summary>
    /// <param name="Layers">Every layer's name, and what its variables are called.</param>
    public sealed record SamplesInLanes(NetworkGraph Graph, EquatableArray<TensorPlan> Tensors, int Parameters, EquatableArray<string> Sentences, EquatableArray<(string Name, string Identifier)> Layers) : Body;

    /// <summary>Outputs in lanes: layer by layer, one sample by panels, a block of samples by register tiles.</summary>
    /// <param name="Use512">Whether 512-bit vectors are used where the machine has them.</param>
    /// <param name="Layers">What the layers' kernels are made from, in order.</param>
    /// <param name="Sample">One sample's inference.</param>
    /// <param name="Block">Inference of a block of samples.</param>
    /// <param name="Training">Forward, loss and backward; null for a network that only infers.</param>
    /// <param name="TransposeRows">Rows of the two transposed buffers, each row a block's samples; 0 for none.</param>
    public sealed record OutputsInLanes(
        bool Use512,
        EquatableArray<LayerPlan> Layers,
        Pass Sample,
        Pass Block,
        TrainingPass? Training,
        int TransposeRows) : Body
    {
        /// <summary>Where the transposed buffers begin in a block's scratch.</summary>
        public int TransposePlace => Math.Max(Block.Length, Training?.Forward.Length ?? 0);

        /// <summary>Whether training differs from inference, or its parts wait for sums over the whole batch.</summary>
        public bool TrainsByBatch => Training is not null && (BatchNorms.Any() || Training.Forward.Steps.OfType<Step.Call>().Any(call => call.Routine == "Dropouts.Apply<T>"));

        public IEnumerable<BatchNormPlan> BatchNorms => Layers.OfType<BatchNormPlan>();
    }
}

/// <summary>A way from input to output: its steps, and the scratch they need.</summary>
/// <param name="TowardsLoss">The steps that the loss needs.</param>
/// <param name="Beyond">Those that only the output needs.</param>
/// <param name="Loss">The loss; none for a network that only infers.</param>
/// <param name="Length">Numbers of scratch; for training, backward included.</param>
/// <param name="Output">Where the outputs are at the end.</param>
internal sealed record Pass(EquatableArray<Step> TowardsLoss, EquatableArray<Step> Beyond, Step.Loss? Loss, int Length, Place Output)
{
    public IEnumerable<Step> Steps => TowardsLoss.Concat(Beyond);
}

/// <summary>Forward with everything kept that backward needs, and backward.</summary>
/// <param name="FromOutput">From a given gradient of the output to the loss's own, where a fused loss skips steps.</param>
/// <param name="Backward">From the loss's gradient to the parameters'.</param>
/// <param name="Phases">All but the parameters' gradients once more, for threads to share; none where they take whole shards.</param>
internal sealed record TrainingPass(Pass Forward, EquatableArray<Step> FromOutput, EquatableArray<Step> Backward, Place OutputGradient, EquatableArray<Phase> Phases)
{
    public bool IsShared => Phases.Count > 0;
}

/// <summary>Steps between two points where threads that share a training step wait for each other.</summary>
/// <param name="Layer">The layer whose outputs the threads share, each for all samples; none where they share the samples.</param>
internal sealed record Phase(DensePlan? Layer, EquatableArray<Step> Steps);

/// <summary>A buffer of scratch.</summary>
/// <param name="Stride">Numbers from one sample to the next; 0 where a buffer serves one sample after another, or all.</param>
internal sealed record ScratchBuffer(string Identifier, int Offset, int Stride);

/// <summary>Rows of pixels, channels last, with a border of zeros for the convolution that reads them; a vector is one row of one pixel. Or channels first: a plane of such rows for each.</summary>
/// <param name="Pitch">Numbers from one row to the next.</param>
/// <param name="Origin">The first pixel's place.</param>
/// <param name="Size">Numbers in all, border included.</param>
/// <param name="Plane">Numbers from one channel to the next; 0 where channels stand last.</param>
internal readonly record struct Grid(int Height, int Width, int Channels, int Pitch, int Origin, int Size, int Plane = 0)
{
    public static Grid Of(Shape shape, int above = 0, int below = 0, int left = 0, int right = 0)
    {
        (int channels, int height, int width) = shape.Rank == 1 ? (shape.Width, 1, 1) : (shape.Channels, shape.Height, shape.Width);
        int pitch = checked((left + width + right) * channels);
        return new(height, width, channels, pitch, above * pitch + left * channels, checked((above + height + below) * pitch));
    }

    /// <summary>Channels first; the same as channels last where there is but one.</summary>
    public static Grid Planes(Shape shape, int above = 0, int below = 0, int left = 0, int right = 0)
    {
        Grid plane = Of(shape with { Channels = 1 }, above, below, left, right);
        return shape.Channels == 1 ? plane : plane with { Channels = shape.Channels, Plane = plane.Size, Size = checked(shape.Channels * plane.Size) };
    }

    public bool IsPlanes => Plane > 0;

    /// <summary>One of the planes.</summary>
    public Grid OfPlane => this with { Channels = 1, Plane = 0, Size = Plane };

    public int Pixels => Height * Width;

    public bool HasBorder => Size > Pixels * Channels;
}

/// <summary>Where a step reads or writes.</summary>
/// <param name="Buffer">The scratch buffer, or none for the user's inputs.</param>
/// <param name="Stride">Numbers from one sample to the next.</param>
internal sealed record Place(ScratchBuffer? Buffer, Grid Grid, int Stride)
{
    public int Length => Grid.Pixels * Grid.Channels;
}
