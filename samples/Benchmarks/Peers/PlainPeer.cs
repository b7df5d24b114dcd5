using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>Straightforward C#: loops over arrays, nothing vectorised by hand.</summary>
internal sealed class PlainPeer : IPeer
{
    public string Name => "C# loops";

    public string Version => RuntimeInformation.FrameworkDescription;

    public IWork? Prepare(Model model, Measure measure) => measure switch
    {
        { Threads: > 1 } => null,
        { Pass: Pass.Forward } => new ForwardWork(model, measure.Batch),
        _ => new TrainingWork(model, measure.Batch),
    };

    public void Dispose() { }

    private sealed class ForwardWork(Model model, int batch) : Work
    {
        private readonly LoopNetwork<float> _network = new(model);
        private readonly float[] _inputs = model.Inputs[..(batch * model.Topology.Inputs)];
        private readonly float[] _outputs = new float[batch * model.Topology.Outputs];

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++)
                _network.Forward(_inputs, _outputs);
        }

        protected override float[] Result() => _outputs;
    }

    private sealed class TrainingWork(Model model, int batch) : Work
    {
        private readonly LoopNetwork<float> _network = new(model);

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++)
                _network.Train(model.Inputs, model.Targets, batch);
        }

        protected override float[] Result() => _network.Parameters();
    }
}
