using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace NetGen.Package;

/// <summary>Embedded weights in a project that uses the package.</summary>
[Collection(nameof(LocalFeed))]
public class WeightsTests(LocalFeed feed)
{
    private const string Odd = "o'd;d %41 #$(x) @(y) größe.de.safetensors";

    [Fact]
    public void A_project_embeds_weights_and_rebuilds_only_changes()
    {
        string folder = NewProject("Trained", """
            <NetGenWeights Include="models/p*.safetensors" />
            <NetGenWeights Include="./models/plain.safetensors" />
            <NetGenWeights Include="models/o%27d%3Bd %2541 #%24%28x%29 %40%28y%29 größe.de.safetensors" />
            <NetGenWeights Include="../Elsewhere/shared.safetensors" />
            <NetGenWeights Include="../Elsewhere/linked.safetensors" Link="models/link.safetensors" />
            """);
        string models = Directory.CreateDirectory(Path.Combine(folder, "models")).FullName, elsewhere = feed.NewFolder("Elsewhere");
        Save(Path.Combine(models, "plain.safetensors"), 2, 1);
        Save(Path.Combine(models, Odd), 2, 2);
        Save(Path.Combine(elsewhere, "shared.safetensors"), 2, 3);
        Save(Path.Combine(elsewhere, "linked.safetensors"), 2, 4);
        string[] names = ["models/plain.safetensors", $"models/{Odd}", "shared.safetensors", "models/link.safetensors", "models/plain.safetensors"];
        File.WriteAllText(Path.Combine(folder, "Program.cs"), $$"""
            using NetGen;

            Show(new N0()); Show(new N1()); Show(new N2()); Show(new N3()); Show(new N4());
            Console.WriteLine(N0.Create(1).Parameters.Values.SequenceEqual(new N0(1).Parameters.Values) && !new N0(1).Parameters.Values.SequenceEqual(new N0().Parameters.Values));

            static void Show<T>(T network) where T : class, INetwork<T>
            {
                float[] answer = [0];
                network.Forward([1, 10], answer);
                Console.Write($"{answer[0]} ");
            }

            {{string.Join("\n", names.Select((name, i) => $"[Network(2, Weights = \"{name}\")] [Dense(1)] partial class N{i};"))}}
            """);
        Assert.EndsWith("11 22 33 44 11 True\n", feed.DotNet(folder, "run"));
        DateTime[] times = Times(folder);
        feed.DotNet(folder, "build");
        Assert.Equal(times, Times(folder));

        // Other values, copied with an older modification time.
        Save(Path.Combine(models, "plain.safetensors"), 2, 5);
        File.SetLastWriteTimeUtc(Path.Combine(models, "plain.safetensors"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.EndsWith("55 22 33 44 55 True\n", feed.DotNet(folder, "run"));

        string text = File.ReadAllText(Directory.GetFiles(folder, "NetGen.Weights.txt", SearchOption.AllDirectories).Single());
        Assert.DoesNotContain(folder, text);
        feed.DotNet(folder, "clean");
        Assert.Empty(Directory.GetFiles(folder, "NetGen.Weights.*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Weights_are_rounded_as_they_are_embedded()
    {
        string folder = NewProject("Rounded", """
            <NetGenWeights Include="two.safetensors" />
            <NetGenWeights Include="two.safetensors" Link="int8.safetensors" Precision="Int8" />
            <NetGenWeights Include="two.safetensors" Link="bfloat16.safetensors" Precision="BFloat16" />
            """);
        Save(Path.Combine(folder, "two.safetensors"), 2, 3);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using NetGen;

            Console.WriteLine(new Floats().Quantize<Int8>().Parameters.Values.SequenceEqual(new Int8().Parameters.Values)
                && new Floats().Quantize<Dynamic>().Parameters.Values.SequenceEqual(new Dynamic().Parameters.Values)
                && new Floats().Quantize<Half>().Parameters.Values.SequenceEqual(new Half().Parameters.Values));

            [Network(2, Weights = "two.safetensors")] [Dense(1)] partial class Floats;
            [Network(2, Weights = "int8.safetensors", Precision = Precision.Int8)] [Dense(1)] partial class Int8;
            [Network(2, Weights = "int8.safetensors", Precision = Precision.DynamicInt8)] [Dense(1)] partial class Dynamic;
            [Network(2, Weights = "bfloat16.safetensors", Precision = Precision.BFloat16)] [Dense(1)] partial class Half;
            """);
        Assert.EndsWith("True\n", feed.DotNet(folder, "run"));
        DateTime[] times = Times(folder);
        feed.DotNet(folder, "build");
        Assert.Equal(times, Times(folder));

        File.AppendAllText(Path.Combine(folder, "Program.cs"), """
            [Network(2, Weights = "int8.safetensors")] [Dense(1)] partial class Wrong;
            """);
        Assert.Contains("error NETGEN141: 'int8.safetensors' is embedded with the weights rounded to Int8, which 'Wrong' keeps more exactly", feed.DotNetFails(folder, "build"));
        string project = Path.Combine(folder, "Rounded.csproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace("Precision=\"Int8\"", "Precision=\"Int4\"", StringComparison.Ordinal));
        Assert.Contains("has Precision=\"Int4\"; write BFloat16 or Int8", feed.DotNetFails(folder, "build"));
    }

    [Fact]
    public void A_build_says_how_far_outputs_change()
    {
        string folder = NewProject("Calibrated", """<NetGenCalibration Include="samples.f32" Network="Nets.Floats" Quantized="Nets.Int8" Weights="two.safetensors" />""");
        Save(Path.Combine(folder, "two.safetensors"), 2, 3);
        File.WriteAllBytes(Path.Combine(folder, "samples.f32"), [.. new[] { 1f, 2, 3, 4 }.SelectMany(BitConverter.GetBytes)]);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            namespace Nets;
            using NetGen;

            internal static class Program { private static void Main() { } }
            [Network(2)] [Dense(1)] partial class Floats;
            [Network(2, Precision = Precision.Int8)] [Dense(1)] partial class Int8;
            """);
        const string Line = "Nets.Int8 instead of Nets.Floats: outputs change by ";
        string output = feed.DotNet(folder, "build");
        Assert.Contains(Line, output);
        Assert.Contains("on 2 samples", output);
        // Once for each change.
        Assert.DoesNotContain(Line, feed.DotNet(folder, "build"));

        File.WriteAllBytes(Path.Combine(folder, "samples.f32"), new byte[7]);
        Assert.Contains("error NETGEN106: The calibration with samples.f32 failed: samples.f32 has 7 bytes, which must be one or more samples of 2 floats, 8 bytes each.", feed.DotNetFails(folder, "build"));
        string project = Path.Combine(folder, "Calibrated.csproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace("Nets.Int8", "Int8", StringComparison.Ordinal));
        Assert.Contains("failed: Calibrated has no class Int8; write its namespace too", feed.DotNetFails(folder, "build"));
    }

    [Fact]
    public void Weights_that_do_not_fit_fail_the_build_with_every_difference()
    {
        string folder = NewProject("Misfits", """<NetGenWeights Include="three.safetensors" />""");
        Save(Path.Combine(folder, "three.safetensors"), 3, 1);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using NetGen;

            [Network(2, Weights = "three.safetensors")] [Dense(1, Name = "other")] partial class A;
            [Network(2, Weights = "three.safetensors")] [Dense(1)] partial class B;
            [Network(2, Weights = "four.safetensors")] [Dense(1)] partial class C;
            """);
        string output = feed.DotNetFails(folder, "build");
        Assert.Equal(
            ["(3,23): error NETGEN035", "(3,23): error NETGEN036", "(4,23): error NETGEN037", "(5,23): error NETGEN034"],
            Regex.Matches(output, @"\(\d+,\d+\): error NETGEN\d+").Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("write <NetGenWeights Include=\"four.safetensors\" />", output);
    }

    [LongFact]
    public void A_program_builds_without_the_file_for_training()
    {
        string folder = NewProject("Untrained", """<NetGenWeights Include="net.safetensors" />""");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using NetGen;

            var network = new Net();
            Console.WriteLine(network.Parameters.Values.SequenceEqual(new Net(0).Parameters.Values) ? "fresh" : "trained");
            if (args is ["train"])
                new Net(7).Save("net.safetensors");

            [Network(2, Weights = "net.safetensors")] [Dense(3, Activation.Relu, Name = "0")] [Dense(1, Name = "größe")] partial class Net;
            """);
        Assert.Contains("error NETGEN102", feed.DotNetFails(folder, "build"));
        Assert.EndsWith("fresh\n", feed.DotNet(folder, "run", "-p:NetGenFreshWeights=true", "--", "train"));
        Assert.EndsWith("trained\n", feed.DotNet(folder, "run"));
        // Other layers: the existing file is that of the previous network.
        string program = Path.Combine(folder, "Program.cs");
        File.WriteAllText(program, File.ReadAllText(program).Replace("Dense(3", "Dense(4"));
        string output = feed.DotNetFails(folder, "build");
        Assert.Equal(["NETGEN037"], Regex.Matches(output, @"error (\w+)").Select(match => match.Groups[1].Value).Distinct());
        Assert.EndsWith("fresh\n", feed.DotNet(folder, "run", "-p:NetGenFreshWeights=true", "--", "train"));
        Assert.EndsWith("trained\n", feed.DotNet(folder, "run"));
    }

    [Fact]
    public void Damaged_files_and_equal_names_fail_the_build_with_the_file()
    {
        string folder = NewProject("Damaged", """<NetGenWeights Include="*.safetensors" />""");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "return;");
        File.WriteAllText(Path.Combine(folder, "short.safetensors"), "short");
        Save(Path.Combine(folder, "nan.safetensors"), 2, float.NaN);
        // The NaN follows a tensor of a type that the build can't check.
        Write(Path.Combine(folder, "late.safetensors"), """{"a":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", [.. new byte[8], .. BitConverter.GetBytes(float.NaN)]);
        Write(Path.Combine(folder, "long.safetensors"), "{}".PadRight(10_000_000), []);
        string output = feed.DotNetFails(folder, "build");
        Assert.Contains($"{Path.Combine(folder, "short.safetensors")} : error NETGEN102: short.safetensors is only 5 bytes long", output);
        Assert.Contains($"{Path.Combine(folder, "nan.safetensors")} : error NETGEN102: nan.safetensors has NaN at [0, 0] of dense1.weight", output);
        Assert.Contains($"{Path.Combine(folder, "late.safetensors")} : error NETGEN102: late.safetensors has NaN at [0] of b", output);
        Assert.Contains($"{Path.Combine(folder, "long.safetensors")} : error NETGEN102: long.safetensors has a header of 10,000,000 bytes, and a network's takes at most 2,097,152", output);
        Assert.Contains("error NETGEN102", feed.DotNetFails(folder, "build"));

        string project = Path.Combine(folder, "Damaged.csproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace("<NetGenWeights ", "<NetGenWeights Link=\"one.safetensors\" "));
        Assert.Contains("error NETGEN103", feed.DotNetFails(folder, "build"));
    }

    private string NewProject(string name, string items)
    {
        string folder = feed.NewFolder(name);
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NetGen" Version="*" />
                {items}
              </ItemGroup>
            </Project>
            """);
        return folder;
    }

    /// <summary>A dense layer of one output whose weights are all equal, and whose bias is zero.</summary>
    private static void Save(string path, int inputs, float weight)
    {
        int bytes = inputs * sizeof(float);
        Write(path, $$$"""{"dense1.weight":{"dtype":"F32","shape":[1,{{{inputs}}}],"data_offsets":[0,{{{bytes}}}]},"dense1.bias":{"dtype":"F32","shape":[1],"data_offsets":[{{{bytes}}},{{{bytes + 4}}}]}}""",
            [.. Enumerable.Repeat(BitConverter.GetBytes(weight), inputs).SelectMany(number => number), 0, 0, 0, 0]);
    }

    private static void Write(string path, string header, byte[] data)
    {
        byte[] length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)Encoding.UTF8.GetByteCount(header));
        File.WriteAllBytes(path, [.. length, .. Encoding.UTF8.GetBytes(header), .. data]);
    }

    private static DateTime[] Times(string folder) =>
        [.. Directory.GetFiles(Path.Combine(folder, "obj", "Debug"), "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".dll" or ".txt").Order().Select(File.GetLastWriteTimeUtc)];
}
