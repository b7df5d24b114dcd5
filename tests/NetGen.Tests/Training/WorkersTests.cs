using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NetGen.Training;

namespace NetGen.Tests.Training;

public class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Each_share_is_done_once_and_all_are_done_on_return(int threads)
    {
        using var workers = new Workers(threads);
        int[] runs = new int[threads];
        for (int run = 1; run <= 2000; run++)
        {
            workers.Run(share => runs[share]++, 1 + run % threads);
            if (run % 400 == 0)
                Thread.Sleep(1); // Long enough for the workers to block.
        }
        Assert.Equal(Enumerable.Range(0, threads).Select(share => Enumerable.Range(1, 2000).Count(run => run % threads >= share)), runs);
    }

    [Fact]
    public void Shares_run_on_different_threads_the_first_on_the_caller()
    {
        using var workers = new Workers(4);
        using var all = new Barrier(4);
        Thread?[] seen = new Thread?[4];
        workers.Run(
            share =>
            {
                seen[share] = Thread.CurrentThread;
                Assert.True(all.SignalAndWait(TimeSpan.FromMinutes(2)));
            },
            4);
        Assert.Same(Thread.CurrentThread, seen[0]);
        Assert.Equal(4, seen.Distinct().Count());
        Assert.All(seen.Skip(1), thread => Assert.True(thread!.IsBackground));
    }

    [Fact]
    public void The_caller_does_what_no_worker_has_begun()
    {
        using var workers = new Workers(3);
        Thread caller = Thread.CurrentThread;
        int taken = 0;
        for (int run = 0; run < 1000 && taken == 0; run++)
        {
            // The workers sleep, and wake too late for a share that takes no time.
            Thread.Sleep(1);
            workers.Run(share => taken += share > 0 && Thread.CurrentThread == caller ? 1 : 0, 3);
        }
        Assert.NotEqual(0, taken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_exception_on_any_thread_reaches_the_caller_after_all_are_done(int failing)
    {
        using var workers = new Workers(3);
        int done = 0;
        var error = Assert.Throws<InvalidOperationException>(() => workers.Run(
            thread =>
            {
                if (thread == failing)
                    throw new InvalidOperationException($"thread {thread}");
                Thread.Sleep(20);
                Interlocked.Increment(ref done);
            },
            3));
        Assert.Equal($"thread {failing}", error.Message);
        Assert.Equal(2, done);
        workers.Run(_ => Interlocked.Increment(ref done), 3);
        Assert.Equal(5, done);
    }

    [Fact]
    public void Of_several_exceptions_that_of_the_lowest_thread_is_thrown_and_none_remains()
    {
        using var workers = new Workers(3);
        Assert.Equal("1", Assert.Throws<InvalidOperationException>(() => workers.Run(
            thread =>
            {
                if (thread > 0)
                    throw new InvalidOperationException($"{thread}");
            },
            3)).Message);
        workers.Run(_ => { }, 3);
    }

    [Fact]
    public void Disposing_ends_the_threads()
    {
        var threads = new ConcurrentBag<Thread>();
        using var all = new Barrier(4);
        using (var workers = new Workers(4))
            workers.Run(
                _ =>
                {
                    threads.Add(Thread.CurrentThread);
                    all.SignalAndWait();
                },
                4);
        Assert.Equal(3, threads.Count(thread => !thread.IsAlive));
    }

    [Fact]
    public void Unreferenced_workers_end()
    {
        Thread[] threads = Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread[] Forget()
        {
            var workers = new Workers(3);
            var seen = new Thread[3];
            using var all = new Barrier(3);
            // The closure references the workers, as a trainer's work does.
            workers.Run(
                share =>
                {
                    seen[Math.Min(share, workers.Threads - 1)] = Thread.CurrentThread;
                    all.SignalAndWait();
                },
                3);
            return seen[1..];
        }
    }
}
