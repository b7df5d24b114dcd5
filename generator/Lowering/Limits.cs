namespace NetGen.Generator.Lowering;

/// <summary>Where one code shape ends and the next begins. Each number is a measurement, or follows from the registers of the machine.</summary>
internal static class Limits
{
    /// <summary>Samples in a block: two 512-bit vectors of samples for the input gradients, a multiple of every tile's rows, and few enough that a layer's results stay in the first two cache levels.</summary>
    public const int BlockRows = 32;

    /// <summary>Multiply-adds of a whole network up to which samples stand in lanes: scalar straight lines win for one sample only to about four multiply-adds a layer, and full lanes win for batches.</summary>
    public const int SamplesInLanes = 24;

    /// <summary>Outputs in a weight panel: two 512-bit vectors, the width of a batch tile.</summary>
    public const int PanelWidth = 32;

    /// <summary>Up to this many outputs a panel is one 512-bit vector wide.</summary>
    public const int NarrowPanelWidth = 16;

    /// <summary>Independent accumulators that keep two multiply-add units of latency four busy.</summary>
    public const int Accumulators = 8;

    /// <summary>Rows of the tallest tile: with two vectors it holds 16 sums, which need the 32 registers of 512-bit vectors.</summary>
    public const int TallTile = 8;

    /// <summary>Chains that a sum may be split into, and the fewest terms that a chain is worth.</summary>
    public const int Chains = 4;

    public const int TermsPerChain = 8;

    /// <summary>Steps up to which a straight line is no slower cold than a loop unrolled by four, which it equals hot.</summary>
    public const int StraightLineSteps = 16;

    /// <summary>Steps of a loop's body: the loop's own instructions then cost less than one multiply-add in eight.</summary>
    public const int LoopUnroll = 4;

    /// <summary>Multiply-adds of the largest layer below which 512-bit vectors lose on machines whose clock drops under them (4-16-16-2: 94 ns against 70).</summary>
    public const int LeastFor512 = 1024;

    /// <summary>Vector multiply-adds in a method: past 20,000 IL instructions the JIT stops optimising, 3–6× slower.</summary>
    public const int MethodMultiplyAdds = 1200;

    /// <summary>Pixels of a convolution's tile with one vector of filters each: with the weights' vector and a broadcast input, they fill the sixteen registers of 256-bit vectors but four.</summary>
    public const int NarrowPixelTile = 10;

    /// <summary>Pixels of a tile with two vectors of filters each.</summary>
    public const int WidePixelTile = 6;

    /// <summary>Pixels of a window whose maximum a convolution takes while they are in registers.</summary>
    public const int PooledPixels = 4;

    /// <summary>Inputs of a kernel's row up to which a tile's sums are written out rather than looped over.</summary>
    public const int StraightLineRun = 16;

    /// <summary>Inputs × one vector of filters in a tile of a convolution's weight gradients.</summary>
    public const int WeightTile = 12;

    /// <summary>Pixels × two vectors of inputs in a tile of a convolution's input gradients.</summary>
    public const int InputTile = 5;

    /// <summary>Weights of a dense layer from which threads share its outputs rather than its samples. Half of the weights, changed by the other core at the last step, then need not cross: 64 KB of them take 1.8 µs, and one more rendezvous about 1.</summary>
    public const int SharedWeights = 32_768;
}
