using NetGen.Kernels;

namespace NetGen.Generator;

/// <summary>The limits that choose between code shapes. Each is a measurement, or follows from the registers of the machine.</summary>
/// <remarks>
/// They belong to no stage: rules use some of them before anything is lowered.
/// <c>samples/Benchmarks -- --calibrate --only NAME</c> measures the alternatives to the limit of that name on the machine on which it runs.
/// Where its result on one thread of a virtual AMD EPYC (Zen 5), .NET 10.0.12, 2026-11-23, differs from a limit, the comment of that limit says so.
/// A limit that changes the order of a sum (<see cref="Chains"/>, <see cref="TermsPerChain"/>, <see cref="Accumulators"/>) changes bits, so it must not depend on the machine.
/// </remarks>
internal static class Limits
{
    /// <summary>Samples in a block: two 512-bit vectors of samples for the input gradients, a multiple of every tile's rows, and few enough that a layer's results stay in the first two cache levels. A calibration can only choose smaller ones, since shards have this length too, and finds 8, 16 and 32 equal.</summary>
    public const int BlockRows = KernelConstants.BlockRows;

    /// <summary>Multiply-adds of a whole network up to which samples are in lanes: scalar straight-line code wins for one sample only to about four multiply-adds a layer, and full lanes win for batches. Calibrated: they win up to 36; from 64 on their training exceeds what the JIT inlines into one method, 9 times slower.</summary>
    public const int SamplesInLanes = 24;

    /// <summary>Outputs in a weight panel: two 512-bit vectors, the width of a batch tile.</summary>
    public const int PanelWidth = KernelConstants.PanelWidth;

    /// <summary>Up to this many outputs a panel is one 512-bit vector wide.</summary>
    public const int NarrowPanelWidth = KernelConstants.Lanes;

    /// <summary>Independent accumulators that keep two multiply-add units of latency four busy.</summary>
    public const int Accumulators = 8;

    /// <summary>Rows of the tallest tile: with two vectors it holds 16 sums, which need the 32 registers of 512-bit vectors.</summary>
    public const int TallTile = KernelConstants.TallTile;

    /// <summary>The most chains into which a sum is split, and the fewest terms of a chain.</summary>
    public const int Chains = 4;

    public const int TermsPerChain = 8;

    /// <summary>Terms up to which straight-line code is no slower cold than a loop unrolled by four, which it equals hot. Calibrated: no more than that, since with eight vectors 20 terms exceed what the JIT inlines, 13 times slower.</summary>
    public const int StraightLineTerms = 16;

    /// <summary>Terms in a loop's body: the loop's own instructions then cost less than one multiply-add in eight.</summary>
    public const int LoopUnroll = 4;

    /// <summary>Multiply-adds of the largest layer below which 512-bit vectors are slower on machines whose clock drops under them (a Cascade Lake Xeon, 4-16-16-2: 94 ns against 70). Calibrated where none drops: 512-bit vectors are faster from the smallest layer on, and this limit costs the networks below it a sixth of their time.</summary>
    public const int LeastFor512 = 1024;

    /// <summary>Vector multiply-adds in a method. The JIT inlines those of 128 and calls some of those of 160 (calibrated: 13 to 50 times slower); at ten times as many it stops optimising at all: see <see cref="CallsWrittenOut"/>.</summary>
    public const int MethodMultiplyAdds = 128;

    /// <summary>The most calls of kernels in a method; more are rows of a list, so that no network, however deep, has a long method or a long text. The JIT optimises nothing, even where an attribute requests it, from 60,000 bytes of IL, 20,000 instructions, 8,000 references to locals or 2,000 basic blocks on; a call with its arguments is at most some 150 bytes.</summary>
    public const int CallsWrittenOut = 96;

    /// <summary>The fewest calls, shared by several entry points, that have a method of their own: fewer are shorter if written twice.</summary>
    public const int CallsApart = 4;

    /// <summary>Layers that documentation lists; longer tables are impractical in a tooltip, and <c>Summary</c> has all layers.</summary>
    public const int LayersListed = 48;

