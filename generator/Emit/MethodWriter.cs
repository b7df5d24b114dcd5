using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes the methods that kernels call, and those that these methods call.</summary>
internal sealed class MethodWriter(CodeWriter writer, Definitions definitions, Owner owner, string stem, string name)
{
    /// <remarks>Not <c>unmanaged</c>: a type of the user's may be called so.</remarks>
    public const string Generic = "where T : struct, ILanes<T>";

    public const string Optimize = "[MethodImpl(Kernel)]";

    /// <summary>The first layer that asked for the methods, after which they are called.</summary>
    public string Layer => owner.Name;

    /// <summary>What the names of all these methods begin with.</summary>
    public string Stem => stem;

    /// <summary>The name of the method that is called.</summary>
    public string Name => name;

    public void Line(string lines = "") => writer.Line(lines);

    public CodeWriter.Closing Block(string header) => writer.Block(header);

    public CodeWriter.Closing Block() => writer.Block();

    public CodeWriter.Closing Indent(string header) => writer.Indent(header);

    /// <summary>Has a definition emitted.</summary>
    /// <returns>The name of its method.</returns>
    public string Request(Definition definition) => definitions.Request(definition, owner);
}
