using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>The few functions of ONNX Runtime's C API that inference needs. The API is a table of function pointers whose order never changes; the constants are indices into it (onnxruntime_c_api.h, struct OrtApi).</summary>
internal sealed unsafe class OnnxRuntime
{
    private const uint ApiVersion = 1;
    private const int FloatElements = 1, ArenaAllocator = 1, DefaultMemory = 0, AllOptimizations = 99, Warnings = 2;

    private readonly nint* _api;
    private readonly nint _environment, _memory;

    private OnnxRuntime(nint library)
    {
        var apiBase = (nint*)((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        Version = Marshal.PtrToStringAnsi(((delegate* unmanaged<nint>)apiBase[1])())!;
        _api = (nint*)((delegate* unmanaged<uint, nint>)apiBase[0])(ApiVersion);
        fixed (byte* name = "benchmarks\0"u8)
        fixed (nint* environment = &_environment, memory = &_memory)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)_api[3])(Warnings, name, environment));
            Check(((delegate* unmanaged<int, int, nint*, nint>)_api[69])(ArenaAllocator, DefaultMemory, memory));
        }
    }

    public string Version { get; }

    /// <summary>Loads the library of NuGet's Microsoft.ML.OnnxRuntime, in a folder <c>installed/nuget</c> at or above one of the given directories; null if it is missing.</summary>
    public static OnnxRuntime? Load(params ReadOnlySpan<string> places)
    {
        string file = Path.Combine("runtimes", $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native", "libonnxruntime.so");
        foreach (string place in places)
            for (DirectoryInfo? folder = new(place); folder is not null; folder = folder.Parent)
            {
                string versions = Path.Combine(folder.FullName, "installed", "nuget", "microsoft.ml.onnxruntime");
                foreach (string version in Directory.Exists(versions) ? Directory.GetDirectories(versions) : [])
                    if (NativeLibrary.TryLoad(Path.Combine(version, file), out nint library))
                        return new(library);
            }
        return null;
    }

    /// <summary>Creates a session of a model, with all optimizations.</summary>
    public nint CreateSession(byte[] model, int threads)
    {
        nint options, session;
        Check(((delegate* unmanaged<nint*, nint>)_api[10])(&options));
        Check(((delegate* unmanaged<nint, int, nint>)_api[23])(options, AllOptimizations));
        Check(((delegate* unmanaged<nint, int, nint>)_api[24])(options, threads));
        Check(((delegate* unmanaged<nint, int, nint>)_api[25])(options, 1));
        fixed (byte* bytes = model)
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)_api[8])(_environment, bytes, (nuint)model.Length, options, &session));
        ((delegate* unmanaged<nint, void>)_api[100])(options);
        return session;
    }

    /// <summary>Creates a tensor over pinned memory.</summary>
    public nint CreateTensor(AlignedFloats memory, ReadOnlySpan<long> shape)
    {
        nint tensor;
        fixed (long* extents = shape)
            Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_api[49])(_memory, memory.Pointer, (nuint)memory.Length * sizeof(float), extents, (nuint)shape.Length, FloatElements, &tensor));
        return tensor;
    }

    /// <summary>Computes outputs from inputs.</summary>
    /// <param name="names">The names of the inputs, then those of the outputs, as null-terminated UTF-8.</param>
    /// <param name="inputs">Tensors of the inputs.</param>
    /// <param name="outputs">Tensors that receive the outputs.</param>
    public void Run(nint session, ReadOnlySpan<nint> names, ReadOnlySpan<nint> inputs, ReadOnlySpan<nint> outputs)
    {
        fixed (nint* name = names, arguments = inputs, results = outputs)
            Check(((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_api[9])(session, 0, name, arguments, (nuint)inputs.Length, name + inputs.Length, (nuint)outputs.Length, results));
    }

    public void ReleaseSession(nint session) => ((delegate* unmanaged<nint, void>)_api[95])(session);

    public void ReleaseTensor(nint tensor) => ((delegate* unmanaged<nint, void>)_api[96])(tensor);

    private void Check(nint status)
    {
        if (status == 0)
            return;
        string message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)_api[2])(status))!;
        ((delegate* unmanaged<nint, void>)_api[93])(status);
        throw new InvalidOperationException($"ONNX Runtime: {message}");
    }
}
