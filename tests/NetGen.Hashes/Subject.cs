using System.Reflection;

namespace NetGen.Hashes;

/// <summary>A network whose results are hashed.</summary>
/// <param name="Name">As in <c>bits.Tiny</c> or <c>spatial.017</c>.</param>
/// <param name="Class">Its class.</param>
/// <param name="Samples">The number of its samples.</param>
/// <param name="Seed">The seed of its weights and its data.</param>
internal sealed record Subject(string Name, Type Class, int Samples, ulong Seed)
{
    /// <summary>With this minimum, training batches, some of which have half of it, have at least the two samples that batch normalisation requires.</summary>
    private const int MinSamples = 6;

    /// <summary>Several blocks of samples, the last incomplete; for small networks several in each shard.</summary>
    private const int Several = 65, Many = 300;

    /// <summary>The networks compiled into this program: those of NetGen.Bits, of the benchmark, and its own.</summary>
    public static IEnumerable<Subject> Compiled { get; } =
    [
        .. Of(typeof(Bits.Tiny), Many),
        .. Of(typeof(Benchmarks.A), Several),
        .. Of(typeof(Bounds.EqualDense), Several),
        .. Of(typeof(Streams.Cells), Several),
        .. Of(typeof(Packed.DenseInt8), Several),
    ];

    /// <summary>The results, each with the last component of its name, as in <c>forward</c>.</summary>
    public IEnumerable<Item> Items
    {
        get
        {
            bool trains = Class.GetInterface("ITrainableNetwork`1") is not null;
            Type items = (trains ? typeof(TrainingItems<>) : typeof(InferenceItems<>)).MakeGenericType(Class);
            return Class.GetInterface("IStreamingNetwork`1") is null ? Of(items) : Of(items).Concat(Of(typeof(StreamItems<>).MakeGenericType(Class)));
        }
    }

    private IEnumerable<Item> Of(Type items) => ((IItems)Activator.CreateInstance(items, Math.Max(Samples, MinSamples), Seed)!).All;

    private static IEnumerable<Subject> Of(Type one, int samples) => one.Assembly.GetTypes()
        .Where(type => type.Namespace == one.Namespace && type.IsDefined(typeof(NetworkAttribute)))
        .Select(type => new Subject($"{type.Namespace!.Split('.')[^1].ToLowerInvariant()}.{type.Name}", type, samples, Seed: 1));
}
