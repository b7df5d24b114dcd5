using NetGen.Bits;
using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>A trainer that is disposed while it trains throws, from whatever thread it is disposed, and leaves no thread running.</summary>
public class TrainerDisposalTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);

    private sealed class ProgressListener(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    /// <summary>A network whose worker thread, if any, is recorded, and a trainer that does not end by itself.</summary>
    private static (Trainer<LinearNetwork> Trainer, LinearNetwork Network, Func<Thread?> Worker) Start(int threads)
    {
        var network = new LinearNetwork();
        Thread? worker = null;
        Thread? caller = null;
        network.BeforeGradients = _ =>
        {
            caller ??= Thread.CurrentThread;
            if (Thread.CurrentThread.IsBackground && Thread.CurrentThread.Name?.StartsWith("NetGen", StringComparison.Ordinal) == true)
                worker = Thread.CurrentThread;
            else if (threads > 1)
                SpinWait.SpinUntil(() => worker is not null, s_long);
        };
        return (new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 96, Threads = threads, ThreadingThreshold = 0 }, network, () => worker);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task From_a_callback(int threads)
    {
        var (trainer, _, worker) = Start(threads);
        int steps = 0;
        await Task.Run(() => Assert.Throws<ObjectDisposedException>(() => trainer.Fit(LinearData.Draw(96 * 3), epochs: 1_000_000, progress: new ProgressListener(report =>
        {
            steps++;
            if (report is { Epoch: 2, Step: 2 })
                trainer.Dispose();
        })))).WaitAsync(s_long);
        Assert.Equal(5, steps);
        Assert.Single(trainer.History!.Epochs);
        Assert.Equal(threads > 1, worker() is { IsAlive: false });
        Assert.Throws<ObjectDisposedException>(() => trainer.Fit(LinearData.Draw(96), 1));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public async Task From_another_thread(int threads, bool reports)
    {
        var (trainer, _, worker) = Start(threads);
        using var running = new ManualResetEventSlim();
        Action<int> before = ((LinearNetwork)trainer.Network).BeforeGradients;
        trainer.Network.BeforeGradients = samples =>
        {
            before(samples);
            running.Set();
        };
        Task fit = Task.Run(() => Assert.Throws<ObjectDisposedException>(() => trainer.Fit(LinearData.Draw(96 * 3), epochs: int.MaxValue, progress: reports ? new ProgressListener(_ => { }) : null)));
        Assert.True(running.Wait(s_long));
        await Task.Run(trainer.Dispose).WaitAsync(s_long);
        // When Dispose returns, no thread is working.
        Assert.Equal(threads > 1, worker() is { IsAlive: false });
        long steps = trainer.Optimizer.StepCount;
        await fit.WaitAsync(s_long);
        Assert.Equal(steps, trainer.Optimizer.StepCount);
    }

    // As when a window closes: its thread disposes, while a callback waits for that thread.
    [Fact]
    public async Task While_the_callback_waits_for_the_thread_that_disposes()
    {
        var (trainer, _, worker) = Start(threads: 2);
        Task? disposal = null;
        await Task.Run(() => Assert.Throws<ObjectDisposedException>(() => trainer.Fit(LinearData.Draw(96), epochs: int.MaxValue, progress: new ProgressListener(_ =>
        {
            disposal = Task.Run(trainer.Dispose);
            disposal.Wait();
        })))).WaitAsync(s_long);
        Assert.False(worker()!.IsAlive);
    }

    [Fact]
    public void With_an_emitted_network()
    {
        Dataset data = Dataset.FromArrays(new float[128 * Classifier.InputLength], new float[128 * Classifier.OutputLength], Classifier.InputLength, Classifier.OutputLength);
        foreach (int threads in new[] { 1, 2 })
        {
            var trainer = new Trainer<Classifier>(new Classifier(), new Sgd()) { BatchSize = 64, Threads = threads, ThreadingThreshold = 0 };
            Assert.Throws<ObjectDisposedException>(() => trainer.Fit(data, epochs: 10, validation: data, progress: new ProgressListener(_ => trainer.Dispose())));
            Assert.Equal(1, trainer.Optimizer.StepCount);
        }
    }

    [Fact]
    public void A_callback_may_evaluate_but_not_fit()
    {
        Dataset data = LinearData.Draw(30);
        LinearNetwork network = new(1), other = new(1);
        using var trainer = new Trainer<LinearNetwork>(network, new Adam()) { BatchSize = 10 };
        int rejected = 0;
        trainer.Fit(data, epochs: 2, progress: new ProgressListener(_ =>
        {
            Assert.True(trainer.Evaluate(data).Loss > 0);
            Assert.Contains("Fit is running", Assert.Throws<InvalidOperationException>(() => trainer.Fit(data, 1)).Message);
            rejected++;
        }));
        Assert.Equal(6, rejected);
        Assert.Equal(2, trainer.History!.Epochs.Count);
        using var undisturbed = new Trainer<LinearNetwork>(other, new Adam()) { BatchSize = 10 };
        undisturbed.Fit(data, epochs: 2);
        Assert.Equal(TrainerTests.Weights(other), TrainerTests.Weights(network));
        // Once it has returned, or thrown, it may be called again.
        Assert.Throws<FormatException>(() => trainer.Fit(data, 1, progress: new ProgressListener(_ => throw new FormatException())));
        trainer.Fit(data, 1);
    }
}
