using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Every decision that the emitter needs.</summary>
/// <param name="Kernels">The name of the emitted kernels' type.</param>
/// <param name="Indices">The inputs that are indices.</param>
/// <param name="Tensors">The parameters, in PyTorch's order.</param>
/// <param name="ParameterLength">Elements of a parameter block, padding included.</param>
/// <param name="StateLength">Elements of running statistics, which follow the parameters.</param>
/// <param name="LossTerms">Terms a sample adds to the mean of the loss; 0 for a network that only infers.</param>
/// <param name="Inputs">The inputs, one after another.</param>
/// <param name="Outputs">The outputs, one after another, with their losses.</param>
/// <param name="Weights">The file whose weights are embedded in the assembly; null for fresh weights.</param>
/// <param name="Overrides">The members of the class that override one of its base's, as in <c>Save(string)</c>.</param>
/// <param name="Body">The kernels.</param>
/// <param name="Costs">One row for each layer.</param>
internal sealed record Plan(
    TypeName Type,
    string Kernels,
    Shape InputShape,
    int InputLength,
    int OutputLength,
    EquatableArray<PlannedInput> Inputs,
    EquatableArray<PlannedOutput> Outputs,
    EquatableArray<PlannedIndices> Indices,
    EquatableArray<TensorPlan> Tensors,
    int ParameterLength,
    int StateLength,
    int LossTerms,
    string? Weights,
    EquatableArray<string> Overrides,
    Body Body,
    EquatableArray<LayerCost> Costs)
{
    /// <summary>How the weights of dense layers and convolutions are stored.</summary>
    public Precision Precision { get; init; }

    /// <summary>For a network over frames, what it remembers; else null.</summary>
    public PlannedStream? Stream => (Body as Body.OutputsInLanes)?.Stream;

    /// <summary>Elements in a sample: in a piece of a network over frames.</summary>
    public int SampleInputLength => InputLength * (Stream?.SequenceLength ?? 1);

    /// <summary>Elements in the output of a sample.</summary>
    public int SampleOutputLength => OutputLength * (Stream is { GivesLastFrame: false } stream ? stream.SequenceLength : 1);

    /// <summary>Whether it has a backward pass.</summary>
    public bool CanTrain => LossTerms > 0;

    /// <summary>Whether it can be trained on targets.</summary>
    public bool HasLoss => Outputs.Any(output => output.Loss is not null);

    /// <summary>Whether each layer reads the one before it, and the last is the only output.</summary>
    public bool IsChain => Inputs.Count == 1 && Outputs.Count == 1 && Costs.All(layer => layer.From.Count == 0);

    /// <summary>Whether it computes gradients of its inputs.</summary>
    public bool GivesInputGradients => Body is Body.OutputsInLanes { Training.InputGradients: not null };

    /// <summary>Whether inputs and outputs have names in the class's members.</summary>
    public bool NamesValues => Inputs.Count > 1 || Outputs.Count > 1;

    /// <summary>The most calls of kernels in a method; more are rows of a list.</summary>
    public int CallsWrittenOut { get; init; } = Limits.CallsWrittenOut;

    /// <summary>Whether each tensor's offset is a named constant; in networks of many tensors such names serve no reader.</summary>
    public bool NamesOffsets => Body is Body.SamplesInLanes || Tensors.Count <= Limits.ArrayItems;

    /// <summary>The text of a tensor's offset in the parameter block.</summary>
    public string OffsetOf(TensorPlan tensor) => NamesOffsets ? tensor.Identifier : $"{tensor.Offset}";
}

/// <summary>A row of the cost table.</summary>
/// <param name="From">The names of the values that the layer reads; empty in a chain, where each reads the one before.</param>
internal sealed record LayerCost(string Name, string Kind, string OutputShape, long Parameters, long MultiplyAdds, string CodeShape, string Reason, EquatableArray<string> From)
{
    /// <summary>Bytes of the parameters, padding not counted.</summary>
    public long Bytes { get; init; } = sizeof(float) * Parameters;
}

/// <summary>The shape of a kernel's code, and the reason for it.</summary>
internal sealed record CodeShape(string Code, string Reason);

/// <summary>The shape of a network's kernels.</summary>
internal abstract record Body
{
    /// <summary>The computation, a sentence for each kernel.</summary>
    public abstract IEnumerable<string> Outline { get; }

    /// <summary>Samples in lanes: the whole network as straight-line code, every lane another sample.</summary>
    public sealed record SamplesInLanes(NetworkGraph Graph, Identifiers Identifiers, IReadOnlyDictionary<Tensor, TensorPlan> Tensors, int Parameters) : Body
    {
        public override IEnumerable<string> Outline => Graph.Forward.Select(node => node.Op.LaneSentence(node, Graph)).Where(sentence => sentence.Length > 0);
    }

