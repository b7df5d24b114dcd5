using System.Runtime.Loader;
using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Many networks compiled together, since Roslyn's start costs more than a network.</summary>
public sealed class CompiledNetworks : IDisposable
{
    private readonly AssemblyLoadContext _context;
    private readonly NetworkSpec[] _specs;

    public CompiledNetworks(IEnumerable<NetworkSpec> specs)
    {
        _specs = [.. specs];
        _context = Compiler.Load(Compiler.Compile(_specs.Select((spec, i) => "using NetGen;\nnamespace Networks;\n" + NetworkSource.Declare(spec, $"Network{i}"))));
    }

    /// <summary>A fresh network of one of the classes.</summary>
    public ISubject Create(int index)
    {
        Type network = _context.Assemblies.Single().GetType($"Networks.Network{index}", throwOnError: true)!;
        string contract = _specs[index].IsTrainable ? "ITrainableNetwork`1" : "INetwork`1";
        Expect.True(network.GetInterface(contract) is not null, () => $"The generator gave {_specs[index]} no {contract}.");
        Type subject = (_specs[index].IsTrainable ? typeof(TrainableSubject<>) : typeof(Subject<>)).MakeGenericType(network);
        return (ISubject)Activator.CreateInstance(subject, Activator.CreateInstance(network))!;
    }

    public void Dispose() => _context.Unload();
}
