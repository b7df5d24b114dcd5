using NetGen.Data;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Trains a network on a dataset: epochs of shuffled batches, each a step of the optimizer.</summary>
/// <remarks>
/// Losses and weights depend on the network, the data, the settings and the seed, never on <see cref="Threads"/>.
/// After the first epoch nothing is allocated. Not for use by several threads at once; <see cref="Dispose"/>, which ends the worker threads, may be called from any thread and at any time.
/// </remarks>
/// <typeparam name="TNetwork">The class of the network.</typeparam>
public sealed class Trainer<TNetwork> : IDisposable where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly EpochOrder _order = new();
    /// <summary>Held while the threads and the buffers are in use; released while progress is reported.</summary>
    private readonly Lock _use = new();
    private int _batchSize = 32, _threads = 1;
    private double _gradientClipNorm;
    private bool _isFitting;
    private volatile bool _disposed;
    private long _steps;
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
    public int BatchSize
    {
        get => _batchSize;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BatchSize));
            _batchSize = value;
        }
    }

    /// <summary>Threads that share the work, the calling thread included; more threads than the batch has shards (see <see cref="Shards"/>), or than the largest dense layer has panels of outputs, bring no benefit. 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Threads));
            _threads = value;
        }
    }

    /// <summary>The fewest multiply-adds of a shard, forward and backward, for which other threads are used. By default a million: about 10 µs of work, where handing it over takes up to 6 µs. With 0 they are always used.</summary>
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
    public double GradientClipNorm
    {
        get => _gradientClipNorm;
        init => _gradientClipNorm = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(GradientClipNorm), value, "GradientClipNorm must be at least 0; 0 is no limit.");
    }

    /// <summary>The history of the last <see cref="Fit"/> up to where it ended, also if it was cancelled or failed. Null before the first.</summary>
    public TrainingHistory? History { get; private set; }

    private Workers ReadyWorkers => _workers ??= new Workers(Threads);

    private Evaluator<TNetwork> ReadyEvaluator => _evaluator ??= new(Network, ReadyWorkers);

    /// <summary>Trains for some epochs. Another call continues where the last one ended: twice five epochs are the same as ten.</summary>
    /// <param name="train">Samples of the network's lengths.</param>
    /// <param name="epochs">The number of passes over the samples, at least 1.</param>
    /// <param name="validation">Samples to evaluate the network on after every epoch.</param>
    /// <param name="targetLoss">Stops after an epoch whose mean training loss is no higher.</param>
    /// <param name="progress">Receives a report after every step, on the calling thread; after the last step of an epoch, once validation is done.</param>
    /// <param name="cancellationToken">Checked before every step; the network keeps what it has learned.</param>
    /// <returns>Losses and times by epoch.</returns>
    /// <exception cref="ArgumentException">A dataset's lengths are not the network's, <see cref="DropLast"/> leaves no batch, or one has fewer samples than <see cref="ITrainableNetwork{TSelf}.MinimumBatchSize"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of epochs is less than 1, or a batch needs a buffer longer than an array can be.</exception>
    /// <exception cref="TrainingFailedException">The loss, a gradient or a parameter is no longer finite. If it was the loss, the network is as it was before that step.</exception>
    /// <exception cref="InvalidOperationException">The optimizer holds the state of another network, or another call of this method is running.</exception>
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
                return Run(train, epochs, validation, targetLoss, progress, cancellationToken);
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

    /// <summary>Ends the worker threads. The network and the optimizer are untouched. A running <see cref="Fit"/> ends before its next step, and this waits for that.</summary>
    public void Dispose()
    {
        // Before the lock: this is what makes Fit release it.
        _disposed = true;
        lock (_use)
            _workers?.Dispose();
    }

    private TrainingHistory Run(Dataset train, int epochs, Dataset? validation, double? targetLoss, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        EpochBatches batches = CarryState ? EpochBatches.OfStreams(train, BatchSize) : EpochBatches.Of<TNetwork>(train, BatchSize, DropLast);
        Prepare(batches.Size);
        var history = History = new TrainingHistory(epochs);
        var report = new TrainingProgress { Epochs = epochs, Steps = batches.Steps, ValidationLoss = double.NaN, ValidationAccuracy = double.NaN };
        var clock = new TrainingClock((long)epochs * batches.Samples);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            long before = (long)(epoch - 1) * batches.Samples;
            clock.StartEpoch(before);
            ReadOnlySpan<int> order = CarryState ? _order.Streams(batches) : _order.Next(train.Count, Shuffle ? Seed : null);
            _step!.BeginEpoch();
            double losses = 0;
            for (int step = 1, done = 0; step <= batches.Steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(_disposed, this);
                int count = Math.Min(batches.Size, batches.Samples - done);
                losses += (double)Step(train, order.Slice(done, count), epoch, step) * count;
                done += count;
                bool last = step == batches.Steps;
                if (last && validation is not null)
                {
                    (double loss, double accuracy) = ReadyEvaluator.Score(validation);
                    report = report with { ValidationLoss = loss, ValidationAccuracy = accuracy };
                }
                if (last)
                    history.Add(new(epoch, losses / done, report.ValidationLoss, report.ValidationAccuracy, clock.EpochSeconds));
                if (progress is not null)
                    Report(progress, report = report with
                    {
                        Epoch = epoch, Step = step, Loss = losses / done,
                        SamplesPerSecond = clock.SamplesPerSecond(before + done), TimeLeft = clock.TimeLeft(before + done),
                    });
            }
            if (losses / batches.Samples <= targetLoss)
            {
                history.ReachedTarget = true;
                break;
            }
        }
        return history;
    }

    /// <summary>Reports progress without holding the lock that <see cref="Evaluate"/> and <see cref="Dispose"/> take: the callback may call them, or wait for a thread that does.</summary>
    private void Report(IProgress<TrainingProgress> progress, TrainingProgress report)
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
        ObjectDisposedException.ThrowIf(_disposed, this);
    }

    private void Prepare(int batchSize)
    {
        if (_step?.Capacity >= batchSize)
            return;
        // Gradients of weights and gradients of inputs each cost as much as the forward pass.
        long shardWork = 3 * TNetwork.Summary.Layers.Sum(layer => layer.MultiplyAdds) * Shards.Range(0, batchSize).Length;
        int threads = ThreadingThreshold > 0 && shardWork < ThreadingThreshold ? 1 : Threads;
        // Tiles over a block's rows are wasted on a few samples, which one thread computes one by one.
        SharedStep? shared = batchSize >= Shards.BlockRows ? Network.ShareSteps(batchSize, threads) : null;
        _step = shared is not null
            ? new SharedTraining(shared, ReadyWorkers, Optimizer, Network.Parameters, GradientClipNorm)
            : new GradientPass<TNetwork>(Network, ReadyWorkers, threads, batchSize, new(Optimizer, Network.Parameters, ReadyWorkers, GradientClipNorm), CarryState);
    }

    private float Step(Dataset data, ReadOnlySpan<int> samples, int epoch, int step)
    {
        float loss = _step!.Compute(data, samples, Seed, _steps++);
        if (!float.IsFinite(loss))
            throw TrainingFault.OfLoss(loss, _step.Last, samples, _step.Gradients, Network.Parameters, epoch, step);
        if (!_step.Update() && TrainingFault.OfValues(_step.Gradients[0], Network.Parameters, epoch, step) is { } fault)
            throw fault;
        return loss;
    }
}
