using System.Globalization;
using System.Runtime.Loader;
using NetGen.Tests.RandomCases;

namespace NetGen.Hashes;

/// <summary>A random network, a line of <c>Networks.txt</c>. It is stored, not drawn again, so that changes to the random generation change no network.</summary>
internal sealed record Declaration(string Name, int Samples, ulong Seed, string Attributes)
{
    /// <summary>The number of networks compiled together, since starting Roslyn costs more than compiling a network; limited, so that not all are in memory at once.</summary>
    private const int GroupSize = 50;

    private string ClassName => "Network_" + Name.Replace('.', '_');

    public static IEnumerable<Declaration> Read(string file) =>
        from line in File.ReadLines(file)
        let words = line.Split(' ', 4)
        select new Declaration(words[0], int.Parse(words[1], CultureInfo.InvariantCulture), ulong.Parse(words[2], CultureInfo.InvariantCulture), words[3]);

    /// <summary>Compiles the networks group by group; the classes of a group are unloaded when the next is requested.</summary>
    /// <exception cref="ExpectationException">One of them doesn't compile.</exception>
    public static IEnumerable<Subject> Compile(IEnumerable<Declaration> declarations)
    {
        foreach (Declaration[] group in declarations.Chunk(GroupSize))
        {
            AssemblyLoadContext context = Compiler.Load(Compiler.Emit(Compiler.Compile(
                group.Select(declared => $"using NetGen;\n{declared.Attributes}\npublic sealed partial class {declared.ClassName};\n"))));
            foreach (Declaration declared in group)
                yield return new(declared.Name, context.Assemblies.Single().GetType(declared.ClassName, throwOnError: true)!, declared.Samples, declared.Seed);
            context.Unload();
        }
    }
}
