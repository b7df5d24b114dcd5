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

    public IWork? Prepare(Model model, Measure measure) =>
        measure.IsStream ? NetworkClasses.Use(model.Topology.Name, new StreamPreparation(model, measure)) : NetworkClasses.Use(model.Topology.Name, new Preparation(model, measure));

    public void Dispose() { }

    /// <summary>The same for a class compiled at run time.</summary>
    public static IWork Prepare(Type network, Model model, Measure measure) =>
        measure.IsStream ? NetworkClasses.Use(network, new StreamPreparation(model, measure)) : NetworkClasses.Use(network, new Preparation(model, measure));

    /// <summary>Inference with a class whose weights are rounded as it stores them.</summary>
    public static IWork PrepareForward<T>(Model model, int batch) where T : class, INetwork<T> => batch == 1 ? new ForwardWork<T>(model) : new BatchWork<T>(model, batch);

    /// <summary>A training step with the trainer, even on one thread.</summary>
    public static IWork PrepareTrainer(Model model, Measure measure) => NetworkClasses.Use(model.Topology.Name, new TrainerPreparation(model, measure));

    /// <summary>Batches by a predictor, even on one thread.</summary>
    public static IWork PreparePredictor(Model model, Measure measure) => NetworkClasses.Use(model.Topology.Name, new PredictorPreparation(model, measure));

    /// <summary>A network with the weights shared by all peers.</summary>
    public static T Create<T>(Model model) where T : class, INetwork<T>
    {
        T network = T.Create(0);
        // Names are in PyTorch's order: weights, biases and running statistics, layer by layer.
        ReadOnlySpan<float> values = (float[])[.. model.Tensors.SelectMany(layer => (float[])[.. layer.Weights, .. layer.Biases, .. layer.Means, .. layer.Variances])];
        foreach (string name in network.Parameters.Names)
        {
            int length = LengthOf(network.Parameters, name);
            network.Parameters.CopyFrom(name, values[..length]);
            values = values[length..];
        }
        return values.IsEmpty ? network : throw new InvalidOperationException($"{typeof(T).Name} has {values.Length} parameters less than its topology.");
    }

    private sealed record Preparation(Model Model, Measure Measure) : INetworkUse<IWork>
    {
        public IWork With<T>() where T : class, ITrainableNetwork<T> => Measure switch
        {
            { Threads: > 1 } => new TrainerWork<T>(Model, Measure),
            { Pass: Pass.Training } => new TrainingWork<T>(Model, Measure.Batch),
            { Batch: 1 } => new ForwardWork<T>(Model),
            _ => new BatchWork<T>(Model, Measure.Batch),
        };
    }

    private sealed record TrainerPreparation(Model Model, Measure Measure) : INetworkUse<IWork>
    {
        public IWork With<T>() where T : class, ITrainableNetwork<T> => new TrainerWork<T>(Model, Measure);
    }

    private sealed record PredictorPreparation(Model Model, Measure Measure) : INetworkUse<IWork>
    {
        public IWork With<T>() where T : class, ITrainableNetwork<T> => new PredictorWork<T>(Model, Measure);
    }

    private sealed record StreamPreparation(Model Model, Measure Measure) : IStreamingNetworkUse<IWork>
    {
        public IWork With<T>() where T : class, ITrainableNetwork<T>, IStreamingNetwork<T> => Measure.Batch == 1 ? new StepWork<T>(Model) : new ProcessWork<T>(Model, Measure.Batch);
    }

    private sealed class StepWork<T>(Model model) : Work where T : class, IStreamingNetwork<T>
    {
        private readonly T _network = Create<T>(model);
        private readonly NetworkState _state = T.CreateState();
        private readonly float[] _output = new float[T.FrameOutputLength];

        protected override void Repeat(int steps)
        {
            ReadOnlySpan<float> frame = model.Inputs.AsSpan(0, T.FrameInputLength);
            for (int i = 0; i < steps; i++)
                _network.Step(frame, _output, _state);
        }

        protected override float[] Result() => _output;
    }

    private sealed class ProcessWork<T>(Model model, int frames) : Work where T : class, IStreamingNetwork<T>
    {
        private readonly T _network = Create<T>(model);
        private readonly NetworkState _state = T.CreateState();
        private readonly float[] _outputs = new float[frames * T.FrameOutputLength];

        protected override void Repeat(int steps)
        {
            ReadOnlySpan<float> inputs = model.Inputs.AsSpan(0, frames * T.FrameInputLength);
            for (int i = 0; i < steps; i++)
                _network.Process(inputs, _outputs, _state);
        }

        protected override float[] Result() => _outputs;
    }

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

        protected override float[] Result() => ParametersOf(_network.Parameters);
    }

    /// <summary>Training with the trainer, which also gathers every batch from a dataset.</summary>
    private sealed class TrainerWork<T> : Work where T : class, ITrainableNetwork<T>
    {
        private const int BatchesOfAnEpoch = 16;

        private readonly Trainer<T> _trainer;
        private readonly Dataset _batch, _epoch;

        public TrainerWork(Model model, Measure measure)
        {
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

        protected override float[] Result() => ParametersOf(_trainer.Network.Parameters);

        public override void Dispose() => _trainer.Dispose();
    }

    /// <summary>Batches whose samples a predictor's threads share.</summary>
    private sealed class PredictorWork<T>(Model model, Measure measure) : Work where T : class, INetwork<T>
    {
        private readonly Predictor<T> _predictor = new(Create<T>(model), measure.Threads);
        private readonly float[] _inputs = Cycle(model.Inputs, measure.Batch * T.InputLength, 1);
        private readonly float[] _outputs = new float[measure.Batch * T.OutputLength];

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++)
                _predictor.ForwardBatch(_inputs, _outputs);
        }

        protected override float[] Result() => _outputs;

        public override void Dispose() => _predictor.Dispose();
    }

    /// <summary>A dataset that repeats the same batch.</summary>
    private static Dataset Repeated(Model model, int batch, int times)
    {
        return Dataset.FromArrays(
            Cycle(model.Inputs, batch * model.Topology.Inputs, times), Cycle(model.Targets, batch * model.Topology.Outputs, times),
            model.Topology.Inputs, model.Topology.Outputs);
    }

    /// <summary>The first elements, repeated; a batch larger than the model's wraps around too.</summary>
    private static float[] Cycle(float[] values, int length, int times)
    {
        var cycled = new float[length * times];
        for (int i = 0; i < cycled.Length; i++)
            cycled[i] = values[i % length % values.Length];
        return cycled;
    }

    private static float[] ParametersOf(ParameterBlock parameters) =>
        [.. parameters.Names.Where(name => !name.Contains(".running_", StringComparison.Ordinal)).SelectMany(name =>
        {
            var values = new float[LengthOf(parameters, name)];
            parameters.CopyTo(name, values);
            return values;
        })];

    private static int LengthOf(ParameterBlock parameters, string name)
    {
        int length = 1;
        foreach (int extent in parameters.GetShape(name))
            length *= extent;
        return length;
    }
}
