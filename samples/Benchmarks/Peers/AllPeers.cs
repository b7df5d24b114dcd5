namespace Benchmarks.Peers;

/// <summary>NetGen and every available peer.</summary>
internal sealed class AllPeers : IDisposable
{
    private AllPeers(IReadOnlyList<IPeer> present, IReadOnlyList<string> absent) => (Present, Absent) = (present, absent);

    /// <summary>ONNX Runtime, if it is installed.</summary>
    public static OnnxRuntime? FindOnnxRuntime() => OnnxRuntime.Load(AppContext.BaseDirectory, Environment.CurrentDirectory, Path.Combine(Environment.CurrentDirectory, "samples", "Benchmarks"));

    /// <summary>NetGen first.</summary>
    public IReadOnlyList<IPeer> Present { get; }

    /// <summary>The reason why each of the others is missing.</summary>
    public IReadOnlyList<string> Absent { get; }

    public static AllPeers Find(Options options)
    {
        List<IPeer> present = [new NetGenPeer()];
        List<string> absent = [];
        Add("C# loops", "", () => new PlainPeer());
        Add("C, gcc", "there is no gcc", GccPeer.Find);
        Add("TensorPrimitives", "", () => new TensorPrimitivesPeer());
        Add("OpenBLAS", "libopenblas.so.0 (Debian's libopenblas0-pthread) is not installed", () => OpenBlas.IsPresent ? new OpenBlasPeer() : null);
        Add("ONNX Runtime", "no installed/nuget/microsoft.ml.onnxruntime with a libonnxruntime.so is at or above the program or the current folder",
            () => FindOnnxRuntime() is { } runtime ? new OnnxRuntimePeer(runtime) : null);
        Add("PyTorch", $"{options.Python} can't import torch (Debian's python3-torch)", () => TorchPeer.Start(options.Python));
        return new(present, absent);

        void Add(string name, string reason, Func<IPeer?> find)
        {
            if (!options.IncludesPeer(name))
                return;
            if (find() is { } peer)
                present.Add(peer);
            else
                absent.Add($"{name} is not measured: {reason}.");
        }
    }

    public void Dispose()
    {
        foreach (IPeer peer in Present)
            peer.Dispose();
    }
}
