using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Emit;

/// <summary>Writes a plan as a file of C#: the generated part of the user's class, in its namespace and containing types, then the kernels that it calls.</summary>
internal static class NetworkEmitter
{
    /// <param name="limit">The most characters that the methods which kernels call may have.</param>
    public static (string Text, KernelText Kernels) Emit(Plan plan, long limit)
    {
        KernelText taken;
        CodeWriter writer = new();
        writer.Line(EmittedFile.Header + """
            #nullable enable
            #pragma warning disable CS0108 // a network may derive from another
            #pragma warning disable CS3001, CS3002, CS3003 // seeds are ulong, which the CLS hasn't
            #pragma warning disable NETGEN200 // kernels rely on lengths that their callers have checked
            """);
        if (plan.Overrides.Count > 0)
            writer.Line("#pragma warning disable CS0672, CS8764, CS8765 // what it overrides may be obsolete, take null or give it");
        writer.Line();
        if (plan.Type.Namespace.Length > 0)
            using (writer.Block($"namespace {plan.Type.Namespace}"))
                EmitContainers(writer, plan, 0);
        else
            EmitContainers(writer, plan, 0);
        writer.Line();
        using (writer.Block($"namespace {RuntimeNames.Namespace}"))
        {
            writer.Line("""
                using global::NetGen.Kernels;
                using global::System.Runtime.CompilerServices;
                using global::System.Runtime.Intrinsics;
                using global::System.Runtime.Intrinsics.X86;
                using static global::NetGen.Kernels.Blocks;

                """);
            taken = KernelsEmitter.Emit(writer, plan, limit);
        }
        return (writer.ToString(), taken);
    }

    private static void EmitContainers(CodeWriter writer, Plan plan, int depth)
    {
        if (depth < plan.Type.Containers.Count)
        {
            using (writer.Block($"partial {plan.Type.Containers[depth]}"))
                EmitContainers(writer, plan, depth + 1);
            return;
        }
        new ClassEmitter(writer, plan).Emit();
    }

    public static string Quote(string text) => "\"" + Escapes.Escape(text).Replace("\"", "\\\"") + "\"";
}
