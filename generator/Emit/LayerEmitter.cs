using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes the kernels of one layer: those that its steps call.</summary>
internal static class LayerEmitter
{
    public static void Emit(CodeWriter writer, Body.OutputsInLanes body, LayerPlan layer)
    {
        Step[] backward = body.Training is null ? [] : [.. body.Training.Backward];
        switch (layer)
        {
            case DensePlan dense:
                Step.Dense step = body.Block.Steps.OfType<Step.Dense>().Single(step => step.Layer == dense);
                new DenseSampleEmitter(writer, step).Emit();
                new DenseTileEmitter(writer, step).Emit(isShared: body.Training?.Phases.Any(phase => phase.Layer == dense) == true);
                foreach (Step.WeightGradient gradient in backward.OfType<Step.WeightGradient>().Where(gradient => gradient.Layer == dense))
                    DenseGradientEmitter.EmitWeightGradient(writer, gradient);
                foreach (Step.InputGradient gradient in backward.OfType<Step.InputGradient>().Where(gradient => gradient.Layer == dense))
                    DenseGradientEmitter.EmitInputGradient(writer, gradient, body.TransposeRows);
                break;
            case ConvolutionPlan convolution:
                if (body.Block.Steps.Concat(body.Training?.Forward.Steps ?? []).OfType<Step.Convolve>().Any(forward => forward.Layer == convolution))
                {
                    if (convolution.ColumnTile is { } tile)
                        new ColumnsInLanesEmitter(writer, convolution, tile).Emit();
                    else
                        new ConvolutionEmitter(writer, convolution).Emit();
                }
                if (backward.OfType<Step.ConvolutionGradient>().Any(gradient => gradient.Layer == convolution))
                    new ConvolutionGradientEmitter(writer, convolution).EmitWeightGradient();
                if (convolution.Groups == 1 && backward.OfType<Step.ConvolutionInputGradient>().Any(gradient => gradient.Layer == convolution))
                    new ConvolutionGradientEmitter(writer, convolution).EmitInputGradient();
                break;
            case PoolPlan pool:
                if (body.Block.Steps.Concat(body.Training?.Forward.Steps ?? []).OfType<Step.Pool>().Any(forward => forward.Layer == pool))
                    new PoolEmitter(writer, pool).EmitForward();
                if (backward.OfType<Step.PoolGradient>().Any(gradient => gradient.Layer == pool))
                    new PoolEmitter(writer, pool).EmitGradient();
                break;
        }
    }
}
