using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Kernels;
using NetGen.Tests.Hostile;
using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Sizes;

/// <summary>The process that compiles one network, measures that, and runs what came of it on a small stack.</summary>
internal static class SizeChild
{
    /// <summary>Bytes of stack that forward and training must make do with.</summary>
    private const int Stack = 128 * 1024;

    /// <param name="index">Which of the cases.</param>
    public static void Run(int index)
    {
        SizeCase network = SizeCases.All[index];
        // The first run is that of the JIT.
        Compile(new("", "[Network(3, 9)] [Conv1D(4, 3)] [BatchNorm] [MaxPool1D(2)] [Dense(20, Activation.Gelu)]"), out _, out _);
        GC.Collect();
        byte[] assembly = Compile(network, out SizeFigures figures, out Compilation _);
        MethodFigures[] methods = [.. Methods(assembly)];
        MethodFigures largest = methods.MaxBy(method => method.Bytes)!;
        Type kernels = Compiler.Load(assembly).Assemblies.Single().GetTypes().Single(type => type.GetInterface(nameof(IKernels)) is not null);
        int scratch = (int)kernels.GetProperty(nameof(IKernels.BlockScratch))!.GetValue(null)!;
        Console.WriteLine(JsonSerializer.Serialize(figures with { LargestMethod = largest.Bytes, LargestMethodName = largest.Name, Slow = methods.FirstOrDefault(SizeLimits.IsSlow)?.ToString(), Scratch = 4L * scratch, PeakMemory = Process.GetCurrentProcess().PeakWorkingSet64 }));

        Type type = kernels.Assembly.GetType("Networks.Net")!;
        var calls = typeof(SizeChild).GetMethod(nameof(Train), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Action>();
        var watch = Stopwatch.StartNew();
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                calls();
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        }, Stack);
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw new InvalidOperationException("The network fails.", failure);
        Console.WriteLine($"{watch.ElapsedMilliseconds}");
    }

    private static void Train<T>() where T : class, ITrainableNetwork<T>
    {
        const int Batch = 3;
        T network = T.Create(1);
        float[] inputs = new float[Batch * T.InputLength], outputs = new float[Batch * T.OutputLength];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (i * 37 % 101 - 50) / 50f;
        network.Forward(inputs.AsSpan(0, T.InputLength), outputs.AsSpan(0, T.OutputLength));
        Workspace workspace = T.CreateWorkspace(Batch);
        network.ForwardBatch(inputs, outputs, workspace);
        network.ComputeGradients(inputs, outputs, workspace);
    }

    private static byte[] Compile(SizeCase network, out SizeFigures figures, out Compilation full)
    {
        CSharpCompilation project = Compiler.Project([network.Source]);
        _ = project.GetDiagnostics();
        // Of the processor, which other processes do not make longer by taking turns with this one.
        TimeSpan start = Environment.CpuUsage.TotalTime;
        full = Compiler.Generate(project, out GeneratorDriverRunResult run);
        TimeSpan generated = Environment.CpuUsage.TotalTime;
        byte[] assembly = Compiler.Emit(full);
        TimeSpan compiled = Environment.CpuUsage.TotalTime;
        figures = new(Encoding.UTF8.GetByteCount(run.Results.Single().GeneratedSources.Single().SourceText.ToString()), (generated - start).TotalSeconds, (compiled - generated).TotalSeconds);
        return assembly;
    }

    private static IEnumerable<MethodFigures> Methods(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0))
        {
            ImmutableArray<byte> code = file.GetMethodBody(method.RelativeVirtualAddress).GetILContent();
            yield return new(metadata.GetString(method.Name), code.Length, IlCounts.Of(code));
        }
    }
}

/// <summary>What the JIT counts in a method.</summary>
internal sealed record MethodFigures(string Name, int Bytes, IlCounts Counts);

/// <summary>What a network's emitted code costs.</summary>
/// <param name="Text">Bytes of emitted C#.</param>
/// <param name="Generator">Seconds of the processor for the generator.</param>
/// <param name="Compiler">Seconds of the processor, on all threads, for the C# compiler with what was emitted.</param>
/// <param name="LargestMethod">Bytes of IL of the largest method.</param>
/// <param name="LargestMethodName">What that is called.</param>
/// <param name="Slow">A method that the JIT doesn't optimise; none where it optimises all.</param>
/// <param name="Scratch">Bytes of a workspace's scratch.</param>
/// <param name="PeakMemory">Bytes that the process had at most.</param>
internal sealed record SizeFigures(int Text, double Generator, double Compiler, int LargestMethod = 0, string LargestMethodName = "", string? Slow = null, long Scratch = 0, long PeakMemory = 0);
