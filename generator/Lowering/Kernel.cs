using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>A call in the emitted code: what it works on, and its text.</summary>
/// <param name="Sentence">What it computes, with shapes; empty for what needs no comment.</param>
internal abstract record Kernel(string Sentence)
{
    /// <summary>All that it reads and writes.</summary>
    public abstract EquatableArray<Use> Uses { get; }

    /// <summary>What its work can be shared out by; phases of a training step follow from it.</summary>
    public virtual Scope Scope => Scope.Block;

    /// <summary>The parameters of which it needs, or gives the gradients of, a part for each part of its outputs, where those are its scope.</summary>
    public virtual SharedParameters? Shared => null;

    /// <summary>Rows, each as long as a block has samples, that it needs twice to transpose into.</summary>
    public virtual int TransposedRows => 0;

    /// <summary>Whether a sample's results depend on the batch that it is in, or on its place there.</summary>
    public virtual bool DependsOnBatch => false;

    /// <summary>The layer whose row of the cost table it describes; none where it has no choice of shape.</summary>
    public virtual string? Layer => null;

    /// <summary>The shape of its code among those that it could have, and why.</summary>
    public virtual CodeShape? Shape(Body.OutputsInLanes body) => null;

    /// <summary>The scratch that it uses.</summary>
    public IEnumerable<Place> Places => Uses.Select(use => use.Operand).OfType<Place>();

    /// <summary>Whether it gives the gradients of parameters.</summary>
    public bool GivesParameterGradients => Uses.Any(use => use is { Operand: TensorPlan, Access: Access.Update });

    public abstract void Call(CallWriter to);

    /// <summary>Calls it for a part of its outputs, where those are its scope.</summary>
    public virtual void CallPart(CallWriter to) => throw new NotSupportedException($"{Sentence}: has no parts.");

    protected static Use Read(Operand operand) => new(operand, Access.Read);

    protected static Use Write(Operand operand) => new(operand, Access.Write);

    protected static Use Update(Operand operand) => new(operand, Access.Update);
}

/// <summary>What a kernel's work can be shared out by.</summary>
internal enum Scope
{
    /// <summary>One sample at a time, so that what it leaves is still in the nearest cache when the next kernel reads it.</summary>
    Sample,

    /// <summary>All samples of a block at once.</summary>
    Block,

    /// <summary>All samples of a block at once; or some outputs for all samples of a batch, so that the weights of those stay in the cache of one thread.</summary>
    Outputs,

    /// <summary>Sums over the whole batch, which the kernels that follow need.</summary>
    Batch,
}

/// <summary>A layer's parameters, which stand in panels of outputs so that threads can share them.</summary>
internal sealed record SharedParameters(string Layer, int Inputs, int Units, TensorPlan Weight, TensorPlan? Bias);
