using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>How a training step is cut into phases, by the scopes of its kernels.</summary>
public sealed class PhasesTests
{
    [Theory]
    [InlineData("[Network(40)] [Dense(50)] [Dense(50)]", "samples, loss, samples")]
    [InlineData("[Network(3, 12, 12)] [Conv2D(20, 3)] [BatchNorm] [Activate(Activation.Relu)] [Dense(3)]", "samples up to norm1, samples, loss, samples back to norm1, samples")]
    // Threads copy the inputs of a shared layer, and share even the gradients of small layers by owner.
    [InlineData("[Network(784)] [Dense(128, Activation.Relu)] [Dense(10)]", "outputs of dense1, samples, loss, samples, gradients of dense2, gradients of dense1")]
    // Two shared layers with nothing between them.
    [InlineData("[Network(784)] [Dense(256, Activation.Relu)] [Dense(256)]", "outputs of dense1, outputs of dense2, loss, samples, gradients of dense2, gradients of dense1")]
    [InlineData("[Network(2, 20, 20)] [Conv2D(8, 5)] [Dense(128, Activation.Gelu)] [Dense(10)]", "samples, outputs of dense1, samples, loss, samples, gradients of dense2, gradients of dense1")]
    [InlineData(
        "[Network(784)] [Dense(128)] [BatchNorm] [Dropout(0.5)] [Dense(10)]",
        "outputs of dense1, samples up to norm1, samples, loss, samples back to norm1, samples, gradients of dense2, gradients of dense1")]
    public void A_step_is_cut_where_somebody_waits(string attributes, string phases) =>
        Assert.Equal(phases, string.Join(", ", TrainingOf(attributes).Phases.Select(Text)));

    [Theory]
    [InlineData("[Network(784)] [Dense(128)] [Dense(10)]", true)]
    [InlineData("[Network(2, 20, 20)] [Conv2D(8, 5)] [Dense(128)] [Dense(10)]", false)]
    [InlineData("[Network(784)] [Dense(16)] [Dense(10)]", false)]
    public void Threads_need_all_inputs_where_a_shared_layer_reads_them(string attributes, bool all) => Assert.Equal(all, TrainingOf(attributes).SharesInputs);

    [Fact]
    public void Shared_layers_stand_in_the_order_of_the_network()
    {
        TrainingPass training = TrainingOf("[Network(2, 20, 20)] [Conv2D(8, 5)] [Dense(128, UseBias = false)] [Dense(10)]");
        Assert.Equal([("dense1", 2048, 128, false), ("dense2", 128, 10, true)], training.SharedLayers.Select(layer => (layer.Layer, layer.Inputs, layer.Units, layer.Bias is not null)));
    }

    [Theory]
    [InlineData("[Network(784)] [Dense(128)] [Dense(10)]")]
    [InlineData("[Network(2, 20, 20)] [Conv2D(8, 5)] [BatchNorm] [Dense(128)] [Dense(10)]")]
    public void Every_kernel_is_in_one_phase(string attributes)
    {
        TrainingPass training = TrainingOf(attributes);
        Kernel[] expected = [.. training.Forward.TowardsLoss, training.Forward.Loss!, .. training.Backward];
        Assert.Equal(expected.Where(kernel => kernel.Scope != Scope.Batch), training.Phases.SelectMany(phase => phase.Kernels));
    }

    [Fact]
    public void Gradients_of_owned_parameters_that_do_not_come_last_are_refused()
    {
        TrainingPass training = TrainingOf("[Network(784)] [Dense(128, Activation.Relu)] [Dense(10)]");
        Assert.Throws<InvalidOperationException>(() => Phases.Of(training.Forward.TowardsLoss, training.Forward.Loss!, training.Backward.Reverse(), sharesOutputs: true));
    }

    private static string Text(Phase phase) => phase switch
    {
        { EndsInLoss: true } => "loss",
        { Shared: { } shared } => $"{(phase.IsBackward ? "gradients" : "outputs")} of {shared.Layer}",
        { Combined: { } norm } => $"samples {(phase.IsBackward ? "back" : "up")} to {norm.Layer}",
        _ => "samples",
    };

    private static TrainingPass TrainingOf(string attributes)
    {
        NetworkModel model = ModelOf(attributes);
        return ((Body.OutputsInLanes)Lowerer.Lower(model, GraphBuilder.Build(model), new HashSet<string>()).Body).Training!;
    }
}
