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

    /// <summary>What it keeps in the parameter block, for inputs of given shapes.</summary>
    public virtual EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) => [];

    /// <summary>Appends the nodes that give the derivatives by its inputs and parameters, from the one by its result.</summary>
    public virtual void Pullback(Node node, Gradients to) => throw new NotSupportedException($"{this} has no derivative.");

    /// <summary>Whether the next node, the only reader of a group's result, can be computed as that result leaves the registers.</summary>
    public virtual bool Fuses(Group group, Node next, Mode mode) => false;

    /// <summary>The ways to compute a group that this op leads, the first of which always works.</summary>
    public virtual IEnumerable<Candidate> Candidates(Group group, Mode mode) => [Candidate.ChannelsLast];

    /// <summary>How it reads an input in memory.</summary>
    /// <param name="result">How its result lies.</param>
    public virtual Layout Reads(Node node, int input, Layout result, Candidate chosen) => Layout.Plain;

    /// <summary>Whether it reads the border of zeros around its input.</summary>
    public virtual bool ReadsBorder => false;

    /// <summary>Whether it reads a vector whose elements lie in any order, since it stores its own parameters in that order.</summary>
    public virtual bool ReadsAnyOrder => false;

    /// <summary>Whether it reads nothing beyond the end of an input, so that the caller's memory serves it directly.</summary>
    public virtual bool ReadsExactly => false;

    /// <summary>The input whose memory the result may take where nobody reads that input any more; none if it needs memory of its own.</summary>
    public virtual int? Overwrites(Node node, Views views) => null;

    /// <summary>Whether the gradient of its input is written in vectors that may end after the last channel, though whole vectors hold the channels.</summary>
    public virtual bool SpillsInputGradient(Node node) => false;

    /// <summary>Whether the result is the input's own memory, seen in another shape.</summary>
    public virtual bool IsView(Node node, Views views) => false;

    /// <summary>Whether 512-bit vectors pay for it.</summary>
    public virtual bool Suits512(Node node) => true;

    /// <summary>Whether threads can share it in a training step by its outputs, or by the parameters of which it gives the gradients; its kernels' scope is then outputs.</summary>
    public virtual bool SharesOutputs(Node node) => false;

    /// <summary>The shape of its code, where its kernels have but one; none for what stands beside other ops of a layer.</summary>
    public virtual CodeShape? Code => null;

    /// <summary>Adds the kernels of a group that this op leads.</summary>
    public abstract void Lower(Group group, KernelBuilder to);

    /// <summary>Whether it can be written with samples in lanes, a variable for each element.</summary>
    public virtual bool SuitsSamplesInLanes(Node node) => false;

    /// <summary>What it computes, where it is written with samples in lanes; empty for what needs no comment.</summary>
    public virtual string LaneSentence(Node node, NetworkGraph graph) => "";

    /// <summary>Multiply-adds of one sample, where it is written with samples in lanes.</summary>
    public virtual long MultiplyAdds(Node node) => 0;

    /// <summary>Writes it with samples in lanes.</summary>
    public virtual void WriteInLanes(Node node, LaneWriter to) => throw new NotSupportedException($"{this} has no text with samples in lanes.");
}

/// <summary>An op of the backward pass, whose result has a shape that it is told: that of the value by which it derives; or none, where it derives by parameters.</summary>
internal abstract record GradientOp(Shape? By) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => By is { } shape ? [shape] : [];
}
