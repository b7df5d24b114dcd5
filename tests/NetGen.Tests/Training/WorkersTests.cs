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
    public void Work_runs_once_on_each_thread_and_is_done_on_return(int threads)
    {
        using var workers = new Workers(threads);
        int[] runs = new int[threads];
        Thread?[] seen = new Thread?[threads];
        for (int run = 1; run <= 2000; run++)
        {
            int active = 1 + run % threads;
            workers.Run(thread => { runs[thread]++; seen[thread] = Thread.CurrentThread; }, active);
            if (run % 400 == 0)
                Thread.Sleep(1); // Long enough for the workers to block.
        }
        Assert.Equal(2000, runs[0]);
        Assert.Equal(Enumerable.Range(1, 2000).Sum(run => 1 + run % threads), runs.Sum());
        Assert.Same(Thread.CurrentThread, seen[0]);
        Assert.Equal(threads, seen.Distinct().Count());
        Assert.All(seen.Skip(1), thread => Assert.True(thread!.IsBackground));
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
        using (var workers = new Workers(4))
            workers.Run(_ => threads.Add(Thread.CurrentThread), 4);
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
            // The closure references the workers, as a trainer's work does.
            workers.Run(thread => seen[Math.Min(thread, workers.Threads - 1)] = Thread.CurrentThread, 3);
            return seen[1..];
        }
    }
}
