using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Benchmarks.Timing;

namespace Benchmarks.Peers;

/// <summary>PyTorch in a child process, which runs batches on request and times them itself.</summary>
internal sealed class TorchPeer : IPeer
{
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("torch-peer").FullName;

    private TorchPeer(Process process, string version)
    {
        _process = process;
        Version = version;
    }

    public string Name => "PyTorch";

    public string Version { get; }

    /// <summary>Starts the child process; null if Python or its torch is missing.</summary>
    public static TorchPeer? Start(string python)
    {
        if (!File.Exists(python))
            return null;
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Peers", "torch_peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        // Its warnings would otherwise fill the pipe and block it.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        if (process.StandardOutput.ReadLine() is { } hello)
            return new(process, JsonDocument.Parse(hello).RootElement.GetProperty("version").GetString()!);
        process.WaitForExit();
        process.Dispose();
        return null;
    }

    public IWork? Prepare(Model model, Measure measure) => new RemoteWork(this, model, measure);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private JsonElement Send(object command)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(command));
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"PyTorch stopped with exit code {ExitCode()} during: {command}");
        return JsonDocument.Parse(answer).RootElement;
    }

    private int ExitCode()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    private sealed class RemoteWork(TorchPeer peer, Model model, Measure measure) : IWork
    {
        public float[] FirstResult()
        {
            string data = Path.Combine(peer._folder, "data"), result = Path.Combine(peer._folder, "result");
            Topology topology = model.Topology;
            float[] floats = [.. model.Parameters, .. model.Statistics, .. model.Inputs[..(measure.Samples * topology.Inputs)], .. model.Targets[..(measure.Samples * topology.Outputs)]];
            File.WriteAllBytes(data, MemoryMarshal.AsBytes(floats.AsSpan()));
            peer.Send(new
            {
                @do = "prepare",
                sizes = (int[])[model.Parameters.Length, model.Statistics.Length, measure.Samples * topology.Inputs, measure.Samples * topology.Outputs],
                // Of streams, streams or pieces × frames × elements.
                input = topology.Frames == 0 ? OnnxModel.InputShape(topology, measure.Batch) : measure.IsStream ? [1, measure.Batch, topology.Inputs] : [measure.Batch, topology.Frames, topology.Inputs],
                frames = topology.Frames,
                vocabulary = topology.Vocabulary,
                trunk = topology.Trunk.Layers.Select(Describe),
                heads = topology.Heads.Select(head => new { layers = head.Layers.Layers.Select(Describe), outputs = head.Outputs, positions = head.Positions, loss = head.Loss.ToString() }),
                pass = measure.Pass.ToString().ToLowerInvariant(),
                batch = measure.Batch,
                threads = measure.Threads,
                cpus = measure.Threads == 1 ? Affinity.One : Affinity.All,
                data,
                result,
            });
            return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(result)).ToArray();
        }

        private static object Describe(Layer layer) => layer switch
        {
            Layer.Residual residual => new
            {
                kind = nameof(Layer.Residual),
                body = residual.Body.Layers.Select(Describe),
                shortcut = residual.Shortcut.Layers.Select(Describe),
                activation = layer.Activation.ToString(),
            },
            RecurrentLayer recurrent => new { kind = nameof(RecurrentLayer), gates = recurrent.Gates, inputs = recurrent.Channels, units = recurrent.Units, activation = layer.Activation.ToString() },
            WaveNetLayer waveNet => new { kind = nameof(WaveNetLayer), channels = (int[])[waveNet.First.Channels, waveNet.Second.Channels] },
            TransformerLayer t => new { kind = nameof(TransformerLayer), sizes = (int[])[t.Positions, t.Vocabulary, t.Width, t.Heads, t.Depth], activation = layer.Activation.ToString() },
            _ => new
            {
                kind = layer.GetType().Name,
                axes = layer.Axes,
                inputs = layer is Layer.Dense ? layer.Inputs : layer.Input.Channels,
                outputs = layer is Layer.Dense ? layer.Outputs : layer.Output.Channels,
                window = Along(layer, layer switch { Layer.Convolution c => (c.KernelHeight, c.KernelWidth), Layer.MaxPool pool => (pool.SizeHeight, pool.SizeWidth), _ => (1, 1) }),
                stride = layer is Layer.Convolution strided ? strided.Stride : 1,
                padding = Along(layer, layer is Layer.Convolution padded ? (padded.PaddingHeight, padded.PaddingWidth) : (0, 0)),
                groups = layer is Layer.Convolution grouped ? grouped.Groups : 1,
                bias = layer.Biases > 0,
                activation = layer.Activation.ToString(),
            },
        };

        private static int[] Along(Layer layer, (int Height, int Width) extents) => layer.Axes == 1 ? [extents.Width] : [extents.Height, extents.Width];

        public double Time(int steps) => peer.Send(new { @do = "time", steps }).GetProperty("nanoseconds").GetDouble();

        public void Dispose() { }
    }
}
