using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using Buffer = NetGen.Generator.Graph.Buffer;

namespace NetGen.Generator.Lowering;

/// <summary>How each value of the graph lies in memory: vectors as they are, samples with channels as grids, channels last; in inference channels first where a convolution has columns in lanes.</summary>
internal sealed class Layouts
{
    private readonly NetworkGraph _graph;
    private readonly Dictionary<Buffer, Op.Forward> _readers;
    private readonly Dictionary<Buffer, Op.Forward> _writers;

    private readonly ICollection<Op.Convolve> _inColumns = [];

    public Layouts(NetworkGraph graph, bool isInference = false)
    {
        _graph = graph;
        _readers = graph.Forward.ToDictionary(op => op.X);
        _writers = graph.Forward.ToDictionary(op => op.Y);
        IsInference = isInference;
        if (isInference)
            _inColumns = ColumnsChoice.Of(graph, this);
    }

    public bool IsInference { get; }

    /// <summary>Whether a convolution has columns in lanes, rather than filters.</summary>
    public bool IsInColumns(Op.Convolve convolve) => _inColumns.Contains(convolve);

    /// <summary>The op that reads a value; none for the output.</summary>
    public Op.Forward? Reader(Buffer value) => _readers.TryGetValue(value, out Op.Forward? reader) ? reader : null;

    /// <summary>The op that writes a value; none for the input.</summary>
    public Op.Forward? Writer(Buffer value) => _writers.TryGetValue(value, out Op.Forward? writer) ? writer : null;

    /// <summary>The grid of a value, with the border that the convolution behind it reads; an activation between them keeps it.</summary>
    public Grid GridOf(Buffer value) => Reader(value) switch
    {
        Op.Convolve c when IsInColumns(c) => Grid.Planes(value.Shape, c.Height.Before, c.Height.After, c.Width.Before, c.Width.After),
        Op.Convolve c => Grid.Of(value.Shape, c.Height.Before, c.Height.After, c.Width.Before, c.Width.After),
        Op.Activate a => GridOf(a.Y) is var grid && value.Shape == a.Y.Shape ? grid : Grid.Of(value.Shape),
        _ => Grid.Of(value.Shape),
    };

    /// <summary>Whether the same memory, as it is, serves a reshape's result: the order of the numbers is the same, or a dense layer reads them, whose weights can stand in any order.</summary>
    public bool IsAlias(Op.Reshape reshape)
    {
        Grid grid = GridOf(reshape.X.Shape.Rank == 1 ? reshape.Y : reshape.X);
        if (reshape.X.Shape.Rank > 1)
            return grid.Channels == 1 || grid.Pixels == 1 || Reader(reshape.Y) is Op.Affine;
        // Inputs are the caller's memory, of which nothing behind the end may be read: only broadcasts don't.
        bool readable = reshape.X.Role != Role.Input || Reader(reshape.Y) is Op.Convolve { Groups: 1 };
        return readable && !grid.HasBorder && (grid.Channels == 1 || grid.Pixels == 1 || grid.IsPlanes);
    }

    /// <summary>Channels that stand last in what a dense layer reads; 1 for a vector in its own order.</summary>
    public int ChannelsOf(Op.Affine affine) =>
        Writer(affine.X) is Op.Reshape { X: { Shape.Rank: > 1, Role: Role.Value } x } && x.Shape is { Channels: > 1 } ? x.Shape.Channels : 1;

    /// <summary>Whether an activation's result may take its argument's place: nobody needs the argument again.</summary>
    public bool IsInPlace(Op.Activate activate) =>
        activate.X.Role == Role.Value && !activate.Kind.DerivativeNeedsArgument() && Writer(activate.X) is Op.Linear or Op.Pool { Kind: Model.PoolKind.Average } or Op.BatchNorm or Op.LayerNorm;

    /// <summary>The activation that a linear step applies as its results leave the registers.</summary>
    public Activation FusedWith(Op.Linear linear) =>
        Reader(linear.Y) is Op.Activate activate && activate.Kind.IsCheap() && IsInPlace(activate) && _graph.Loss?.Y != linear.Y ? activate.Kind : Activation.Linear;

    /// <summary>Whether a convolution's kernels differ from those of training: the epilogue takes more along, or columns are in lanes.</summary>
    public bool IsInferredApart(Op.Convolve convolve) => IsInference && (EpilogueOf(convolve) is { Norm: not null } or { Pool: not null } || IsInColumns(convolve));

    /// <summary>What a convolution's epilogue takes along in inference, where nobody needs the values between: a batch normalisation, which is then a scale and a shift, an activation of few instructions, and a maximum over windows that don't overlap or the mean of all pixels.</summary>
    public (Op.BatchNorm? Norm, Op.Activate? Activate, Op.Pool? Pool) EpilogueOf(Op.Convolve convolve)
    {
        Buffer value = convolve.Y;
        Op.BatchNorm? norm = Next<Op.BatchNorm>();
        Op.Activate? activate = Next<Op.Activate>(op => op.Kind.IsCheap());
        Op.Pool? pool = Next<Op.Pool>(op => op.Kind == Model.PoolKind.Max
            ? op.Height.Tiles && op.Width.Tiles && op.Height.Kernel * op.Width.Kernel <= Limits.PooledPixels
            : Covers(op.Height) && Covers(op.Width));
        return (norm, activate, pool);

        static bool Covers(Model.Axis axis) => axis.Kernel == axis.Input && axis.Before + axis.After == 0;

        T? Next<T>(System.Func<T, bool>? suits = null) where T : Op.Forward
        {
            if (value == _graph.Loss?.Y || Reader(value) is not T op || suits?.Invoke(op) == false)
                return null;
            value = op.Y;
            return op;
        }
    }

    /// <summary>What a convolution writes in inference, behind its epilogue.</summary>
    public Buffer ResultOf(Op.Convolve convolve) => EpilogueOf(convolve) switch
    {
        { Pool: { } pool } => pool.Y,
        { Activate: { } activate } => activate.Y,
        { Norm: { } norm } => norm.Y,
        _ => convolve.Y,
    };

    /// <summary>Whether such an epilogue has done an op.</summary>
    public bool IsInEpilogue(Op.Forward op)
    {
        Op.Forward? writer = op;
        while (writer is Op.BatchNorm or Op.Activate or Op.Pool)
            writer = Writer(writer.X);
        return writer is Op.Convolve convolve && IsInferredApart(convolve) && EpilogueOf(convolve) is var (norm, activate, pool) && (op == norm || op == activate || op == pool);
    }

    /// <summary>Whether a linear step has applied this activation already.</summary>
    public bool IsFused(Op.Activate activate) => Writer(activate.X) is Op.Linear linear && FusedWith(linear) == activate.Kind;

    /// <summary>The activation whose derivative a maximum's gradient takes along, since where a number is the largest the derivative is that of the maximum. Linear for none.</summary>
    public Activation ActivationBefore(Op.Pool pool) =>
        pool.Kind == Model.PoolKind.Max && pool.Height.Tiles && pool.Width.Tiles && pool.Height.Kernel * pool.Width.Kernel <= Limits.WindowPlaces
        && Writer(pool.X) is Op.Activate { Kind: var kind } && !kind.IsRowWise() && !kind.DerivativeNeedsArgument() ? kind : Activation.Linear;

    /// <summary>Whether the gradient of an activation's result, as the pool that reads it leaves it, has gone through the activation too.</summary>
    public bool IsTakenAlong(Op.ActivateGradient gradient) => Reader(gradient.Y) is Op.Pool pool && ActivationBefore(pool) != Activation.Linear;
}
