namespace NetGen.Generator.Lowering;

/// <summary>Sums held in registers at once: a tile of height × vectors.</summary>
internal readonly record struct Tile(int Height, int Vectors);

/// <summary>What a layer's kernels are made from. Layers whose plans are equal share them, so a plan knows nothing of a layer's name or of where its parameters lie.</summary>
internal abstract record LayerPlan;

/// <summary>The layer that a kernel belongs to.</summary>
/// <param name="Identifier">What its methods and constants are called.</param>
/// <param name="Order">The node's place in the network.</param>
internal sealed record Owner(string Name, string Identifier, int Order);
