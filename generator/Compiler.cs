using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator;

/// <summary>Compiles a valid model to C#.</summary>
internal static class Compiler
{
    /// <remarks>The length of a layer's kernels is known once they are written. If all of them exceed the limit of a network, the layers with the most multiply-adds keep theirs; the others are planned again, with kernels of the runtime that take sizes as arguments.</remarks>
    public static string Compile(NetworkModel model)
    {
        NetworkGraph graph = GraphBuilder.Build(model);
        HashSet<string> general = [];
        int most = TextLimits.Of(model.Layers.Count);
        // Unroll.Full writes everything out, however long.
        long limit = model.Unroll == Unroll.Full ? long.MaxValue : TextLimits.OfKernels(model.Layers.Count);
        int before = -1;
        while (true)
        {
            (string text, KernelText taken) = NetworkEmitter.Emit(Lowerer.Lower(model, graph, general), limit);
            if (taken.Beyond.Any(layer => !general.Contains(layer)))
            {
                general.UnionWith(taken.Beyond);
                continue;
            }
            // A character has at most three bytes, so short texts need not be counted.
            int excess = model.Unroll == Unroll.Full || text.Length <= most / 3 ? 0 : Math.Max(0, Encoding.UTF8.GetByteCount(text) - most);
            // Kernels without a general equivalent are written, however long they are.
            if (taken.Beyond.Count == 0 && (excess == 0 || general.Count == before))
                return text;
            (limit, before) = taken.Beyond.Count == 0 ? (Math.Max(0, taken.Length - excess), general.Count) : (long.MaxValue, general.Count);
        }
    }
}
