using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>ONNX Runtime on its CPU, with a model of constant batch; inference only.</summary>
internal sealed class OnnxRuntimePeer(OnnxRuntime runtime) : IPeer
{
    public string Name => "ONNX Runtime";

    public string Version => runtime.Version;

    public IWork? Prepare(Model model, Measure measure) =>
        measure.Pass == Pass.Forward ? new SessionWork(runtime, model, measure) : null;

    public void Dispose() { }

    private sealed class SessionWork : Work
    {
        private readonly OnnxRuntime _runtime;
        private readonly int _batch;
        private readonly AlignedFloats _inputs;
        private readonly AlignedFloats[] _outputs;
        private readonly nint _session, _inputTensor;
        private readonly nint[] _names, _outputTensors;

        public SessionWork(OnnxRuntime runtime, Model model, Measure measure)
        {
            Topology topology = model.Topology;
            (_runtime, _batch) = (runtime, measure.Batch);
            _inputs = new(model.Inputs.AsSpan(0, _batch * topology.Inputs));
            _outputs = [.. topology.Heads.Select(head => new AlignedFloats(_batch * head.Outputs))];
            _names = [Marshal.StringToCoTaskMemUTF8(OnnxModel.Input), .. topology.Heads.Select((_, head) => Marshal.StringToCoTaskMemUTF8(OnnxModel.OutputName(head)))];
            _session = runtime.CreateSession(OnnxModel.Write(model, _batch), measure.Threads);
            _inputTensor = runtime.CreateTensor(_inputs, OnnxModel.InputShape(topology, _batch));
            _outputTensors = [.. topology.Heads.Select((head, i) => runtime.CreateTensor(_outputs[i], [_batch, head.Outputs]))];
        }

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++)
                _runtime.Run(_session, _names, _inputTensor, _outputTensors);
        }

        protected override float[] Result() => HeadOutputs.Join(Array.ConvertAll(_outputs, output => output.Span.ToArray()), _batch);

        public override void Dispose()
        {
            foreach (nint tensor in (nint[])[_inputTensor, .. _outputTensors])
                _runtime.ReleaseTensor(tensor);
            _runtime.ReleaseSession(_session);
            foreach (nint name in _names)
                Marshal.FreeCoTaskMem(name);
            foreach (AlignedFloats floats in (AlignedFloats[])[_inputs, .. _outputs])
                floats.Dispose();
        }
    }
}
