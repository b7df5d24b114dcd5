using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes the methods that kernels call, and those that these methods call.</summary>
internal sealed class MethodWriter(CodeWriter writer, Definitions definitions, Owner owner, string stem, string name)
{
    /// <remarks>Not <c>unmanaged</c>: the user may have a type of that name.</remarks>
    public const string Generic = "where T : struct, ILanes<T>";

    public const string Optimize = "[MethodImpl(Kernel)]";

    /// <summary>The first layer that requested the methods, after which they are named.</summary>
    public string Layer => owner.Name;

    /// <summary>The prefix of all these methods' names.</summary>
    public string Stem => stem;

    /// <summary>The name of the method that is called.</summary>
    public string Name => name;

    public void Line(string lines = "") => writer.Line(lines);

    public CodeWriter.Closing Block(string header) => writer.Block(header);

    /// <summary>A method that is generic over vectors, with <see cref="Offsets.Count"/> if it is used.</summary>
    public CodeWriter.Closing Method(string signature)
    {
        Line(Optimize);
        return writer.Block($"static void {signature} {Generic}", Offsets.Count, $"int {Offsets.Count} = T.Count;");
    }

    public CodeWriter.Closing Block() => writer.Block();

    public CodeWriter.Closing Indent(string header) => writer.Indent(header);

    /// <summary>Requests a definition.</summary>
    /// <returns>The name of its method.</returns>
    public string Request(Definition definition) => definitions.Request(definition, owner);
}