    /// <summary>Outputs in lanes: layer by layer, one sample by panels, a block of samples by register tiles.</summary>
    /// <param name="Use512">Whether 512-bit vectors are used where the machine has them.</param>
    /// <param name="Sample">One sample's inference.</param>
    /// <param name="Block">Inference of a block of samples.</param>
    /// <param name="Training">Forward, loss and backward; null for a network that only infers.</param>
    /// <param name="Stream">For a network over frames, whose samples are blocks of these, what it remembers; else null.</param>
    public sealed record OutputsInLanes(bool Use512, Pass Sample, Pass Block, TrainingPass? Training, PlannedStream? Stream) : Body
    {
        public override IEnumerable<string> Outline => Block.Kernels.Select(kernel => kernel.Sentence).Where(sentence => sentence.Length > 0);

        /// <summary>Rows of the two transposed buffers, each row a block's samples; 0 for none.</summary>
        public int TransposedRows => Training is null ? 0 : Training.Backward.Select(kernel => kernel.TransposedRows).DefaultIfEmpty(0).Max();

        /// <summary>The offset of the transposed buffers in a block's scratch.</summary>
        public int TransposedOffset => Math.Max(Block.Allocation.Length, Training?.Forward.Allocation.Length ?? 0);

        /// <summary>Whether training differs from inference, or needs sums over the whole batch between phases.</summary>
        public bool TrainsByBatch => Training is not null && Training.Forward.Kernels.Any(kernel => kernel.DependsOnBatch);

        /// <summary>The shapes of layers' code, by the layers whose kernels have more than one.</summary>
        public IReadOnlyDictionary<string, CodeShape> Shapes()
        {
            Dictionary<string, CodeShape> shapes = [];
            foreach (Kernel kernel in Block.Kernels.Concat(Training?.Forward.Kernels ?? []))
                if (kernel.Layer is { } layer && !shapes.ContainsKey(layer) && kernel.Shape(this) is { } shape)
                    shapes.Add(layer, shape);
            return shapes;
        }

        /// <summary>Whether training runs in phases: because it needs sums over the whole batch, or because threads share layers by outputs.</summary>
        public bool TrainsInPhases => TrainsByBatch || Training is { IsShared: true };
    }
}

/// <summary>A pass from input to output: its kernels, and their scratch.</summary>
/// <param name="TowardsLoss">The kernels that the loss needs.</param>
/// <param name="Loss">The loss; null for a network that only infers.</param>
/// <param name="Beyond">The kernels that only the output needs.</param>
/// <param name="Allocation">Of training, backward included.</param>
internal sealed record Pass(EquatableArray<Kernel> TowardsLoss, LossKernel? Loss, EquatableArray<Kernel> Beyond, CopyOutputs Outputs, Allocation Allocation)
{
    public IEnumerable<Kernel> Kernels => TowardsLoss.Concat(Beyond);
}

/// <summary>The forward pass, which keeps everything that the backward pass needs, and the backward pass.</summary>
/// <param name="OutputGradients">The caller's gradients of the outputs.</param>
/// <param name="FromOutputs">The kernels from those to the gradients of the loss's arguments, where a fused loss skips kernels.</param>
/// <param name="Backward">The kernels from that to the gradients of the parameters.</param>
/// <param name="Phases">The same kernels, cut into phases where threads or shards need each other's results.</param>
/// <param name="InputGradients">After the backward pass of a block; null where gradients of inputs are not asked for.</param>
internal sealed record TrainingPass(Pass Forward, CopyOutputGradients OutputGradients, EquatableArray<Kernel> FromOutputs, EquatableArray<Kernel> Backward, EquatableArray<Phase> Phases, CopyInputGradients? InputGradients)
{
    /// <summary>Whether threads share layers by outputs.</summary>
    public bool IsShared => SharedLayers.Any();

    /// <summary>Whether a phase by outputs reads the network's inputs, so that every thread needs all of them.</summary>
    public bool SharesInputs => Phases.Any(phase => phase.Shared is not null && phase.Kernels.Any(kernel => kernel.Locations.Any(location => location.Storage is null)));

    /// <summary>The layers whose parameters have owners, first layer first.</summary>
    public IEnumerable<SharedParameters> SharedLayers => Phases.Where(phase => phase.IsBackward).Select(phase => phase.Shared).OfType<SharedParameters>().Reverse();

    /// <summary>The batch normalisations, first layer first.</summary>
    public IEnumerable<BatchStatistics> BatchNorms => Phases.Where(phase => !phase.IsBackward).Select(phase => phase.Combined).OfType<BatchStatistics>().OrderBy(norm => norm.Index);
}
