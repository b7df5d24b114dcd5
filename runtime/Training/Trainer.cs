using NetGen.Data;

namespace NetGen.Training;

/// <summary>Trains a network on a dataset: epochs of shuffled batches, each a step of the optimizer.</summary>
/// <remarks>
/// Losses and weights depend on the network, the data, the settings and the seed, never on <see cref="Threads"/>.
/// After the first epoch nothing is allocated. Not for use by several threads at once; <see cref="Dispose"/>, which ends the worker threads, may be called from any thread and at any time.
/// </remarks>
/// <typeparam name="TNetwork">The class of the network.</typeparam>
public sealed class Trainer<TNetwork> : IDisposable where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly TrainingState _state = new();
    private readonly CallbackList _callbacks = new([], "");
    private readonly IReadOnlyList<Regularizer> _regularizers = [];
    private readonly IReadOnlyList<Metric> _metrics = [];
    /// <summary>Held while the threads and the buffers are in use; released while progress is reported and callbacks are called.</summary>
    private readonly Lock _use = new();
    private int _batchSize = 32, _threads = 1;
    private readonly double _gradientClipNorm, _gradientClipValue;
    private FitLoop<TNetwork>? _fit;
    private bool _isFitting, _isNotifying, _areWeighted;
    private volatile bool _disposed;
    private Workers? _workers;
    private ITrainingStep? _step;
    private Evaluator<TNetwork>? _evaluator;

    /// <summary>A trainer for one network.</summary>
    /// <param name="network">The network; its parameters change as it is trained.</param>
    /// <param name="optimizer">Updates the parameters; it keeps the state of this network alone.</param>
    public Trainer(TNetwork network, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        Network = network;
        Optimizer = optimizer;
    }

    /// <summary>The network.</summary>
    public TNetwork Network { get; }

    /// <summary>The optimizer, which updates the parameters. Its learning rate may change at any step, for example in a progress callback.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Samples in a step; the last step of an epoch has the remaining samples, or is left out with <see cref="DropLast"/>. 32 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchSize { get => _batchSize; init => _batchSize = Setting.AtLeast(1, value); }

    /// <summary>Threads that may share the work, the calling thread included; more threads than the batch has shards (see <see cref="Shards"/>), or than the largest dense layer has panels of outputs, bring no benefit. 1 by default.</summary>
    /// <remarks>Steps are timed: where one thread is faster, as when other programs use the processors, one takes them, and several are tried again now and then. Both kinds of steps have buffers of their own.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Threads { get => _threads; init => _threads = Setting.AtLeast(1, value); }

    /// <summary>The fewest multiply-adds of a shard, forward and backward, for which other threads may be used. By default a million: about 10 µs of work, where handing it over takes up to 6 µs. With 0 they are always used, whether or not they are faster.</summary>
    public long ThreadingThreshold { get; init; } = 1_000_000;

    /// <summary>Determines the order of samples in every epoch, and what dropout draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether samples are shuffled in every epoch; otherwise they keep the dataset's order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether an epoch leaves out its last batch if that is smaller than <see cref="BatchSize"/>; with <see cref="Shuffle"/>, other samples each time. False by default.</summary>
    public bool DropLast { get; init; }

    /// <summary>For a network over frames, whether the samples are pieces of one stream, each of which begins with the state that the piece before it ended with (gradients do not reach back into it). False by default.</summary>
    /// <remarks>
    /// The samples then keep the dataset's order, whatever <see cref="Shuffle"/> is: a batch trains on as many ranges of the stream in parallel, and the next batch on the pieces that follow; what is left over at the end is left out. Every epoch begins with states of zeros.
    /// <see cref="SequenceDataset.FromStream(float[], float[], int, int)"/> with no overlap makes such a dataset.
    /// </remarks>
    public bool CarryState { get; init; }

    /// <summary>The largest norm of all gradients together: gradients of a larger norm are scaled down to it, as by <c>torch.nn.utils.clip_grad_norm_</c>. 0, the default, means no limit. A custom training loop uses <see cref="ParameterBlock.ClipNorm"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or NaN.</exception>
    public double GradientClipNorm { get => _gradientClipNorm; init => _gradientClipNorm = Setting.Limit(value); }

    /// <summary>The largest magnitude of an element of the gradients: larger ones become this one, before <see cref="GradientClipNorm"/>, as by <c>torch.nn.utils.clip_grad_value_</c>. 0, the default, means no limit. A custom training loop uses <see cref="ParameterBlock.ClipValue"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or NaN.</exception>
    public double GradientClipValue { get => _gradientClipValue; init => _gradientClipValue = Setting.Limit(value); }

    /// <summary>Penalties in the loss, and limits of the weights, in this order; the reported losses don't include penalties. None by default.</summary>
    /// <exception cref="ArgumentException">One is null, or names a layer that the network doesn't have.</exception>
    public IReadOnlyList<Regularizer> Regularizers { get => _regularizers; init => _regularizers = Regularizer.Attach(value, Network.Parameters, nameof(Regularizers)); }

    /// <summary>Early stopping, checkpoints, schedules of the learning rate, logs and others, called in this order. None by default.</summary>
    /// <exception cref="ArgumentException">One is null, or is there twice.</exception>
    public IReadOnlyList<Callback> Callbacks { get => _callbacks.All; init => _callbacks = new(value, nameof(Callbacks)); }

    /// <summary>What is computed on the validation data after every epoch besides loss and accuracy, as <c>[Metric.F1(Average.Macro), Metric.Auc()]</c>: the values are in <see cref="EpochResult.Metrics"/> and in logs, and callbacks watch them by <see cref="Metric.AsTrainingMetric"/>. None by default.</summary>
    /// <exception cref="ArgumentException">One is null, two have the same name, one is of an output that the network does not have or of none of several, or it is not defined for the output's loss.</exception>
    public IReadOnlyList<Metric> Metrics { get => _metrics; init => _metrics = Metric.Check(value, TNetwork.Outputs, nameof(Metrics)); }

    /// <summary>The history of the last <see cref="Fit"/> up to where it ended, also if it was cancelled or failed. Null before the first.</summary>
    public TrainingHistory? History { get; private set; }

    private TrainerSettings Settings => new(BatchSize, Seed, Shuffle, DropLast, CarryState, GradientClipNorm, GradientClipValue, string.Join(", ", _metrics));

    private Workers ReadyWorkers => _workers ??= new Workers(Threads);

    private Evaluator<TNetwork> ReadyEvaluator => _evaluator ??= new(Network, ReadyWorkers, _metrics);

    /// <summary>Trains for some epochs. Another call continues where the last one ended: twice five epochs are the same as ten. After <see cref="LoadCheckpoint(string)"/> it continues the call from which the checkpoint was saved, whose epochs count, and returns the history of both.</summary>
    /// <param name="train">Samples of the network's lengths. Where they have weights (<see cref="DatasetWeights.WithWeights"/>), each multiplies its sample's loss, whose mean over the batch is Σ wᵢ·lᵢ / B; losses of the history are weighted then, those of validation never.</param>
    /// <param name="epochs">The number of passes over the samples, at least 1.</param>
    /// <param name="validation">Samples to evaluate the network on after every epoch.</param>
    /// <param name="targetLoss">Stops after an epoch whose mean training loss is no higher.</param>
    /// <param name="progress">Receives a report after every step, on the calling thread; after the last step of an epoch, once validation is done.</param>
    /// <param name="cancellationToken">Checked before every step; the network keeps what it has learned.</param>
    /// <returns>Losses and times by epoch; also where a callback stops training (<see cref="TrainingHistory.StopReason"/>).</returns>
    /// <exception cref="ArgumentException">A dataset's lengths are not the network's, <see cref="DropLast"/> leaves no batch, or one has fewer samples than <see cref="ITrainableNetwork{TSelf}.MinimumBatchSize"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of epochs is less than 1, or a batch needs a buffer longer than an array can be.</exception>
    /// <exception cref="TrainingFailedException">The loss, a gradient or a parameter is no longer finite. If it was the loss, the network is as it was before that step.</exception>
    /// <exception cref="InvalidOperationException">The optimizer holds the state of another network, another call of this method is running, or the checkpoint to continue from was saved in training on other data.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled; <see cref="History"/> has the completed epochs.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is or was disposed; <see cref="History"/> has the completed epochs.</exception>
    public TrainingHistory Fit(
        Dataset train,
        int epochs,
        Dataset? validation = null,
        double? targetLoss = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        NetworkData.Check<TNetwork>(train, nameof(train));
        if (validation is not null)
            NetworkData.Check<TNetwork>(validation, nameof(validation));
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        lock (_use)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_isFitting)
                throw new InvalidOperationException("Fit is running. A progress callback may evaluate the network, save it, or cancel; call Fit again when it has returned.");
            _isFitting = true;
            try
            {
                _fit = new(this, _callbacks, _state, train, epochs, validation, targetLoss, progress);
                History = _fit.Position.History;
                return _fit.Run(cancellationToken);
            }
            finally
            {
                _isFitting = false;
            }
        }
    }

    /// <summary>Evaluates the network, with the same bits for any number of threads.</summary>
    /// <param name="data">Samples of the network's lengths.</param>
    /// <exception cref="ArgumentException">The dataset's lengths are not the network's.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public Evaluation Evaluate(Dataset data)
    {
        lock (_use)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return ReadyEvaluator.Evaluate(data);
        }
    }

    /// <summary>Saves everything that continues this training with the same bits: weights, running statistics, the optimizer's state, what callbacks remember, the place in the epoch and the history. Atomic: a crash leaves the old file or the new one.</summary>
    /// <remarks>May be called while no step is running: from a progress receiver, before or after Fit. A callback calls <see cref="TrainingContext.SaveCheckpoint"/> instead. The weights are in the file under the prefix <c>network.</c>.</remarks>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">A value is NaN or infinite, or callbacks are being called; an existing file stays as it is.</exception>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    public void SaveCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        lock (_use)
        {
            if (_isNotifying)
                throw new InvalidOperationException("Callbacks are being called, and some have not seen this step yet: a callback asks for a checkpoint by training.SaveCheckpoint(path).");
            WriteCheckpoint(path);
        }
    }

    /// <summary>Loads a checkpoint that <see cref="SaveCheckpoint"/> saved. The next <see cref="Fit"/> continues where it was saved, and ends with the bits of a training that was never interrupted, on any machine and with any number of threads.</summary>
    /// <remarks>The trainer must have the same settings, optimizer and callbacks, and be given the same data; the learning rate is restored. Nothing changes where this throws.</remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, is no checkpoint, or belongs to another network.</exception>
    /// <exception cref="InvalidOperationException">It was saved by a trainer with other settings, another optimizer or other callbacks, or Fit is running.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public void LoadCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        lock (_use)
        {
            ThrowIfDisposed();
            if (_isFitting)
                throw new InvalidOperationException("Fit is running; load a checkpoint before it.");
            using FileStream stream = InputFile.Open(path);
            CheckpointContent content = CheckpointFile.Read(stream, Path.GetFileName(path), Network.Parameters.Layout, () => WeightsFile.Declaration(TNetwork.Summary));
            content.CheckTrainer(Settings, Optimizer, _callbacks.All);
            content.Restore(Network.Parameters, Optimizer, _state, _callbacks.All);
            _fit = null;
        }
    }

    /// <summary>As in <c>Trainer of DigitReader: Adam, learning rate 0.001, after 200 steps; batches of 64</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"Trainer of {Network.Parameters.Layout.Network}: {Optimizer}; batches of {BatchSize:N0}");

    /// <summary>Ends the worker threads. The network and the optimizer are untouched. A running <see cref="Fit"/> ends before its next step, and this waits for that.</summary>
    public void Dispose()
    {
        // Before the lock: this is what makes Fit release it.
        _disposed = true;
        lock (_use)
            _workers?.Dispose();
    }

    /// <summary>Reports progress without holding the lock that <see cref="Evaluate"/> and <see cref="Dispose"/> take: the receiver may call them, or wait for a thread that does.</summary>
    internal void Report(IProgress<TrainingProgress> progress, TrainingProgress report)
    {
        _use.Exit();
        try
        {
            progress.Report(report);
        }
        finally
        {
            _use.Enter();
        }
        ThrowIfDisposed();
    }

    /// <summary>Tells all callbacks of an event, like <see cref="Report"/> without holding the lock.</summary>
    internal void Notify(TrainingEvent what, TrainingContext context)
    {
        _isNotifying = true;
        _use.Exit();
        try
        {
            _callbacks.Notify(what, context);
        }
        finally
        {
            _use.Enter();
            _isNotifying = false;
        }
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>Saves the checkpoint that a callback has asked for.</summary>
    internal void WriteCheckpoint(string path)
    {
        CheckpointContent content = CheckpointContent.Of(Settings, Network.Parameters, Optimizer, _state, _fit?.Place ?? _state.Resumed, _callbacks.All);
        AtomicFile.Write(path, stream => CheckpointFile.Write(stream, content));
    }

    internal (double Loss, double Accuracy, MetricValues Metrics) Score(Dataset validation) => ReadyEvaluator.Score(validation);

    /// <summary>The steps of batches of up to some samples, those of the Fit before where they serve.</summary>
    internal ITrainingStep Prepare(int batchSize, bool areWeighted)
    {
        if (_step is null || _step.Capacity < batchSize || _areWeighted != areWeighted)
            _step = TrainingSteps.Create(Network, (Optimizer, new(GradientClipNorm, GradientClipValue, [.. _regularizers])), ReadyWorkers, batchSize, ThreadingThreshold, _areWeighted = areWeighted, CarryState);
        return _step;
    }
}
