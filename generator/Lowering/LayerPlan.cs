namespace NetGen.Generator.Lowering;

/// <summary>Sums held in registers at once: a tile of height × vectors.</summary>
internal readonly record struct Tile(int Height, int Vectors);

/// <summary>What a layer's kernels are made from.</summary>
/// <param name="Name">The layer's.</param>
/// <param name="Identifier">What its methods and constants are called.</param>
/// <param name="Order">The node's place in the network.</param>
internal abstract record LayerPlan(string Name, string Identifier, int Order)
{
    /// <remarks>Few plans have one place, and a full hash would go through all their tiles.</remarks>
    public override int GetHashCode() => Order;
}
