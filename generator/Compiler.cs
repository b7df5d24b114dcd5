using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator;

/// <summary>The whole way from a valid model to C#.</summary>
internal static class Compiler
{
    public static string Compile(NetworkModel model)
    {
        NetworkGraph graph = GraphBuilder.Build(model);
        Plan plan = Lowerer.Lower(model, graph);
        return NetworkEmitter.Emit(plan);
    }
}
