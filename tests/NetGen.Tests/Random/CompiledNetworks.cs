using System.Runtime.Loader;
using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Many networks compiled together, since starting Roslyn costs more than compiling a network.</summary>
public sealed class CompiledNetworks(byte[] assembly) : IDisposable
{
    private readonly AssemblyLoadContext _context = Compiler.Load(assembly);

    public CompiledNetworks(IEnumerable<NetworkSpec> specs) : this(Compile(specs))
    {
    }

    /// <summary>Compiles networks into an assembly, as <c>Network0</c>, <c>Network1</c>, ….</summary>
    /// <exception cref="ExpectationException">One of them does not compile without a warning.</exception>
    public static byte[] Compile(IEnumerable<NetworkSpec> specs) =>
        Compiler.Emit(Compiler.Compile(specs.Select((spec, i) => "using NetGen;\nnamespace Networks;\n" + NetworkSource.Declare(spec, $"Network{i}"))));

    /// <summary>A new instance of one of the classes.</summary>
    public ISubject Create(int index)
    {
        Type network = TypeOf(index);
        return Create(index, network.GetInterface("ITrainableNetwork`1") is null ? typeof(Subject<>) : typeof(TrainableSubject<>));
    }

    /// <summary>A new instance of one of the classes, adapted by a generic type.</summary>
    public ISubject Create(int index, Type subject) => (ISubject)Activator.CreateInstance(subject.MakeGenericType(TypeOf(index)), Activator.CreateInstance(TypeOf(index)))!;

    /// <summary>One of the classes.</summary>
    public Type TypeOf(int index) => _context.Assemblies.Single().GetType($"Networks.Network{index}", throwOnError: true)!;

    /// <summary>The emitted kernels of one of the classes; C# makes the name of a file-local type unique.</summary>
    public Type KernelsOf(int index) => _context.Assemblies.Single().GetTypes().Single(type => type.Name.EndsWith($"__Network{index}Kernels", StringComparison.Ordinal));

    public void Dispose() => _context.Unload();
}
