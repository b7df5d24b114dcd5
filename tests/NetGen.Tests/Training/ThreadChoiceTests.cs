using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>The choice between one thread and several, on a clock of the test's own, of microseconds.</summary>
public class ThreadChoiceTests
{
    /// <summary>Microseconds of a call on one thread.</summary>
    private const long One = 100;

    private const double Minute = 60e6;

    private readonly ThreadChoice _choice = new(1_000_000);
    private double _time, _byOne;

    [Theory]
    [InlineData(55)]
    [InlineData(95)]
    public void Several_threads_that_are_faster_are_used_nearly_always(long several)
    {
        Run(Minute, () => several);
        Assert.InRange(_time, 0, 1.005 * several / One * _byOne);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(130)]
    [InlineData(10_000)]
    public void Several_threads_that_are_slower_cost_less_than_a_hundredth(long several)
    {
        Run(Minute, () => several);
        Assert.InRange(_time, 0, 1.01 * _byOne);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(3_000)]
    [InlineData(6_000)]
    [InlineData(50_000)]
    public void A_processor_that_is_taken_away_half_of_the_time_costs_less_than_a_hundredth(long slice)
    {
        // Within a slice a call is fast; the one in which it ends waits for the whole slice of the other program.
        double used = 0;
        Run(Minute, () =>
        {
            used += 55;
            if (used < slice)
                return 55;
            used = 0;
            return 55 + slice;
        });
        Assert.InRange(_time, 0, 1.01 * _byOne);
    }

    [Fact]
    public void Single_interruptions_do_not_end_the_use_of_several_threads()
    {
        int calls = 0;
        Run(Minute, () => ++calls % 2000 == 0 ? 3_000 : 55);
        Assert.InRange(calls, 0.99 * _byOne / One, _byOne / One);
    }

    [Fact]
    public void Threads_are_used_again_soon_after_the_other_program_has_ended()
    {
        Run(Minute, () => 200);
        Assert.False(_choice.UsesSeveral);
        Run(2e6, () => 55);
        (_time, _byOne) = (0, 0);
        Run(10e6, () => 55);
        Assert.InRange(_time, 0, 0.56 * _byOne);
    }

    [Fact]
    public void A_program_that_comes_later_is_found_within_milliseconds()
    {
        Run(Minute, () => 55);
        (_time, _byOne) = (0, 0);
        Run(1e6, () => 150);
        Assert.InRange(_time, 0, _byOne + 30e3);
    }

    [Fact]
    public void A_machine_that_was_suspended_is_tried_again_within_seconds()
    {
        Run(1e6, () => 55);
        Assert.True(_choice.UsesSeveral);
        Call(() => 3_600_000_000);
        Run(11e6, () => 55);
        Assert.True(_choice.UsesSeveral);
    }

    [Fact]
    public void Compilation_in_the_first_calls_does_not_count()
    {
        _choice.Record(200_000, 64);
        _choice.Record(One, 64);
        Assert.True(_choice.UsesSeveral);
        _choice.Record(300_000, 64);
        Assert.True(_choice.UsesSeveral);
        Run(1e6, () => 55);
        Assert.InRange(_time, 0, 0.57 * _byOne);
    }

    [Fact]
    public void Calls_of_any_number_of_samples_are_compared_by_the_sample()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            int samples = random.Next(1, 1000);
            _choice.Record(samples * (_choice.UsesSeveral ? 60 : 100), samples);
        }
        int several = 0;
        for (int i = 0; i < 10_000; i++)
        {
            several += _choice.UsesSeveral ? 1 : 0;
            int samples = random.Next(1, 1000);
            _choice.Record(samples * (_choice.UsesSeveral ? 60 : 100), samples);
        }
        Assert.InRange(several, 9_900, 10_000);
    }

    private void Run(double microseconds, Func<long> several)
    {
        for (double end = _time + microseconds; _time < end;)
            Call(several);
    }

    private void Call(Func<long> several)
    {
        long time = _choice.UsesSeveral ? several() : One;
        _time += time;
        _byOne += One;
        _choice.Record(time, 64);
    }
}
