using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator;

/// <summary>The whole way from a valid model to C#.</summary>
internal static class Compiler
{
    /// <remarks>What a layer's kernels take of the text is known when they are written. Where all take more than a network may have, those of the most multiply-adds keep theirs, and the others are planned again, with kernels of the runtime's that take sizes as arguments.</remarks>
    public static string Compile(NetworkModel model)
    {
        NetworkGraph graph = GraphBuilder.Build(model);
        HashSet<string> general = [];
        int most = TextLimits.Of(model.Layers.Count);
        // Whoever asks for everything to be written out gets it.
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
            int excess = model.Unroll == Unroll.Full ? 0 : Math.Max(0, Encoding.UTF8.GetByteCount(text) - most);
            // What nothing can stand for is written, however long it is.
            if (taken.Beyond.Count == 0 && (excess == 0 || general.Count == before))
                return text;
            (limit, before) = taken.Beyond.Count == 0 ? (Math.Max(0, taken.Length - excess), general.Count) : (long.MaxValue, general.Count);
        }
    }
}
