using System.Diagnostics;
using NetGen.Data;

namespace NetGen.Training;

/// <summary>One call of <see cref="Trainer{TNetwork}.Fit"/>: epochs of steps, with validation, reports and callbacks.</summary>
internal sealed class FitLoop<TNetwork> : IFitProgress where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly Trainer<TNetwork> _trainer;
    private readonly Dataset _train;
    private readonly Dataset? _validation;
    private readonly double? _targetLoss;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TrainingContext _context;
    private readonly ITrainingStep _step;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly float[] _carriedStates;
    private readonly string _network;
    private readonly bool _hasCallbacks;
    private readonly Action<string> _writeCheckpoint;
    private TrainingClock _clock;

    /// <summary>Prepares the steps.</summary>
    /// <param name="trainer">The trainer, whose lock is held.</param>
    /// <param name="train">The samples to train on.</param>
    /// <param name="epochs">Epochs, counted from the beginning of the first part of a run that continues.</param>
    /// <param name="validation">The samples to validate on.</param>
    /// <param name="targetLoss">The training loss that ends the run.</param>
    /// <param name="progress">Receives a report after every step.</param>
    /// <param name="state">Where the trainer stands; a place that was loaded is continued from, and taken out.</param>
    /// <exception cref="InvalidOperationException">That place is not one in training on this data.</exception>
    public FitLoop(Trainer<TNetwork> trainer, Dataset train, int epochs, Dataset? validation, double? targetLoss, IProgress<TrainingProgress>? progress, TrainingState state)
    {
        (_trainer, _train, Epochs, _validation, _targetLoss, _progress) = (trainer, train, epochs, validation, targetLoss, progress);
        Batches = trainer.CarryState ? EpochBatches.OfStreams(train, trainer.BatchSize) : EpochBatches.Of<TNetwork>(train, trainer.BatchSize, trainer.DropLast);
        _step = trainer.Prepare(Batches.Size, train.HasWeights);
        IsResumed = state.Resumed is not null;
        Position = state.Resumed?.Position(train.Count, epochs, Batches) ?? new(new TrainingHistory(epochs));
        _carriedStates = state.Resumed is null ? [] : state.CarriedStates;
        (state.Resumed, state.CarriedStates) = (null, []);
        (Epoch, Step) = (Math.Min(Position.Epoch, epochs), Position.Step);
        _network = trainer.Network.Parameters.Layout.Network;
        _hasCallbacks = trainer.Callbacks.Count > 0;
        _writeCheckpoint = trainer.WriteCheckpoint;
        NoMetrics = new(trainer.Metrics.Select(metric => new MetricValue(metric.Name, double.NaN)));
        _context = new(this, trainer.Optimizer, trainer.Network.Parameters);
        _clock = new((long)epochs * Batches.Samples, SamplesDone);
    }

    public bool IsResumed { get; }

    public int Epochs { get; }

    public EpochBatches Batches { get; }

    public FitPosition Position { get; }

    /// <summary>The epoch that is running, or was last.</summary>
    public int Epoch { get; private set; }

    /// <summary>The step that is running, or was last.</summary>
    public int Step { get; private set; }

    /// <summary>The place for a checkpoint.</summary>
    public FitRecord Record => new(_train.Count, Position.Epoch, Position.Step, Position.Samples, Position.Losses, Position.Step == 0 ? 0 : EpochSeconds, [.. History.Epochs]);

    public MetricValues NoMetrics { get; }

    public double BatchLoss { get; private set; } = double.NaN;

    public double EpochSeconds => Position.SecondsBefore + _clock.EpochSeconds;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>What the samples of the next step begin with; empty at the beginning of an epoch, and where they begin with zeros.</summary>
    public float[] CarriedStates
    {
        get
        {
            float[] states = new float[Position.Step == 0 ? 0 : _step.CarriedStatesLength(Batches.Size)];
            if (states.Length > 0)
                _step.CopyCarriedStates(Batches.Size, states, restore: false);
            return states;
        }
    }

    private TrainingHistory History => Position.History;

    private long SamplesDone => (long)(Position.Epoch - 1) * Batches.Samples + Position.Samples;

    private bool IsStopping => _context.StopReason is not null || History.ReachedTarget;

    public TrainingProgress Progress()
    {
        EpochResult last = History.Epochs is [.., var result] ? result : new(0, double.NaN, double.NaN, double.NaN, 0);
        return new(
            Epoch, Epochs, Step, Batches.Steps, _clock.SamplesPerSecond(SamplesDone), Position.Losses / Position.Samples,
            last.ValidationLoss, last.ValidationAccuracy, _clock.TimeLeft(SamplesDone));
    }

    /// <summary>Trains to the last epoch, or until a callback or the target loss ends it.</summary>
    public TrainingHistory Run(CancellationToken cancellationToken)
    {
        using Activity? activity = TrainingTelemetry.StartFit(_network, Epochs);
        try
        {
            Notify(TrainingEvent.FitBegin);
            History.ReachedTarget = HasReachedTarget();
            while (Position.Epoch <= Epochs && !IsStopping && !cancellationToken.IsCancellationRequested)
                RunEpoch(cancellationToken);
            if (_context.StopReason is not null || cancellationToken.IsCancellationRequested)
                Notify(TrainingEvent.Stop);
            if (Position.Epoch <= Epochs)
                cancellationToken.ThrowIfCancellationRequested();
        }
        catch (TrainingFailedException failure)
        {
            if (!IsHandled(failure))
                throw;
            _context.Stop(failure.Message);
        }
        finally
        {
            History.StopReason = _context.StopReason;
            _trainer.Notify(TrainingEvent.FitEnd, _context);
        }
        return History;
    }

    private void RunEpoch(CancellationToken cancellationToken)
    {
        (Epoch, Step) = (Position.Epoch, Position.Step);
        using Activity? activity = TrainingTelemetry.StartEpoch(_network, Epoch);
        _clock.StartEpoch(SamplesDone);
        ReadOnlySpan<int> order = _trainer.OrderOf(_train.Count, Batches, begins: Position.Step == 0);
        _step.BeginEpoch();
        if (Position.Step > 0)
            RestoreCarriedStates();
        if (Position.Step == 0)
            Notify(TrainingEvent.EpochBegin);
        while (Position.Step < Batches.Steps)
        {
            Step = Position.Step + 1;
            Notify(TrainingEvent.BatchBegin);
            if (IsStopping || cancellationToken.IsCancellationRequested)
            {
                Step = Position.Step;
                return;
            }
            _trainer.ThrowIfDisposed();
            Take(order.Slice(Position.Samples, Math.Min(Batches.Size, Batches.Samples - Position.Samples)));
            Notify(TrainingEvent.BatchEnd);
            bool isLast = Position.Step == Batches.Steps;
            if (_progress is not null && !isLast)
                _trainer.Report(_progress, Progress());
            if (IsStopping && !isLast)
                return;
        }
        EndEpoch(activity);
    }

    private void RestoreCarriedStates()
    {
        int length = _step.CarriedStatesLength(Batches.Size);
        if (_carriedStates.Length != length)
            throw new InvalidOperationException($"The checkpoint is damaged: it has {_carriedStates.Length} elements of carried states, and these streams need {length}.");
        if (length > 0)
            _step.CopyCarriedStates(Batches.Size, _carriedStates, restore: true);
    }

    private void Take(ReadOnlySpan<int> samples)
    {
        long start = TrainingTelemetry.BeginStep();
        BatchLoss = _trainer.Step(_step, _train, samples, Epoch, Step);
        TrainingTelemetry.EndStep(start, _network, samples.Length);
        Position.Losses += BatchLoss * samples.Length;
        Position.Samples += samples.Length;
        Position.Step = Step;
    }

    private void EndEpoch(Activity? activity)
    {
        (double loss, double accuracy, MetricValues metrics) = _validation is null ? (double.NaN, double.NaN, NoMetrics) : _trainer.Score(_validation);
        History.Add(new(Epoch, Position.Losses / Position.Samples, loss, accuracy, EpochSeconds) { Metrics = metrics });
        TrainingTelemetry.EndEpoch(activity, _network, History.Last);
        TrainingProgress progress = _progress is null ? default : Progress();
        _trainer.Notify(TrainingEvent.EpochEnd, _context);
        // A checkpoint of the end of an epoch continues with the next one.
        Position.NextEpoch();
        SaveCheckpoints();
        if (_progress is not null)
            _trainer.Report(_progress, progress);
        History.ReachedTarget = HasReachedTarget();
    }

    private bool HasReachedTarget() => History.Epochs is [.., var last] && last.Loss <= _targetLoss;

    private void Notify(TrainingEvent what)
    {
        // A step of a tiny network takes less than half a microsecond.
        if (!_hasCallbacks)
            return;
        _trainer.Notify(what, _context);
        // Before a step callbacks have not been told of all that a checkpoint would continue after.
        if (what is not (TrainingEvent.EpochBegin or TrainingEvent.BatchBegin))
            SaveCheckpoints();
        _trainer.ThrowIfDisposed();
    }

    private void SaveCheckpoints() => _context.SaveRequested(_writeCheckpoint);

    private bool IsHandled(TrainingFailedException failure)
    {
        bool isHandled = false;
        foreach (Callback callback in _trainer.Callbacks)
            isHandled |= callback.OnFailure(_context, failure);
        return isHandled;
    }
}
