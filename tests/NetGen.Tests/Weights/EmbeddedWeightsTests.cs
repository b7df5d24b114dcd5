using System.Reflection;
using System.Resources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.RandomCases;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>Networks whose weights are embedded in their assembly.</summary>
public class EmbeddedWeightsTests
{
    private const string Path = "models/o'd \"d\" %41 größe.safetensors";
    private static readonly string s_source = $$"""
        public static class Program
        {
            public static float[][] All() => [Of(new Net()), Of(new Net("own")), Of(new Net(7).With(new Net())), Of(new Net(7)), Of(Net.Create(7)), Of(new Net(0)), Of(new Fresh()), Of(new Net().Clone())];
            public static float[] Of<T>(T network) where T : class, NetGen.INetwork<T> => System.Linq.Enumerable.ToArray(System.Linq.Enumerable.SelectMany(network.Parameters.Names, name =>
            {
                float[] values = new float[name == "dense1.weight" ? 4 : name == "dense2.bias" ? 1 : 2];
                network.Parameters.CopyTo(name, values);
                return values;
            }));
        }
        [NetGen.Network(2, Weights = {{SymbolDisplay.FormatLiteral(Path, quote: true)}})] [NetGen.Dense(2)] [NetGen.Dense(1)]
        public partial class Net
        {
            public Net(string own) : this() => System.GC.KeepAlive(own);
            public Net With(Net other) { Parameters.CopyFrom(other.Parameters); return this; }
        }
        [NetGen.Network(2)] [NetGen.Dense(2)] [NetGen.Dense(1)] public partial class Fresh;
        """;

    [Fact]
    public void A_new_network_has_them_and_a_seed_gives_random_ones()
    {
        float[][] all = Run(Of(TinyTensors()));
        float[] weights = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Assert.Equal([weights, weights, weights], all[..3]);
        Assert.Equal(all[3], all[4]);
        Assert.Equal(all[5], all[6]);
        Assert.NotEqual(all[3], all[5]);
        Assert.DoesNotContain(weights, all[3..7]);
        Assert.Equal(weights, all[7]);
    }

    [Fact]
    public void They_are_read_in_every_type()
    {
        byte[] file = Of(
            ("dense2.bias", "F64", [1], BitConverter.GetBytes(9.0)),
            ("dense1.bias", "BF16", [2], [0xA0, 0x40, 0xC0, 0x40]),
            ("dense2.weight", "F16", [1, 2], [.. BitConverter.GetBytes((Half)7), .. BitConverter.GetBytes((Half)8)]),
            ("dense1.weight", "F32", [2, 2], Floats(1, 2, 3, 4)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Run(file)[0]);
    }

    /// <summary>Names as in files: numbers from <c>nn.Sequential</c>, and letters of any script.</summary>
    [Fact]
    public void Layers_of_any_name_find_their_tensors()
    {
        string source = s_source.Replace("Dense(2)", "Dense(2, Name = \"0\")").Replace("Dense(1)", "Dense(1, Name = \"größe_层\")").Replace("dense1", "0").Replace("dense2", "größe_层");
        var tensors = TinyTensors().Select(tensor => (tensor.Name.Replace("dense1", "0").Replace("dense2", "größe_层"), tensor.Type, tensor.Shape, tensor.Data)).ToArray();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Run(Of(tensors), source)[0]);
    }

    [Fact]
    public void The_batch_counter_of_a_batch_norm_is_ignored()
    {
        string source = s_source.Replace("[NetGen.Dense(1)]", "[NetGen.BatchNorm]").Replace("name == \"dense2.bias\" ? 1 : ", "");
        (string Name, string Type, int[] Shape, byte[] Data)[] tensors =
        [
            .. TinyTensors()[..2],
            ("norm1.weight", "F32", [2], Floats(7, 8)), ("norm1.bias", "F32", [2], Floats(9, 10)),
            ("norm1.running_mean", "F32", [2], Floats(11, 12)), ("norm1.running_var", "F32", [2], Floats(13, 14)), ("norm1.num_batches_tracked", "I64", [], new byte[8]),
        ];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], Run(Of(tensors), source)[0]);
    }

    [Fact]
    public void A_missing_resource_is_reported()
    {
        var fault = Assert.IsType<MissingManifestResourceException>(Fault(null));
        Assert.Equal($"Networks has no resource 'NetGen.Weights/{Path}', which should hold the weights of Net: it was not built, or not linked, with the NetGenWeights items of its project.", fault.Message);
    }

    [Fact]
    public void A_resource_of_another_network_is_rejected_with_every_difference()
    {
        var fault = Assert.IsType<WeightsFormatException>(Fault(Of(("dense1.weight", "F32", [1, 2], Floats(1, 2)), ("x", "I8", [1], [1]))));
        Assert.StartsWith($"The embedded {Path} does not fit Net, ", fault.Message);
        Assert.Equal(5, fault.Differences.Count);
    }

    [Fact]
    public void A_damaged_resource_is_rejected() =>
        Assert.StartsWith($"The embedded {Path} is cut short", Assert.IsType<WeightsFormatException>(Fault(Of(TinyTensors())[..^1])).Message);

    [Fact]
    public void A_non_finite_value_is_rejected() =>
        Assert.Contains("has NaN at [0] of dense1.bias", Assert.IsType<WeightsFormatException>(Fault(Of([TinyTensors()[0], ("dense1.bias", "F32", [2], Floats(float.NaN, 1)), .. TinyTensors()[2..]]))).Message);

    private static Exception Fault(byte[]? file) => Assert.Throws<TargetInvocationException>(() => Run(file)).InnerException!;

    /// <summary>The weights of the networks that the source creates, run with a file among its resources.</summary>
    private static float[][] Run(byte[]? file, string? source = null)
    {
        Compilation compilation = Compiler.Compile([source ?? s_source]);
        ResourceDescription[] resources = file is null ? [] : [new($"NetGen.Weights/{Path}", () => new MemoryStream(file), isPublic: true)];
        var context = Compiler.Load(Compiler.Emit(compilation, resources));
        try
        {
            return (float[][])context.Assemblies.Single().GetType("Program")!.GetMethod("All")!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}
