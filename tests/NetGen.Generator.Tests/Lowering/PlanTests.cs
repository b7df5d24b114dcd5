using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>Plans as values: fusion, sharing and reuse of memory.</summary>
public sealed class PlanTests
{
    [Theory, MemberData(nameof(GraphCases.All), MemberType = typeof(GraphCases))]
    public void Every_plan_is_valid(string attributes) => GraphVerifier.Verify(PlanOf(attributes), Limits.BlockRows);

    [Fact]
    public void A_cheap_activation_is_fused_and_others_work_in_place_in_inference()
    {
        Body.OutputsInLanes body = PlanOf("[Network(40)] [Dense(50, Activation.Relu)] [Dense(50, Activation.Gelu)] [Dense(50)]");
        Assert.Equal([Activation.Relu, Activation.Linear, Activation.Linear], body.Block.Kernels.OfType<DenseForward>().Select(kernel => kernel.Fused));
        ActivateKernel inferred = Assert.Single(body.Block.Kernels.OfType<ActivateKernel>());
        Assert.Equal(inferred.X.Storage, inferred.Y.Storage);
        // The derivative of GELU needs its argument.
        ActivateKernel trained = Assert.Single(body.Training!.Forward.Kernels.OfType<ActivateKernel>());
        Assert.NotEqual(trained.X.Storage, trained.Y.Storage);
    }

    [Fact]
    public void A_gradient_reuses_the_memory_of_its_argument()
    {
        Body.OutputsInLanes body = PlanOf("[Network(40)] [Dense(50, Activation.Tanh)] [Dense(50)]");
        ActivateGradientKernel kernel = Assert.Single(body.Training!.Backward.OfType<ActivateGradientKernel>());
        Assert.Equal(kernel.Gradient.Storage, kernel.XGradient.Storage);
    }

    [Fact]
    public void Inference_fuses_batch_normalisation_activation_and_pool_into_the_epilogue()
    {
        Body.OutputsInLanes body = PlanOf("[Network(3, 12, 12)] [Conv2D(20, 3)] [BatchNorm] [Activate(Activation.Relu)] [MaxPool2D(2)] [Dense(3)]");
        ConvolutionPlan plan = Assert.Single(body.Block.Kernels.OfType<ConvolveKernel>()).Plan;
        Assert.True(plan is { IsScaled: true, Fused: Activation.Relu, PoolHeight: 2, PoolWidth: 2 });
        Assert.DoesNotContain(body.Block.Kernels, kernel => kernel is PoolKernel or ActivateKernel);
        Assert.Single(body.Training!.Forward.Kernels.OfType<PoolKernel>());
    }

    [Fact]
    public void The_gradient_of_a_maximum_is_fused_with_that_of_the_activation_before_it()
    {
        Body.OutputsInLanes body = PlanOf("[Network(3, 12, 12)] [Conv2D(20, 3, Activation.Tanh)] [MaxPool2D(2)] [Dense(3)]");
        Assert.Equal(Activation.Tanh, Assert.Single(body.Training!.Backward.OfType<PoolGradientKernel>()).Plan.Before);
        Assert.DoesNotContain(body.Training.Backward, kernel => kernel is ActivateGradientKernel);
    }

    [Fact]
    public void Memory_is_reused_after_its_last_reader()
    {
        // Results of alternate layers share memory.
        Body.OutputsInLanes body = PlanOf($"[Network(64)] {string.Concat(Enumerable.Repeat("[Dense(64)] ", 12))}");
        Assert.Equal(2 * 64, body.Sample.Allocation.Length);
    }

    [Fact]
    public void A_dense_layer_reads_an_image_without_a_transpose()
    {
        Body.OutputsInLanes body = PlanOf("[Network(3, 12, 12)] [Conv2D(20, 3)] [Dense(3)]");
        Assert.DoesNotContain(body.Block.Kernels, kernel => kernel is ToChannelsFirst);
        Assert.Equal(20, Assert.Single(body.Block.Kernels.OfType<DenseForward>()).Weight.Channels);
    }

    private static Body.OutputsInLanes PlanOf(string attributes)
    {
        NetworkModel model = ModelOf(attributes);
        return (Body.OutputsInLanes)Lowerer.Lower(model, GraphBuilder.Build(model), new HashSet<string>()).Body;
    }
}
