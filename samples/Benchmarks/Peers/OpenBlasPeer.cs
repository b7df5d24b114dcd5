using System.Numerics.Tensors;

namespace Benchmarks.Peers;

/// <summary>OpenBLAS for matrix products, and .NET's vectorised functions for the rest; gradient descent is fused with the product that computes the weight gradients. Dense networks only: it has no convolution.</summary>
internal sealed class OpenBlasPeer : IPeer
{
    public string Name => "OpenBLAS";

    public string Version =>
        Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is { } core ? $"{OpenBlas.Configuration} (kernels of {core}, by OPENBLAS_CORETYPE)" : OpenBlas.Configuration;

    public IWork? Prepare(Model model, Measure measure) => !measure.Network.IsDense ? null : new BlasWork(new DenseBuffers(model, measure.Batch), measure);

    public void Dispose() { }

    private sealed unsafe class BlasWork(DenseBuffers buffers, Measure measure) : Work
    {
        private readonly int _batch = measure.Batch;

        protected override void Repeat(int steps)
        {
            OpenBlas.SetThreads(measure.Threads);
            for (int i = 0; i < steps; i++)
            {
                Forward();
                if (measure.Pass == Pass.Training)
                    BackwardAndDescend();
            }
        }

        protected override float[] Result() => measure.Pass == Pass.Forward ? buffers.Outputs() : buffers.Parameters();

        public override void Dispose() => buffers.Dispose();

        private void Forward()
        {
            for (int l = 0; l < buffers.Layers.Count; l++)
            {
                (int inputs, int outputs, NetGen.Activation activation) = buffers.Layers[l];
                float* x = buffers.Values[l].Pointer, w = buffers.Weights[l].Pointer, y = buffers.Values[l + 1].Pointer;
                for (int sample = 0; sample < _batch; sample++)
                    buffers.Biases[l].Span.CopyTo(new Span<float>(y + sample * outputs, outputs));
                if (_batch == 1)
                    OpenBlas.MultiplyVector(OpenBlas.AsIs, outputs, inputs, w, x, 1, y);
                else
                    OpenBlas.MultiplyMatrices(OpenBlas.AsIs, OpenBlas.Transposed, _batch, outputs, inputs, 1, x, inputs, w, inputs, 1, y, outputs);
                VectorActivations.Apply(activation, buffers.Values[l + 1].Span, outputs);
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
                float* x = buffers.Values[l].Pointer, w = buffers.Weights[l].Pointer, dx = buffers.Gradients[l].Pointer, dy = buffers.Gradients[l + 1].Pointer;
                VectorActivations.MultiplyDerivative(activation, buffers.Values[l + 1].Span, buffers.Gradients[l + 1].Span);
                if (l > 0 && _batch == 1)
                    OpenBlas.MultiplyVector(OpenBlas.Transposed, outputs, inputs, w, dy, 0, dx);
                else if (l > 0)
                    OpenBlas.MultiplyMatrices(OpenBlas.AsIs, OpenBlas.AsIs, _batch, inputs, outputs, 1, dy, outputs, w, inputs, 0, dx, inputs);
                if (_batch == 1)
                    OpenBlas.AddOuterProduct(outputs, inputs, -Model.LearningRate, dy, x, w);
                else
                    OpenBlas.MultiplyMatrices(OpenBlas.Transposed, OpenBlas.AsIs, outputs, inputs, _batch, -Model.LearningRate, dy, outputs, x, inputs, 1, w, inputs);
                Span<float> biases = buffers.Biases[l].Span;
                for (int sample = 0; sample < _batch; sample++)
                    TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(dy + sample * outputs, outputs), -Model.LearningRate, biases, biases);
            }
        }
    }
}
