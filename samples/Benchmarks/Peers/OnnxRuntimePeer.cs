using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>ONNX Runtime on its CPU, with a model of constant batch; inference only.</summary>
/// <param name="isQuantized">Whether weights of dense layers are 8-bit integers, and inputs become so as they are computed.</param>
internal sealed class OnnxRuntimePeer(OnnxRuntime runtime, bool isQuantized = false) : IPeer
{
    public string Name => "ONNX Runtime";

    public string Version => runtime.Version;

    public IWork? Prepare(Model model, Measure measure) =>
        measure.Pass == Pass.Forward && !model.Topology.Layers.Any(layer => layer is CausalLayer or TransformerLayer) ? new SessionWork(runtime, model, measure, isQuantized) : null;

    public void Dispose() { }

    private sealed class SessionWork : Work
    {
        private readonly OnnxRuntime _runtime;
        private readonly int _batch;
        private readonly AlignedFloats _inputs;
        private readonly AlignedFloats[] _outputs, _states;
        private readonly nint _session;
        private readonly nint[] _names, _tensors, _arguments, _results;

        /// <summary>The same with the states' memory exchanged, so that a step begins with what the last one has written.</summary>
        private readonly nint[] _nextArguments, _nextResults;

        private bool _isNext;

        public SessionWork(OnnxRuntime runtime, Model model, Measure measure, bool isQuantized)
        {
            Topology topology = model.Topology;
            (_runtime, _batch) = (runtime, measure.Batch);
            _inputs = new(model.Inputs.AsSpan(0, _batch * topology.Inputs));
            _outputs = [.. topology.Heads.Select(head => new AlignedFloats(_batch * head.Outputs))];
            RecurrentLayer? remembering = OnnxModel.Remembering(topology);
            string[] states = remembering is null ? [] : OnnxModel.States(remembering);
            string[] names = [OnnxModel.Input, .. states.Select(state => state + "0"), .. topology.Heads.Select((_, head) => OnnxModel.OutputName(head)), .. states.Select(state => state + "1")];
            _names = Array.ConvertAll(names, Marshal.StringToCoTaskMemUTF8);
            _session = runtime.CreateSession(OnnxModel.Write(model, _batch, isQuantized), measure.Threads);
            nint input = runtime.CreateTensor(_inputs, OnnxModel.InputShape(topology, _batch));
            nint[] outputs = [.. topology.Heads.Select((head, i) => runtime.CreateTensor(_outputs[i], [_batch, head.Outputs]))];
            _states = [.. states.Concat(states).Select(_ => new AlignedFloats(remembering!.Units))];
            nint[] memory = Array.ConvertAll(_states, state => runtime.CreateTensor(state, [1, 1, state.Length]));
            (nint[] before, nint[] after) = (memory[..states.Length], memory[states.Length..]);
            _tensors = [input, .. outputs, .. memory];
            (_arguments, _results, _nextArguments, _nextResults) = ([input, .. before], [.. outputs, .. after], [input, .. after], [.. outputs, .. before]);
        }

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++, _isNext = !_isNext)
                _runtime.Run(_session, _names, _isNext ? _nextArguments : _arguments, _isNext ? _nextResults : _results);
        }

        protected override float[] Result() => HeadOutputs.Join(Array.ConvertAll(_outputs, output => output.Span.ToArray()), _batch);

        public override void Dispose()
        {
            foreach (nint tensor in _tensors)
                _runtime.ReleaseTensor(tensor);
            _runtime.ReleaseSession(_session);
            foreach (nint name in _names)
                Marshal.FreeCoTaskMem(name);
            foreach (AlignedFloats floats in (AlignedFloats[])[_inputs, .. _outputs, .. _states])
                floats.Dispose();
        }
    }
}
