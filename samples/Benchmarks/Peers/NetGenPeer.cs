using NetGen;
using NetGen.Data;
using NetGen.Training;

namespace Benchmarks.Peers;

/// <summary>NetGen, used as a user would.</summary>
internal sealed class NetGenPeer : IPeer
{
    public const string PeerName = "NetGen";

    public string Name => PeerName;

    public string Version => typeof(NetworkAttribute).Assembly.GetName().Version!.ToString(3);

    public IWork? Prepare(Model model, Measure measure) => model.Topology.Name switch
    {
        nameof(A) => Prepare<A>(model, measure),
        nameof(B) => Prepare<B>(model, measure),
        nameof(C) => Prepare<C>(model, measure),
        _ => Prepare<D>(model, measure),
    };

    public void Dispose() { }

    /// <summary>A training step by the trainer, also where one thread would not need it.</summary>
    public static IWork PrepareTrainer(Model model, Measure measure) => model.Topology.Name switch
    {
        nameof(A) => new TrainerWork<A>(model, measure),
        nameof(B) => new TrainerWork<B>(model, measure),
        nameof(C) => new TrainerWork<C>(model, measure),
        _ => new TrainerWork<D>(model, measure),
    };

    /// <summary>A network with the weights that all peers have.</summary>
    public static T Create<T>(Model model) where T : class, INetwork<T>
    {
        T network = T.Create(0);
        for (int l = 0; l < model.Weights.Length; l++)
        {
            network.Parameters.CopyFrom(network.Parameters.Names[2 * l], model.Weights[l]);
            network.Parameters.CopyFrom(network.Parameters.Names[2 * l + 1], model.Biases[l]);
        }
        return network;
    }

    private static IWork? Prepare<T>(Model model, Measure measure) where T : class, ITrainableNetwork<T> => measure switch
    {
        { Threads: > 1 } => new TrainerWork<T>(model, measure),
        { Pass: Pass.Training } => new TrainingWork<T>(model, measure.Batch),
        { Batch: 1 } => new ForwardWork<T>(model),
        _ => new BatchWork<T>(model, measure.Batch),
    };

    private sealed class ForwardWork<T>(Model model) : Work where T : class, INetwork<T>
    {
        private readonly T _network = Create<T>(model);
        private readonly float[] _output = new float[T.OutputLength];

        protected override void Repeat(int steps)
        {
            ReadOnlySpan<float> input = model.Inputs.AsSpan(0, T.InputLength);
            for (int i = 0; i < steps; i++)
                _network.Forward(input, _output);
        }

        protected override float[] Result() => _output;
    }

    private sealed class BatchWork<T>(Model model, int batch) : Work where T : class, INetwork<T>
    {
        private readonly T _network = Create<T>(model);
        private readonly float[] _outputs = new float[batch * T.OutputLength];
        private readonly Workspace _workspace = T.CreateWorkspace(batch, training: false);

        protected override void Repeat(int steps)
        {
            ReadOnlySpan<float> inputs = model.Inputs.AsSpan(0, batch * T.InputLength);
            for (int i = 0; i < steps; i++)
                _network.ForwardBatch(inputs, _outputs, _workspace);
        }

        protected override float[] Result() => _outputs;
    }

    private sealed class TrainingWork<T>(Model model, int batch) : Work where T : class, ITrainableNetwork<T>
    {
        private readonly T _network = Create<T>(model);
        private readonly Workspace _workspace = T.CreateWorkspace(batch);

        protected override void Repeat(int steps)
        {
            ReadOnlySpan<float> inputs = model.Inputs.AsSpan(0, batch * T.InputLength), targets = model.Targets.AsSpan(0, batch * T.OutputLength);
            for (int i = 0; i < steps; i++)
                _network.Descend(inputs, targets, _workspace, Model.LearningRate);
        }

        protected override float[] Result() => ParametersOf(_network.Parameters, model.Topology);
    }

    /// <summary>The trainer, which alone knows threads. It gathers every batch from a dataset too.</summary>
    private sealed class TrainerWork<T> : Work where T : class, ITrainableNetwork<T>
    {
        private const int BatchesOfAnEpoch = 16;

        private readonly Model _model;
        private readonly Trainer<T> _trainer;
        private readonly Dataset _batch, _epoch;

        public TrainerWork(Model model, Measure measure)
        {
            _model = model;
            _trainer = new(Create<T>(model), new Sgd { LearningRate = Model.LearningRate }) { BatchSize = measure.Batch, Threads = measure.Threads, Shuffle = false };
            _batch = Repeated(model, measure.Batch, 1);
            _epoch = Repeated(model, measure.Batch, BatchesOfAnEpoch);
        }

        protected override void Repeat(int steps)
        {
            (int epochs, int rest) = Math.DivRem(steps, BatchesOfAnEpoch);
            if (epochs > 0)
                _trainer.Fit(_epoch, epochs);
            if (rest > 0)
                _trainer.Fit(_batch, rest);
        }

        protected override float[] Result() => ParametersOf(_trainer.Network.Parameters, _model.Topology);

        public override void Dispose() => _trainer.Dispose();
    }

    /// <summary>A dataset of the same batch several times over.</summary>
    private static Dataset Repeated(Model model, int batch, int times)
    {
        return Dataset.FromArrays(
            Cycle(model.Inputs, batch * model.Topology.Inputs, times), Cycle(model.Targets, batch * model.Topology.Outputs, times),
            model.Topology.Inputs, model.Topology.Outputs);
    }

    /// <summary>The first numbers, several times over; a batch larger than the model's goes round too.</summary>
    private static float[] Cycle(float[] values, int length, int times)
    {
        var cycled = new float[length * times];
        for (int i = 0; i < cycled.Length; i++)
            cycled[i] = values[i % length % values.Length];
        return cycled;
    }

    private static float[] ParametersOf(ParameterBlock parameters, Topology topology)
    {
        var values = new float[topology.Parameters];
        int done = 0;
        for (int l = 0; l < topology.Layers.Count; l++)
            foreach ((string name, long length) in (ReadOnlySpan<(string, long)>)[(parameters.Names[2 * l], topology.Layers[l].MultiplyAdds), (parameters.Names[2 * l + 1], topology.Layers[l].Outputs)])
            {
                parameters.CopyTo(name, values.AsSpan(done, (int)length));
                done += (int)length;
            }
        return values;
    }
}
