namespace NetGen.Training.Tests.Metrics;

/// <summary>Work of several threads that is done in the order of its numbers.</summary>
public sealed class TurnsTests
{
    [Fact]
    public async Task Threads_take_their_turns_in_order()
    {
        const int Count = 300;
        var turns = new Turns();
        List<int> order = new(Count);
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (int number; (number = Interlocked.Increment(ref next) - 1) < Count; turns.Next())
            {
                Assert.True(turns.Wait(number));
                order.Add(number);
            }
        })));
        Assert.Equal(Enumerable.Range(0, Count), order);
    }

    [Fact]
    public async Task Who_waits_for_work_that_has_failed_is_released()
    {
        var turns = new Turns();
        Task<bool> waiting = Task.Run(() => turns.Wait(1));
        Assert.True(turns.Wait(0));
        turns.Abandon();
        Assert.False(await waiting.WaitAsync(TimeSpan.FromSeconds(60)));
        turns.Reset();
        Assert.True(turns.Wait(0));
    }
}
