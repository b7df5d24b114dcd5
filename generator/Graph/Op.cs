using System;
using System.Collections.Generic;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>An operation on values: its mathematics, its derivative, and how it is computed.</summary>
internal abstract record Op
{
    /// <summary>The shapes of its results.</summary>
    public abstract EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs);

    /// <summary>Its tensors in the parameter block, for inputs of given shapes.</summary>
    public virtual EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) => [];

    /// <summary>The activation whose values its results are, if it computes one.</summary>
    public virtual Activation? Function => null;

    /// <summary>Appends the nodes that compute the derivatives with respect to its inputs and parameters from that with respect to its result.</summary>
    public virtual void Pullback(Node node, Gradients to) => throw new NotSupportedException($"{this} has no derivative.");

    /// <summary>For one of a layer's parameters' gradients, whether the gradient of the layer's input continues from what it leaves outside of values.</summary>
    public virtual bool PreparesInputGradient => false;

    /// <summary>Whether the next node, the only reader of a group's result, can be fused: computed while that result is in registers.</summary>
    public virtual bool Fuses(Group group, Node next, Mode mode) => false;

    /// <summary>The candidates for computing a group that begins with this op, the first of which is always valid.</summary>
    public virtual IEnumerable<Candidate> Candidates(Group group, Mode mode) => [Candidate.ChannelsLast];

    /// <summary>The layout in which it reads an input.</summary>
    public virtual Layout Reads(Node node, int input, Candidate chosen) => Layout.Plain;

    /// <summary>Whether it goes over the memory of its inputs and its result in step, borders included, so that all have the same layout.</summary>
    public virtual bool KeepsLayout => false;

    /// <summary>Whether it reads the border of zeros around its input.</summary>
    public virtual bool ReadsBorder => false;

    /// <summary>Whether it can read a vector whose elements are in any order, since it stores its own parameters in that order.</summary>
    public virtual bool ReadsAnyOrder => false;

    /// <summary>Whether it reads nothing past the end of an input, so that it can read the caller's memory directly.</summary>
    public virtual bool ReadsExactly => false;

    /// <summary>Whether it reads values, its results included, in vectors that may end after the last element even where whole vectors hold the channels.</summary>
    public virtual bool ReadsPastEnd(Node node) => false;

    /// <summary>The input that the result may overwrite once no node reads it any more; null if the result needs its own memory.</summary>
    public virtual int? Overwrites(Node node, Views views) => null;

    /// <summary>Whether the gradient of its input is written in vectors that may end after the last channel, though whole vectors hold the channels.</summary>
    public virtual bool SpillsInputGradient(Node node) => false;

    /// <summary>Whether the result is the input's own memory, seen in another shape.</summary>
    public virtual bool IsView(Node node, Views views) => false;

    /// <summary>Where a result begins in the input's memory, of which it is a range; null for none.</summary>
    public virtual int? ViewAt(Node node, int result, Views views) => IsView(node, views) ? 0 : null;

    /// <summary>Whether its results are ranges of its input, one after another.</summary>
    public virtual bool GivesRanges => false;

    /// <summary>Where in the result's memory an input may be computed, so that it need not be copied; null where it has memory of its own.</summary>
    public virtual int? PlaceOf(Node node, int input, Views views) => null;

    /// <summary>Earlier frames of a stream that it reads.</summary>
    public virtual int Remembered => 0;

    /// <summary>Whether 512-bit vectors make it faster.</summary>
    public virtual bool Suits512(Node node) => true;

    /// <summary>Whether threads can share it in a training step by its outputs, or by the parameters whose gradients it computes; its kernels' scope is then outputs.</summary>
    public virtual bool SharesOutputs(Node node) => false;

    /// <summary>Whether its kernels can read weights that are stored with fewer bits than a float.</summary>
    public virtual bool ReadsPackedWeights => false;

    /// <summary>The most inputs of which its kernels can multiply 8-bit integers by such weights; 0 where they can't.</summary>
    public virtual int RoundedInputs => 0;

    /// <summary>The shape of its code, if its kernels have only one; null for an op that accompanies others of its layer.</summary>
    public virtual CodeShape? Code => null;

    /// <summary>The shapes of the code of other layers, which it computes too.</summary>
    public virtual IEnumerable<(string Layer, CodeShape Code)> CodeOfOthers => [];

    /// <summary>Adds the kernels of a group that begins with this op.</summary>
    public abstract void Lower(Group group, KernelBuilder to);

    /// <summary>Whether it can be written with samples in lanes, a variable for each element.</summary>
    public virtual bool SuitsSamplesInLanes(Node node) => false;

    /// <summary>The comment on what it computes when written with samples in lanes; empty if it needs none.</summary>
    public virtual string LaneSentence(Node node, NetworkGraph graph) => "";

    /// <summary>Multiply-adds of one sample, when written with samples in lanes.</summary>
    public virtual long MultiplyAdds(Node node) => 0;

    /// <summary>Writes it with samples in lanes.</summary>
    public virtual void WriteInLanes(Node node, LaneWriter to) => throw new NotSupportedException($"{this} can't be written with samples in lanes.");
}

/// <summary>An op of the backward pass, whose result has a given shape: that of the value with respect to which it differentiates; no result if it differentiates with respect to parameters.</summary>
internal abstract record GradientOp(Shape? By) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => By is { } shape ? [shape] : [];
}
