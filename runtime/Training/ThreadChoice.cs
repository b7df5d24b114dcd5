namespace NetGen.Training;

/// <summary>Decides from the times of past calls whether the next one uses several threads or one.</summary>
/// <remarks>
/// Several threads are used as long as they do not cost time: what they take longer than one thread would is added up, and what they take less reduces the sum, down to zero (a one-sided CUSUM test). A single interruption is too short to end that; a processor that another program wants, too, ends it within milliseconds.
/// Then one thread is used until this loss is a small part of the time that has passed. One thread is measured again now and then, which costs a still smaller part.
/// </remarks>
/// <param name="ticksPerSecond">The frequency of the clock.</param>
internal sealed class ThreadChoice(long ticksPerSecond)
{
    /// <summary>The loss that ends the use of several threads, in seconds: longer than the time slice for which Linux takes a processor away.</summary>
    private const double LossLimit = 4e-3;

    /// <summary>The part of all time that may be lost by trying several threads where one is faster, and by measuring one where several are.</summary>
    private const double TrialCost = 0.005, MeasurementCost = 0.002;

    /// <summary>The time until a second trial, in seconds, which doubles with each one that fails: the first ones may have been disturbed by the JIT's background thread.</summary>
    private const double FirstWait = 0.05;

    /// <summary>The longest time until a trial, in seconds: that of a machine that was suspended during the last.</summary>
    private const double LongestWait = 10;

    /// <summary>The shortest time until one thread is measured again, in seconds.</summary>
    private const double ShortestWait = 0.02;

    /// <summary>Calls in a row that measure one thread. The fastest counts: the first finds data in the caches of other processors, and any may be interrupted.</summary>
    private const int MeasuredCalls = 2;

    private readonly double _secondsPerTick = 1.0 / ticksPerSecond;
    private State _state = State.MeasuresOne;
    private bool _hasTried;
    private int _calls, _failures;
    /// <summary>Seconds of a sample: on one thread, and on several.</summary>
    private double _one = double.PositiveInfinity, _several;
    /// <summary>Sums in this state: seconds, samples, and the seconds lost by several threads.</summary>
    private double _seconds, _samples, _loss;
    /// <summary>Seconds in this state until another one.</summary>
    private double _wait;

    private enum State
    {
        MeasuresOne,
        UsesSeveral,
        UsesOne,
    }

    /// <summary>Whether the next call uses several threads.</summary>
    public bool UsesSeveral => _state == State.UsesSeveral;

    /// <summary>Counts a call that was made as <see cref="UsesSeveral"/> said.</summary>
    /// <param name="ticks">The time that it took.</param>
    /// <param name="samples">The samples that it processed.</param>
    public void Record(long ticks, int samples)
    {
        double seconds = ticks * _secondsPerTick;
        // The first call of all on several threads includes the compilation of their code.
        if (_state == State.UsesSeveral && !_hasTried)
        {
            _hasTried = true;
            return;
        }
        _seconds += seconds;
        _samples += samples;
        _calls++;
        switch (_state)
        {
            case State.MeasuresOne:
                _one = _calls == 1 ? seconds / samples : Math.Min(_one, seconds / samples);
                if (_calls == MeasuredCalls)
                    Enter(State.UsesSeveral, Math.Max(ShortestWait, (_one - _several) * _samples / MeasurementCost));
                break;
            case State.UsesSeveral:
                _loss = Math.Max(0, _loss + seconds - _one * samples);
                if (_loss > LossLimit)
                    Enter(State.UsesOne, Math.Min(Math.Min(_loss / TrialCost, LongestWait), FirstWait * (1 << Math.Min(_failures++, 10))));
                else if (_seconds >= _wait)
                {
                    _several = _seconds / _samples;
                    Enter(State.MeasuresOne, 0);
                }
                break;
            default:
                if (_seconds >= _wait)
                {
                    _one = _seconds / _samples;
                    Enter(State.UsesSeveral, ShortestWait);
                }
                break;
        }
    }

    private void Enter(State state, double wait)
    {
        if (state == State.UsesSeveral && _state == State.UsesOne)
            _loss = 0;
        (_state, _wait) = (state, wait);
        (_calls, _seconds, _samples) = (0, 0, 0);
    }
}