    /// <summary>The most objects created in one expression, each some 100 bytes of IL.</summary>
    public const int ArrayItems = 100;

    /// <summary>Pixels of a convolution's tile with one vector of filters each: with the weights' vector and a broadcast input, they fill all but four of the sixteen registers of 256-bit vectors.</summary>
    public const int NarrowPixelTile = 10;

    /// <summary>The same for 512-bit vectors, of which there are 32: a tile whose results are each the largest of four pixels then holds three of them.</summary>
    public const int WidestNarrowPixelTile = 12;

    /// <summary>Pixels of a tile with two vectors of filters each: twelve sums, two vectors of weights and one input are what sixteen registers hold.</summary>
    public const int WidePixelTile = 6;

    /// <summary>The same for 512-bit vectors, of which there are 32: calibrated, 8 pixels take 4 % less time than 6.</summary>
    public const int WidestPixelTile = 8;

    /// <summary>Tiles up to which those of a row of pixels have nearly one size, rather than all but the last full size: a remainder of one or two pixels has too few sums to keep the multiply-add units busy. 32 pixels in six tiles of 5 and 6 take 4 % less time than in five of 6 and one of 2; in longer rows a remainder hardly counts.</summary>
    public const int EvenTiles = 8;

    /// <summary>Sums of a convolution's tile with columns in lanes, filters × rows × vectors: with some vectors of inputs and a broadcast weight, what sixteen registers hold.</summary>
    public const int ColumnSums = 12;

    /// <summary>The most pixels of a window whose maximum is fused into a convolution.</summary>
    public const int PooledPixels = 4;

    /// <summary>Elements of a pool's window up to which they are written out rather than looped over.</summary>
    public const int WindowElements = 16;

    /// <summary>Inputs of a kernel's row up to which a tile's sums are written out rather than looped over.</summary>
    public const int StraightLineRun = 16;

    /// <summary>The fewest filters of a group for which each group is a convolution over its slice of the channels: then no vector of filters, 16 at most, spans more than two groups. Below, spreading every filter's channels into its own lane makes the input less than 16 times as long.</summary>
    public const int SlicedFilters = 16;

    /// <summary>Inputs × one vector of filters in a tile of a convolution's weight gradients.</summary>
    public const int WeightTile = 12;

    /// <summary>Tiles of a convolution's weight gradients that are called one by one; more of them are called in a loop, so that no kernel, however long, has a long method.</summary>
    public const int TilesWrittenOut = 32;

    /// <summary>Pixels × two vectors of inputs in a tile of a convolution's input gradients.</summary>
    public const int InputTile = 5;

    /// <summary>The fewest weights of a dense layer for which threads share its outputs rather than its samples. Half of the weights, updated by the other core in the last training step, then need no transfer: 64 KB take 1.8 µs, and one more barrier about 1.</summary>
    public const int SharedWeights = 32_768;

    /// <summary>The fewest weights of a dense layer of which a batch requests each panel in advance. 784-512-256-10 on 64 samples takes 0.89 times as long if its weights are in no cache, and as long as without if they are.</summary>
    public const int PrefetchedWeights = 32_768;

    /// <summary>Elements of which a block's samples must not be a multiple apart: 1 KB divides the 4 KB after which the sets of a first-level cache repeat, so that a column of 32 samples, two lines wide, would need 8 to 16 ways of it, which is what it has. Weight gradients of 784 × 512 take 4 % less time where samples are not 2 KB apart.</summary>
    public const int AliasingStride = 256;

    /// <summary>The fewest frames after which the histories of a stream move to the start of their memory: a frame's share of moving them is then small, and a history of a few frames stays in the nearest cache.</summary>
    public const int HistoryRows = 256;

    /// <summary>Elements of a sample's inputs and outputs, given as spans of their own, up to which they are gathered on the stack: 64 KB, as the runtime's scratch.</summary>
    public const int SampleOnStack = 16 * 1024;
}
