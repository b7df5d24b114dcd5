namespace NetGen.Training;

/// <summary>A trainer's callbacks, in order.</summary>
internal sealed class CallbackList
{
    private readonly Callback[] _callbacks;

    /// <summary>Copies callbacks.</summary>
    /// <exception cref="ArgumentException">One is null, or is there twice.</exception>
    public CallbackList(IReadOnlyList<Callback> callbacks, string parameter)
    {
        ArgumentNullException.ThrowIfNull(callbacks, parameter);
        _callbacks = [.. callbacks];
        if (_callbacks.Contains(null) || _callbacks.Distinct().Count() < _callbacks.Length)
            throw new ArgumentException("Every callback must be an object of its own, not null.", parameter);
    }

    public IReadOnlyList<Callback> All => _callbacks;

    public bool IsEmpty => _callbacks.Length == 0;

    /// <summary>Tells all of an event.</summary>
    public void Notify(TrainingEvent what, TrainingContext context)
    {
        if (what == TrainingEvent.FitEnd)
            EndFrom(0, context);
        else
            foreach (Callback callback in _callbacks)
                callback.Notify(what, context);
    }

    /// <summary>Tells all of a failure. Returns whether one of them handles it.</summary>
    public bool Handle(TrainingFailedException failure, TrainingContext context)
    {
        bool isHandled = false;
        foreach (Callback callback in _callbacks)
            isHandled |= callback.OnFailure(context, failure);
        return isHandled;
    }

    /// <summary>Tells callbacks of the end, each of them whatever those before it throw: files are closed, and weights restored.</summary>
    private void EndFrom(int index, TrainingContext context)
    {
        if (index == _callbacks.Length)
            return;
        try
        {
            _callbacks[index].OnFitEnd(context);
        }
        finally
        {
            EndFrom(index + 1, context);
        }
    }
}
