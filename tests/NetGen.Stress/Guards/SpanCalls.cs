using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Guards;

/// <summary>Every public member of a network that takes spans.</summary>
internal sealed class SpanCalls(ISubject subject, Stage stage, int capacity)
{
    private readonly Workspace _inference = subject.CreateWorkspace(capacity, training: false);
    private readonly Workspace? _training = subject is ITrainableSubject ? subject.CreateWorkspace(capacity, training: true) : null;

    public void Run()
    {
        if (stage.Samples == 1)
        {
            stage.Enter("Forward");
            subject.Forward(stage.Inputs, stage.Outputs);
            stage.ExpectOutputs();
            stage.Enter("Forward with a workspace");
            subject.Forward(stage.Inputs, stage.Outputs, _inference);
            stage.ExpectOutputs();
        }
        stage.Enter("ForwardBatch");
        subject.ForwardBatch(stage.Inputs, stage.Outputs, _inference);
        stage.ExpectOutputs();
        if (subject is ITrainableSubject trainable && stage.Samples >= trainable.MinimumBatchSize)
            Train((ITrainableSubject)trainable.Clone(), _training!);
    }

    private void Train(ITrainableSubject network, Workspace workspace)
    {
        stage.Enter("ComputeLoss");
        network.ComputeLoss(stage.Inputs, stage.Targets, stage.Outputs, workspace);
        stage.ExpectOutputs();
        stage.Enter("ComputeGradients");
        network.ComputeGradients(stage.Inputs, stage.Targets, workspace);
        stage.Enter("ForwardTraining");
        network.ForwardTraining(stage.Inputs, stage.Outputs, workspace);
        stage.Enter("Backward");
        network.Backward(stage.Inputs, stage.Targets, workspace);
        for (int phase = 0; phase < network.GradientPhases; phase++)
        {
            stage.Enter($"ComputeShardPhase {phase}");
            network.ComputeShardPhase(phase, stage.Inputs, stage.Targets, workspace, stage.Samples);
            network.CombineShards(phase, [workspace]);
        }
        stage.Enter("Descend");
        network.Descend(stage.Inputs, stage.Targets, workspace, 0.01);
    }
}
