namespace NetGen.Kernels;

/// <summary>Sums of products of 8-bit integers with the instructions of some processors: four inputs of a sample times the weights of some outputs at once.</summary>
/// <remarks>
/// All sums are exact, so their order is free and every implementation gives the same bits: |input| ≤ 127 and |weight| ≤ 127, and a dense layer of that kind has at most <see cref="KernelConstants.IntegerInputs"/> inputs.
/// Sums in between may be larger than 32 bits where they are offset; they wrap, as two's complement does, and the last one is right.
/// </remarks>
/// <typeparam name="TSums">The sums of <see cref="Count"/> outputs.</typeparam>
/// <typeparam name="TWeights">Their weights of four inputs.</typeparam>
/// <typeparam name="TInputs">The four inputs.</typeparam>
internal interface IDotProducts<TSums, TWeights, TInputs>
{
    /// <summary>Outputs of a vector, 4 or 8.</summary>
    static abstract int Count { get; }

    /// <summary>Whether tiles of six samples fit into the registers: weights and inputs are in one vector each.</summary>
    static abstract bool HasTallTiles { get; }

    /// <summary>Rearranges the rounded inputs of a sample as <see cref="Broadcast"/> reads them, in twice their bytes at most.</summary>
    /// <param name="inputs">The integers, and as many bytes after them.</param>
    /// <param name="length">Their number, a multiple of 16.</param>
    static abstract void Arrange(ref sbyte inputs, int length);

    /// <summary>What the sums of a sample start with.</summary>
    /// <param name="inputSum">The sum of its rounded inputs.</param>
    static abstract TSums Start(int inputSum);

    /// <summary>The weights of four inputs: bytes, output by output.</summary>
    static abstract TWeights Load(ref sbyte weights, int offset);

    /// <summary>Bytes from the first four arranged inputs to the next, as <see cref="Broadcast"/> counts them.</summary>
    static abstract int Step { get; }

    /// <summary>Four inputs of a sample.</summary>
    /// <param name="inputs">The arranged inputs.</param>
    /// <param name="offset">Where they begin.</param>
    /// <param name="length">The length with which they were arranged.</param>
    static abstract TInputs Broadcast(ref sbyte inputs, int offset, int length);

    /// <summary>sums + weights·inputs.</summary>
    static abstract TSums MultiplyAdd(TSums sums, TWeights weights, TInputs inputs);

    /// <summary>a + b.</summary>
    static abstract TSums Add(TSums a, TSums b);

    /// <summary>Stores the sums of <see cref="Count"/> outputs.</summary>
    static abstract void Store(TSums sums, ref int destination, int offset);
}
