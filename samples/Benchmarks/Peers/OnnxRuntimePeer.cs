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
        private readonly AlignedFloats _inputs, _outputs;
        private readonly nint _session, _input, _output;

        public SessionWork(OnnxRuntime runtime, Model model, Measure measure)
        {
            _runtime = runtime;
            _inputs = new(model.Inputs.AsSpan(0, measure.Batch * model.Topology.Inputs));
            _outputs = new(measure.Batch * model.Topology.Outputs);
            _session = runtime.CreateSession(OnnxModel.Write(model, measure.Batch), measure.Threads);
            _input = runtime.CreateTensor(_inputs, OnnxModel.InputShape(model.Topology, measure.Batch));
            _output = runtime.CreateTensor(_outputs, [measure.Batch, model.Topology.Outputs]);
        }

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++)
                _runtime.Run(_session, _input, _output);
        }

        protected override float[] Result() => _outputs.Span.ToArray();

        public override void Dispose()
        {
            _runtime.ReleaseTensor(_input);
            _runtime.ReleaseTensor(_output);
            _runtime.ReleaseSession(_session);
            _inputs.Dispose();
            _outputs.Dispose();
        }
    }
}
