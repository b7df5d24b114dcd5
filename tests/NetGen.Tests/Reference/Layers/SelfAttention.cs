namespace NetGen.Tests.Reference;

/// <summary>PyTorch's <c>MultiheadAttention</c> on itself. Of a position's x: [q; k; v] = W·x + b; each head has a slice of their channels, of which the result at position i is Σⱼ softmax(qᵢ·kⱼ/√d)·vⱼ; z = U·results + c.</summary>
public sealed record SelfAttention(int Heads, bool Causal = false) : SampleLayer
{
    public override string Kind => "attention";

    public override string Attribute => Write("SelfAttention", $"{Heads}", Causal ? "Causal = true" : null);

    public override Shape? Output(Shape input) => input.Rank == 2 && input.Channels % Heads == 0 ? input : null;

    public override IEnumerable<TensorSpec> Tensors(Shape input)
    {
        int channels = input.Channels;
        return
        [
            TensorSpec.Weight([3 * channels, channels]) with { Name = "in_proj_weight" }, TensorSpec.Bias(3 * channels) with { Name = "in_proj_bias" },
            TensorSpec.Weight([channels, channels]) with { Name = "out_proj.weight" }, TensorSpec.Bias(channels) with { Name = "out_proj.bias" },
        ];
    }

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        double[] projected = Projected(pass, x);
        double[] results = [.. Enumerable.Range(0, Heads).SelectMany(head => pass.Rounding.Of(Results(pass, projected, Probabilities(pass, projected, head), head)))];
        return Product(pass, "out_proj.", results);
    }

    // With P the probabilities and G = P∘(dR·Vᵀ − Σⱼ P∘(dR·Vᵀ)): dV = Pᵀ·dR, dQ = G·K/√d, dK = Gᵀ·Q/√d.
    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        (int length, int width) = (pass.Input.Width, pass.Input.Channels / Heads);
        double[] projected = Projected(pass, x);
        double[][,] probabilities = [.. Enumerable.Range(0, Heads).Select(head => Probabilities(pass, projected, head))];
        double[] results = [.. Enumerable.Range(0, Heads).SelectMany(head => pass.Rounding.Of(Results(pass, projected, probabilities[head], head)))];
        double[] dResults = pass.Rounding.Of(Transposed(pass, "out_proj.", results, dz, gradients));
        var dProjected = new Sum[projected.Length];
        for (int head = 0; head < Heads; head++)
        {
            double[,] p = probabilities[head];
            for (int i = 0; i < length; i++)
            {
                int last = Last(pass, i);
                var along = new Sum[last];
                Sum mean = default;
                for (int j = 0; j < last; j++)
                {
                    for (int c = 0; c < width; c++)
                    {
                        double dr = dResults[At(pass, head, c, i)];
                        along[j].Add(dr * projected[At(pass, 2 * Heads + head, c, j)]);
                        dProjected[At(pass, 2 * Heads + head, c, j)].Add(p[i, j] * dr);
                    }
                    mean.Add(p[i, j] * along[j].Value, p[i, j] * along[j].Magnitude);
                }
                for (int j = 0; j < last; j++)
                {
                    double g = p[i, j] * pass.Rounding.Of(new Sum(along[j].Value - mean.Value, along[j].Magnitude + mean.Magnitude)) / Math.Sqrt(width);
                    for (int c = 0; c < width; c++)
                    {
                        dProjected[At(pass, head, c, i)].Add(g * projected[At(pass, Heads + head, c, j)]);
                        dProjected[At(pass, Heads + head, c, j)].Add(g * projected[At(pass, head, c, i)]);
                    }
                }
            }
        }
        return Transposed(pass, "in_proj_", x, pass.Rounding.Of(dProjected), gradients);
    }

    public override IEnumerable<LayerSpec> Simpler()
    {
        if (Heads > 1)
            yield return this with { Heads = 1 };
        if (Causal)
            yield return this with { Causal = false };
    }

    private double[] Projected(LayerPass pass, double[] x) => pass.Rounding.Of(Product(pass, "in_proj_", x));

    /// <summary>The probabilities of a head: a row for each query.</summary>
    private double[,] Probabilities(LayerPass pass, double[] projected, int head)
    {
        (int length, int width) = (pass.Input.Width, pass.Input.Channels / Heads);
        var p = new double[length, length];
        for (int i = 0; i < length; i++)
        {
            var scores = new double[Last(pass, i)];
            for (int j = 0; j < scores.Length; j++)
            {
                Sum score = default;
                for (int c = 0; c < width; c++)
                    score.Add(projected[At(pass, head, c, i)] * projected[At(pass, Heads + head, c, j)] / Math.Sqrt(width));
                scores[j] = pass.Rounding.Of(score);
            }
            double[] row = Activations.Apply(Activation.Softmax, scores);
            for (int j = 0; j < row.Length; j++)
                p[i, j] = pass.Rounding.Of(new Sum(row[j]));
        }
        return p;
    }

    /// <summary>The results of a head, channel by channel.</summary>
    private Sum[] Results(LayerPass pass, double[] projected, double[,] p, int head)
    {
        (int length, int width) = (pass.Input.Width, pass.Input.Channels / Heads);
        var results = new Sum[width * length];
        for (int c = 0; c < width; c++)
            for (int i = 0; i < length; i++)
                for (int j = 0; j < Last(pass, i); j++)
                    results[c * length + i].Add(p[i, j] * projected[At(pass, 2 * Heads + head, c, j)]);
        return results;
    }

    /// <summary>The end of the positions that one of them sees.</summary>
    private int Last(LayerPass pass, int position) => Causal ? position + 1 : pass.Input.Width;

    /// <summary>An element of a head's channels: queries come first, then keys, then values.</summary>
    private int At(LayerPass pass, int slice, int channel, int position) => (slice * (pass.Input.Channels / Heads) + channel) * pass.Input.Width + position;

    /// <summary>W·x + b of each position.</summary>
    private static Sum[] Product(LayerPass pass, string part, double[] x)
    {
        double[] weight = pass.Tensor(part + "weight"), bias = pass.Tensor(part + "bias");
        (int length, int inputs) = (pass.Input.Width, x.Length / pass.Input.Width);
        var y = new Sum[bias.Length * length];
        for (int o = 0; o < bias.Length; o++)
            for (int i = 0; i < length; i++)
            {
                y[o * length + i] = new(bias[o]);
                for (int k = 0; k < inputs; k++)
                    y[o * length + i].Add(weight[o * inputs + k] * x[k * length + i]);
            }
        return y;
    }

    /// <summary>Wᵀ·dy of each position; adds the gradients of W and b.</summary>
    private static Sum[] Transposed(LayerPass pass, string part, double[] x, double[] dy, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor(part + "weight");
        Sum[] dWeight = gradients(part + "weight"), dBias = gradients(part + "bias"), dx = new Sum[x.Length];
        (int length, int inputs) = (pass.Input.Width, x.Length / pass.Input.Width);
        for (int o = 0; o < dBias.Length; o++)
            for (int i = 0; i < length; i++)
            {
                double gradient = dy[o * length + i];
                dBias[o].Add(gradient);
                for (int k = 0; k < inputs; k++)
                {
                    dWeight[o * inputs + k].Add(gradient * x[k * length + i]);
                    dx[k * length + i].Add(weight[o * inputs + k] * gradient);
                }
            }
        return dx;
    }
}
