namespace NetGen.Generator.Lowering;

/// <summary>Sums held in registers at once: a tile of height × vectors.</summary>
internal readonly record struct Tile(int Height, int Vectors);

/// <summary>The decisions from which a layer's kernels are created. Layers whose plans are equal share them, so a plan contains neither a layer's name nor the offsets of its parameters.</summary>
internal abstract record LayerPlan;

/// <summary>The layer that a kernel belongs to.</summary>
/// <param name="Identifier">The prefix of the names of its methods and constants.</param>
/// <param name="Order">The index of its first node in the network.</param>
internal sealed record Owner(string Name, string Identifier, int Order);
