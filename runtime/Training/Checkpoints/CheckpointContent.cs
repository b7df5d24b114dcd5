namespace NetGen.Training;

/// <summary>A checkpoint: a record, and blocks of values by their prefixes in the file.</summary>
/// <param name="Record">What is written as JSON.</param>
/// <param name="Blocks">The network's parameters under <c>network.</c>, the optimizer's state under <c>optimizer.{name}.</c>, the callbacks' blocks under <c>callbacks.{index}.{name}.</c></param>
/// <param name="CarriedStates">What the samples of the next step begin with, one after another; empty where they begin with zeros.</param>
internal sealed record CheckpointContent(CheckpointRecord Record, IReadOnlyDictionary<string, ParameterBlock> Blocks, float[] CarriedStates)
{
    /// <summary>The prefix of the network's parameters.</summary>
    public const string Network = "network.";

    /// <summary>The checkpoint of a trainer between two steps.</summary>
    /// <param name="settings">The trainer's settings.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="state">Where the trainer stands.</param>
    /// <param name="place">Where its Fit stands; null before any.</param>
    /// <param name="callbacks">The callbacks, in order.</param>
    public static CheckpointContent Of(TrainerSettings settings, ParameterBlock parameters, Optimizer optimizer, TrainingState state, ResumePoint? place, IReadOnlyList<Callback> callbacks)
    {
        CallbackState[] remembered = [.. callbacks.Select(Remembered)];
        OptimizerRecord ofOptimizer = new(optimizer.GetType().Name, optimizer.LearningRate, optimizer.StepCount, [.. optimizer.State.Keys]);
        CallbackRecord[] ofCallbacks = [.. callbacks.Zip(remembered, (callback, its) => new CallbackRecord(callback.GetType().Name, new(its.Numbers), [.. its.Blocks.Keys]))];
        var blocks = new Dictionary<string, ParameterBlock> { [Network] = parameters };
        foreach ((string name, ParameterBlock block) in optimizer.State)
            blocks[OptimizerPrefix(name)] = block;
        for (int i = 0; i < remembered.Length; i++)
            foreach ((string name, ParameterBlock block) in remembered[i].Blocks)
                blocks[CallbackPrefix(i, name)] = block;
        return new(new(settings, ofOptimizer, state.Steps, state.EpochsBegun, place?.Fit, ofCallbacks, parameters.Frozen?.Names.ToArray()), blocks, place?.CarriedStates ?? []);
    }

    /// <summary>The prefixes of all blocks that a record names.</summary>
    public static IEnumerable<string> Prefixes(CheckpointRecord record) =>
    [
        Network,
        .. record.Optimizer.State.Select(OptimizerPrefix),
        .. record.Callbacks.SelectMany((callback, index) => callback.Blocks.Select(name => CallbackPrefix(index, name))),
    ];

    /// <summary>Throws unless the checkpoint was saved by a trainer with the same settings, optimizer and callbacks.</summary>
    /// <exception cref="InvalidOperationException">They differ; the message says how.</exception>
    public void CheckTrainer(TrainerSettings settings, Optimizer optimizer, IReadOnlyList<Callback> callbacks)
    {
        if (settings.DifferenceTo(Record.Settings) is { Length: > 0 } difference)
            throw new InvalidOperationException($"The checkpoint was saved by a trainer with other settings: {difference}.");
        if (optimizer.GetType().Name != Record.Optimizer.Type)
            throw new InvalidOperationException($"The checkpoint was saved with the optimizer {Record.Optimizer.Type}; this trainer has {optimizer.GetType().Name}.");
        string ours = Listed(callbacks.Select(callback => callback.GetType().Name)), theirs = Listed(Record.Callbacks.Select(callback => callback.Type));
        if (ours != theirs)
            throw new InvalidOperationException($"The checkpoint was saved with {theirs}; this trainer has {ours}.");
        foreach ((Callback callback, CallbackRecord saved) in callbacks.Zip(Record.Callbacks))
            if (!Remembered(callback).Numbers.Keys.SequenceEqual(saved.Numbers.Keys.Order(StringComparer.Ordinal)))
                throw new InvalidOperationException($"The checkpoint's {saved.Type} remembers {string.Join(", ", saved.Numbers.Keys)}; this one remembers {string.Join(", ", Remembered(callback).Numbers.Keys)}.");
    }

    /// <summary>Gives everything to a trainer that <see cref="CheckTrainer"/> accepts.</summary>
    public void Restore(ParameterBlock parameters, Optimizer optimizer, TrainingState state, IReadOnlyList<Callback> callbacks)
    {
        OptimizerRecord its = Record.Optimizer;
        if (Record.Frozen?.Except(parameters.Layout.Layers).FirstOrDefault() is { } unknown)
            throw new InvalidOperationException($"The checkpoint is damaged: it says that the layer '{unknown}' is frozen, which {parameters.Layout.Network} does not have.");
        optimizer.Restore(parameters, its.LearningRate, its.StepCount, its.State.ToDictionary(name => name, name => Blocks[OptimizerPrefix(name)]));
        parameters.CopyFrom(Blocks[Network]);
        parameters.FreezeOnly(Record.Frozen);
        (state.Steps, state.EpochsBegun, state.Resumed) = (Record.Steps, Record.EpochsBegun, Record.Fit is { } fit ? new(fit, CarriedStates) : null);
        for (int i = 0; i < callbacks.Count; i++)
        {
            var remembered = new CallbackState();
            foreach ((string name, double number) in Record.Callbacks[i].Numbers)
                remembered.Set(name, number);
            foreach (string name in Record.Callbacks[i].Blocks)
                remembered.Set(name, Blocks[CallbackPrefix(i, name)]);
            callbacks[i].LoadState(remembered);
        }
    }

    private static CallbackState Remembered(Callback callback)
    {
        var state = new CallbackState();
        callback.SaveState(state);
        return state;
    }

    private static string Listed(IEnumerable<string> callbacks) => string.Join(", ", callbacks) is { Length: > 0 } list ? $"the callbacks {list}" : "no callbacks";

    private static string OptimizerPrefix(string name) => $"optimizer.{name}.";

    private static string CallbackPrefix(int index, string name) => $"callbacks.{index}.{name}.";
}
