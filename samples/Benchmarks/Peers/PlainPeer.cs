using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>Straightforward C#: loops over arrays, nothing vectorised by hand.</summary>
internal sealed class PlainPeer : IPeer
{
    public string Name => "C# loops";

    public string Version => RuntimeInformation.FrameworkDescription;

    /// <summary>Steps of about a tenth of a second; longer ones would delay the other peers.</summary>
    private const long MaxMultiplyAdds = 1 << 28;

    public IWork? Prepare(Model model, Measure measure) =>
        measure.Threads > 1 || measure.MultiplyAdds > MaxMultiplyAdds || !LoopNetwork<float>.Supports(measure) ? null : new LoopWork(model, measure);

    public void Dispose() { }

    private sealed class LoopWork(Model model, Measure measure) : Work
    {
        private readonly LoopNetwork<float> _network = new(model, measure.Batch);
        private float[][] _outputs = [];

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++)
                if (measure.Pass == Pass.Forward)
                    _outputs = _network.Forward(training: false);
                else
                    _network.Train();
        }

        protected override float[] Result() => measure.Pass == Pass.Forward ? HeadOutputs.Join(_outputs, measure.Batch) : _network.Parameters();
    }
}
