using System.Numerics.Tensors;

namespace Benchmarks.Peers;

/// <summary>.NET's own library: dot products and scaled sums of <see cref="TensorPrimitives"/>, one row at a time. It has no convolution.</summary>
internal sealed class TensorPrimitivesPeer : IPeer
{
    public string Name => "TensorPrimitives";

    public string Version => $"System.Numerics.Tensors {typeof(TensorPrimitives).Assembly.GetName().Version!.ToString(3)}";

    public IWork? Prepare(Model model, Measure measure) =>
        measure.Threads > 1 || !measure.Network.IsDense ? null : new PrimitiveWork(new DenseBuffers(model, measure.Batch), measure.Pass);

    public void Dispose() { }

    private sealed class PrimitiveWork(DenseBuffers buffers, Pass pass) : Work
    {
        private readonly float[][] _weightGradients = [.. buffers.Weights.Select(weights => new float[weights.Length])];
        private readonly float[][] _biasGradients = [.. buffers.Biases.Select(biases => new float[biases.Length])];

        protected override void Repeat(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                Forward();
                if (pass == Pass.Training)
                    BackwardAndDescend();
            }
        }

        protected override float[] Result() => pass == Pass.Forward ? buffers.Outputs() : buffers.Parameters();

        public override void Dispose() => buffers.Dispose();

        private void Forward()
        {
            for (int l = 0; l < buffers.Layers.Count; l++)
            {
                (int inputs, int outputs, NetGen.Activation activation) = buffers.Layers[l];
                ReadOnlySpan<float> x = buffers.Values[l].Span, w = buffers.Weights[l].Span, b = buffers.Biases[l].Span;
                Span<float> y = buffers.Values[l + 1].Span;
                // Rows of weights in the outer loop: each is read once for the whole batch.
                for (int o = 0; o < outputs; o++)
                    for (int sample = 0; sample < buffers.Batch; sample++)
                        y[sample * outputs + o] = b[o] + TensorPrimitives.Dot(w.Slice(o * inputs, inputs), x.Slice(sample * inputs, inputs));
                VectorActivations.Apply(activation, y, outputs);
            }
        }

        private void BackwardAndDescend()
        {
            Span<float> error = buffers.Gradients[^1].Span;
            TensorPrimitives.Subtract(buffers.Values[^1].Span, buffers.Targets.Span, error);
            TensorPrimitives.Multiply(error, buffers.LossScale, error);
            for (int l = buffers.Layers.Count - 1; l >= 0; l--)
            {
                (int inputs, int outputs, NetGen.Activation activation) = buffers.Layers[l];
                ReadOnlySpan<float> x = buffers.Values[l].Span, w = buffers.Weights[l].Span;
                Span<float> dx = buffers.Gradients[l].Span, dy = buffers.Gradients[l + 1].Span, dw = _weightGradients[l], db = _biasGradients[l];
                VectorActivations.MultiplyDerivative(activation, buffers.Values[l + 1].Span, dy);
                dx.Clear();
                dw.Clear();
                db.Clear();
                for (int o = 0; o < outputs; o++)
                    for (int sample = 0; sample < buffers.Batch; sample++)
                    {
                        float d = dy[sample * outputs + o];
                        Span<float> row = dw.Slice(o * inputs, inputs);
                        TensorPrimitives.MultiplyAdd(x.Slice(sample * inputs, inputs), d, row, row);
                        db[o] += d;
                        if (l == 0)
                            continue;
                        Span<float> dxRow = dx.Slice(sample * inputs, inputs);
                        TensorPrimitives.MultiplyAdd(w.Slice(o * inputs, inputs), d, dxRow, dxRow);
                    }
            }
            for (int l = 0; l < buffers.Layers.Count; l++)
            {
                TensorPrimitives.MultiplyAdd(_weightGradients[l], -Model.LearningRate, buffers.Weights[l].Span, buffers.Weights[l].Span);
                TensorPrimitives.MultiplyAdd(_biasGradients[l], -Model.LearningRate, buffers.Biases[l].Span, buffers.Biases[l].Span);
            }
        }
    }
}
