using NetGen.Training;

namespace NetGen.Tests.Training;

public class TrainerAllocationTests
{
    [Theory]
    [InlineData(1, 32)]
    [InlineData(1, 100)]
    [InlineData(3, 100)]
    public void Epochs_after_the_first_allocate_nothing_on_any_thread(int threads, int batchSize)
    {
        const int Epochs = 6;
        var network = new LinearNetwork();
        long allocatedByWorkers = 0;
        int epoch = 1;
        // Counted from the third epoch: the first pass of the second is compared with the first validation.
        network.BeforeGradients = _ => Allocations.Count(ref allocatedByWorkers, epoch > 2);
        long[] allocated = new long[Epochs + 1];
        var meter = new SynchronousProgress(report =>
        {
            epoch = report.Step == report.Steps ? report.Epoch + 1 : report.Epoch;
            if (report.Step == report.Steps)
                allocated[report.Epoch] = GC.GetAllocatedBytesForCurrentThread();
        });
        using var trainer = new Trainer<LinearNetwork>(network, new Adam()) { BatchSize = batchSize, Threads = threads, ThreadingThreshold = 0, GradientClipNorm = 0.1 };
        trainer.Fit(LinearData.Draw(450), Epochs, LinearData.Draw(100), progress: meter);
        Assert.All(allocated.Skip(2), bytes => Assert.Equal(allocated[1], bytes));
        Assert.Equal(0, allocatedByWorkers);
    }
}
