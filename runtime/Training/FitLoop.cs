using System.Diagnostics;
using NetGen.Data;

namespace NetGen.Training;

/// <summary>One call of <see cref="Trainer{TNetwork}.Fit"/>: epochs of steps, with validation, reports and callbacks.</summary>
internal sealed class FitLoop<TNetwork> : IFitProgress where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly Trainer<TNetwork> _trainer;
    private readonly CallbackList _callbacks;
    private readonly TrainingState _state;
    private readonly Dataset _train;
    private readonly Dataset? _validation;
    private readonly double? _targetLoss;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TrainingContext _context;
    private readonly ITrainingStep _step;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly EpochOrder _order = new();
    private readonly string _network;
    private readonly Action<string> _writeCheckpoint;
    /// <summary>What the samples of the first step begin with, until the step has it; null otherwise.</summary>
    private float[]? _carriedStates;
    private TrainingClock _clock;

    /// <summary>Prepares the steps.</summary>
    /// <param name="trainer">The trainer, whose lock is held.</param>
    /// <param name="callbacks">The trainer's callbacks.</param>
    /// <param name="state">Where the trainer stands; a place that was loaded is continued from, and taken out.</param>
    /// <param name="train">The samples to train on.</param>
    /// <param name="epochs">Epochs, counted from the beginning of the first part of a run that continues.</param>
    /// <param name="validation">The samples to validate on.</param>
    /// <param name="targetLoss">The training loss that ends the run.</param>
    /// <param name="progress">Receives a report after every step.</param>
    /// <exception cref="InvalidOperationException">That place is not one in training on this data.</exception>
    public FitLoop(
        Trainer<TNetwork> trainer, CallbackList callbacks, TrainingState state,
        Dataset train, int epochs, Dataset? validation, double? targetLoss, IProgress<TrainingProgress>? progress)
    {
        (_trainer, _callbacks, _state) = (trainer, callbacks, state);
        (_train, Epochs, _validation, _targetLoss, _progress) = (train, epochs, validation, targetLoss, progress);
        Batches = trainer.CarryState ? EpochBatches.OfStreams(train, trainer.BatchSize) : EpochBatches.Of<TNetwork>(train, trainer.BatchSize, trainer.DropLast);
        _step = trainer.Prepare(Batches.Size, train.HasWeights);
        IsResumed = state.Resumed is not null;
        Position = state.Resumed?.Fit.Position(train.Count, epochs, Batches) ?? new(new TrainingHistory(epochs));
        _carriedStates = state.Resumed?.CarriedStates;
        state.Resumed = null;
        (Epoch, Step) = (Math.Min(Position.Epoch, epochs), Position.Step);
        _network = trainer.Network.Parameters.Layout.Network;
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
    public ResumePoint Place => new(new(_train.Count, Position.Epoch, Position.Step, Position.Samples, Position.Losses, Position.Step == 0 ? 0 : EpochSeconds, [.. History.Epochs]), CarriedStates());

    public MetricValues NoMetrics { get; }

    public double BatchLoss { get; private set; } = double.NaN;

    public double EpochSeconds => Position.SecondsBefore + _clock.EpochSeconds;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

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
            if (!_callbacks.Handle(failure, _context))
                throw;
            _context.Stop(failure.Message);
        }
        finally
        {
            History.StopReason = _context.StopReason;
            if (!_callbacks.IsEmpty)
                _trainer.Notify(TrainingEvent.FitEnd, _context);
        }
        return History;
    }

    private void RunEpoch(CancellationToken cancellationToken)
    {
        (Epoch, Step) = (Position.Epoch, Position.Step);
        using Activity? activity = TrainingTelemetry.StartEpoch(_network, Epoch);
        _clock.StartEpoch(SamplesDone);
        ReadOnlySpan<int> order = Order();
        _step.BeginEpoch();
        if (Position.Step > 0)
            RestoreCarriedStates();
        else
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

    /// <summary>The order of the epoch's samples. An epoch has begun with its first step: one that ends before it is the next one again.</summary>
    private ReadOnlySpan<int> Order() => _trainer.CarryState
        ? _order.Streams(Batches)
        : _order.Of(_train.Count, _trainer.Shuffle ? _trainer.Seed : null, Position.Step == 0 ? _state.EpochsBegun : _state.EpochsBegun - 1);

    /// <summary>What the samples of the next step begin with; empty at the beginning of an epoch, and where they begin with zeros.</summary>
    private float[] CarriedStates()
    {
        if (_carriedStates is not null)
            return _carriedStates;
        float[] states = new float[Position.Step == 0 ? 0 : _step.CarriedStatesLength(Batches.Size)];
        if (states.Length > 0)
            _step.CopyCarriedStates(Batches.Size, states, restore: false);
        return states;
    }

    private void RestoreCarriedStates()
    {
        int length = _step.CarriedStatesLength(Batches.Size);
        if (_carriedStates!.Length != length)
            throw new InvalidOperationException($"The checkpoint is damaged: it has {_carriedStates.Length} elements of carried states, and these streams need {length}.");
        if (length > 0)
            _step.CopyCarriedStates(Batches.Size, _carriedStates, restore: true);
        _carriedStates = null;
    }

    private void Take(ReadOnlySpan<int> samples)
    {
        long start = TrainingTelemetry.BeginStep();
        if (Position.Step == 0)
            _state.EpochsBegun++;
        float loss = _step.Compute(_train, samples, _trainer.Seed, _state.Steps++);
        ParameterBlock parameters = _trainer.Network.Parameters;
        if (!float.IsFinite(loss))
            throw TrainingFault.OfLoss(loss, _step.Last, samples, _step.Gradients, parameters, Epoch, Step);
        if (!_step.Update() && TrainingFault.OfValues(_step.Gradients[0], parameters, Epoch, Step) is { } fault)
            throw fault;
        TrainingTelemetry.EndStep(start, _network, samples.Length);
        BatchLoss = loss;
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
        if (!_callbacks.IsEmpty)
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
        if (_callbacks.IsEmpty)
            return;
        _trainer.Notify(what, _context);
        // Before a step callbacks have not been told of all that a checkpoint would continue after.
        if (what is not (TrainingEvent.EpochBegin or TrainingEvent.BatchBegin))
            SaveCheckpoints();
        _trainer.ThrowIfDisposed();
    }

    private void SaveCheckpoints() => _context.SaveRequested(_writeCheckpoint);
}
