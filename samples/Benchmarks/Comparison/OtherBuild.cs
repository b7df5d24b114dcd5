using System.Reflection;
using System.Runtime.Loader;

namespace Benchmarks.Comparison;

/// <summary>A build of this program, loaded with its own runtime, generator and networks. It may be older than this one, so everything is accessed through reflection.</summary>
internal sealed class OtherBuild : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;
    private readonly Assembly _program;

    /// <param name="path">Its <c>Benchmarks.dll</c>.</param>
    public OtherBuild(string path) : base(path)
    {
        _resolver = new(path);
        _program = LoadFromAssemblyPath(path);
    }

    /// <summary>Prepares a measurement, and returns a function that takes a number of steps and returns the nanoseconds they took; null if the build has no such measurement.</summary>
    public Func<int, double>? Prepare(string measure)
    {
        foreach (object topology in Topologies("All").Concat(Topologies("Sequences")))
            foreach (object candidate in (IEnumerable<object>)TypeOf("Measure").GetMethod("Of")!.Invoke(null, [topology])!)
                if ((string)Get(candidate, "Name") == measure)
                {
                    object model = Activator.CreateInstance(TypeOf("Model"), topology)!;
                    object work = TypeOf("Peers.NetGenPeer").GetMethod("Prepare", [TypeOf("Model"), TypeOf("Measure")])!
                        .Invoke(Activator.CreateInstance(TypeOf("Peers.NetGenPeer")), [model, candidate])!;
                    return TypeOf("Peers.IWork").GetMethod("Time")!.CreateDelegate<Func<int, double>>(work);
                }
        return null;
    }

    /// <summary>Milliseconds of the generator for a project of a hundred networks, and bytes of what it emits.</summary>
    public (double Milliseconds, int Bytes) Generate()
    {
        object cost = TypeOf("Costs.ManyNetworksCost").GetMethod("Measure")!.Invoke(null, [])!;
        return ((double)Get(cost, "Milliseconds"), (int)Get(cost, "SourceBytes"));
    }

    private IEnumerable<object> Topologies(string property) => (IEnumerable<object>)TypeOf("NetworkClasses").GetProperty(property)!.GetValue(null)!;

    protected override Assembly? Load(AssemblyName name) => _resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;

    private Type TypeOf(string name) => _program.GetType($"Benchmarks.{name}", throwOnError: true)!;

    private static object Get(object item, string property) => item.GetType().GetProperty(property)!.GetValue(item)!;
}
