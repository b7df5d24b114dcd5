using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>Networks over frames in plain C, streams.c, compiled by gcc for this machine and for the extents of each, with vectorised exp and tanh of its C library.</summary>
internal sealed class GccPeer : IPeer
{
    private const string Compiler = "gcc";

    private static readonly string[] s_flags = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"];

    private readonly string _folder = Directory.CreateTempSubdirectory("gcc-peer").FullName;

    private GccPeer(string version) => Version = $"{version} {string.Join(' ', s_flags[..3])}";

    public string Name => "C, gcc";

    public string Version { get; }

    /// <summary>Null if there is no gcc.</summary>
    public static GccPeer? Find()
    {
        try
        {
            return new(Run("-dumpfullversion").Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public IWork? Prepare(Model model, Measure measure)
    {
        if (!measure.IsStream)
            return null;
        string[] extents = model.Topology.Layers[0] is RecurrentLayer recurrent ? [$"-DGATES={recurrent.Gates}", $"-DUNITS={recurrent.Units}", $"-DINPUTS={recurrent.Inputs}"] : [];
        string library = Path.Combine(_folder, $"{measure.Name}.so");
        Run([.. s_flags, .. extents, "-o", library, Path.Combine(AppContext.BaseDirectory, "Peers", "streams.c"), "-lm"]);
        return new StreamWork(NativeLibrary.Load(library), model, measure.Batch);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Compiler, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{Compiler} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
    }

    private sealed unsafe class StreamWork : Work
    {
        private readonly nint _library;
        private readonly delegate* unmanaged<float*, float*, int, void> _process;
        private readonly AlignedFloats _inputs, _outputs;

        public StreamWork(nint library, Model model, int frames)
        {
            _library = library;
            _process = (delegate* unmanaged<float*, float*, int, void>)NativeLibrary.GetExport(library, "process");
            _inputs = new(model.Inputs.AsSpan(0, frames * model.Topology.Inputs));
            _outputs = new(frames * model.Topology.Outputs);
            using var parameters = new AlignedFloats(model.Parameters);
            ((delegate* unmanaged<float*, void>)NativeLibrary.GetExport(library, "load"))(parameters.Pointer);
        }

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++)
                _process(_inputs.Pointer, _outputs.Pointer, _outputs.Length);
        }

        protected override float[] Result() => _outputs.Span.ToArray();

        public override void Dispose()
        {
            NativeLibrary.Free(_library);
            _inputs.Dispose();
            _outputs.Dispose();
        }
    }
}
