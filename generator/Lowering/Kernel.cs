using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>A call in the emitted code: its operands and its text.</summary>
/// <param name="Sentence">What it computes, with shapes; empty for what needs no comment.</param>
internal abstract record Kernel(string Sentence)
{
    /// <summary>Everything that it reads and writes.</summary>
    public abstract EquatableArray<Use> Uses { get; }

    /// <summary>How its work can be divided; the phases of a training step follow from it.</summary>
    public virtual Scope Scope => Scope.Block;

    /// <summary>If its scope is outputs, the parameters that it reads or whose gradients it computes: a range of outputs needs only a range of them.</summary>
    public virtual SharedParameters? Shared => null;

    /// <summary>Rows, of one element for each sample of a block, in each of the two buffers into which it transposes.</summary>
    public virtual int TransposedRows => 0;

    /// <summary>Whether a sample's results depend on the batch that it is in, or on its position in it.</summary>
    public virtual bool DependsOnBatch => false;

    /// <summary>For one of the backward pass, the layers for whose training it is needed; null where it always is.</summary>
    public TrainedLayers? For { get; init; }

    /// <summary>The layer whose row of the cost table it describes; null where it has no choice of shape.</summary>
    public virtual string? Layer => null;

    /// <summary>The shape of its code among those that it could have, and why.</summary>
    public virtual CodeShape? Shape(Body.OutputsInLanes body) => null;

    /// <summary>The locations in scratch that it uses.</summary>
    public IEnumerable<Location> Locations => Uses.Select(use => use.Operand).OfType<Location>();

    /// <summary>Whether it computes gradients of parameters.</summary>
    public bool GivesParameterGradients => Uses.Any(use => use is { Operand: TensorPlan, Access: Access.Update });

    public abstract void Call(CallWriter to);

    /// <summary>Calls it for a range of its outputs, if its scope is outputs.</summary>
    public virtual void CallRange(CallWriter to) => throw new NotSupportedException($"{Sentence}: cannot be called for a range of outputs.");

    protected static Use Read(Operand operand) => new(operand, Access.Read);

    protected static Use Write(Operand operand) => new(operand, Access.Write);

    protected static Use Update(Operand operand) => new(operand, Access.Update);
}

/// <summary>How a kernel's work can be divided.</summary>
internal enum Scope
{
    /// <summary>One sample at a time, so that its result is still in the nearest cache when the next kernel reads it.</summary>
    Sample,

    /// <summary>All samples of a block at once.</summary>
    Block,

    /// <summary>All samples of a block at once; or some outputs for all samples of a batch, so that their weights stay in the cache of one thread.</summary>
    Outputs,

    /// <summary>Sums over the whole batch, which the kernels that follow need.</summary>
    Batch,
}

/// <summary>A layer's parameters, stored in panels of outputs so that threads can share them.</summary>
internal sealed record SharedParameters(string Layer, int Inputs, int Units, TensorPlan Weight, TensorPlan? Bias);
