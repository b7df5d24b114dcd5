namespace NetGen.Tests.RandomCases;

/// <summary>Checks that nothing is allocated on the managed heap once every method has run.</summary>
public static class AllocationChecks
{
    public static void Run(Problem problem, ISubject subject)
    {
        bool training = subject is ITrainableSubject;
        Workspace workspace = subject.CreateWorkspace(problem.Batch, training);
        var outputs = new float[problem.Targets.Length];
        for (int pass = 0; ; pass++)
        {
            long forward = Measure(() => subject.Forward(problem.Input(0), outputs.AsSpan(0, problem.Spec.OutputLength)));
            long withWorkspace = Measure(() => subject.Forward(problem.Input(0), outputs.AsSpan(0, problem.Spec.OutputLength), workspace));
            long batch = Measure(() => subject.ForwardBatch(problem.Inputs, outputs, workspace));
            long gradients = Measure(() => (subject as ITrainableSubject)?.ComputeGradients(problem.Inputs, problem.Targets, workspace));
            long loss = Measure(() => (subject as ITrainableSubject)?.ComputeLoss(problem.Inputs, problem.Targets, outputs, workspace));
            long forwardTraining = Measure(() => (subject as ITrainableSubject)?.ForwardTraining(problem.Inputs, outputs, workspace));
            long backward = Measure(() => (subject as ITrainableSubject)?.Backward(problem.Inputs, problem.OutputGradients, workspace));
            long descend = Measure(() => (subject as ITrainableSubject)?.Descend(problem.Inputs, problem.Targets, workspace, 0));
            if (pass == 0)
                continue;
            Expect.True((forward | withWorkspace | batch | gradients | loss | forwardTraining | backward | descend) == 0, () =>
                $"Bytes allocated: Forward {forward}, Forward with a workspace {withWorkspace}, ForwardBatch {batch}, ComputeGradients {gradients}, ComputeLoss {loss}, ForwardTraining {forwardTraining}, Backward {backward}, Descend {descend}");
            return;
        }
    }

    private static long Measure(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
