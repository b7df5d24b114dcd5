using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Emit;

/// <summary>Statements that add products to sums, two at once, since inlining a call takes the JIT longer than compiling the instruction.</summary>
internal static class Terms
{
    /// <summary>Adds the products of a factor with vectors to sums.</summary>
    /// <param name="factor">A vector, or the reference and the offset of an element that is loaded into every lane of one.</param>
    /// <param name="products">The other factor and the sum of each product.</param>
    public static string Add(string factor, (string Vector, string Sum)[] products)
    {
        IEnumerable<string> pairs = Enumerable.Range(0, products.Length / 2).Select(pair => (First: products[2 * pair], Second: products[2 * pair + 1]))
            .Select(pair => $"T.FusedMultiplyAdd({factor}, {pair.First.Vector}, {pair.Second.Vector}, ref {pair.First.Sum}, ref {pair.Second.Sum});");
        IEnumerable<string> last = products.Skip(products.Length / 2 * 2).Select(product => $"{product.Sum} = T.FusedMultiplyAdd({factor}, {product.Vector}, {product.Sum});");
        return string.Join("\n", pairs.Concat(last));
    }
}
