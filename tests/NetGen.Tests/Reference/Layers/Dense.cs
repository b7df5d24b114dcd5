namespace NetGen.Tests.Reference;

/// <summary>z = W·x + b, W of shape [units][inputs].</summary>
public sealed record Dense(int Units, Activation Activation = Activation.Linear, bool UseBias = true) : SampleLayer(Activation)
{
    public override string Kind => "dense";

    public override string Attribute => Write("Dense", $"{Units}", Write(Activation), UseBias ? null : "UseBias = false");

    public override Shape? Output(Shape input) => new(Units);

    public override IEnumerable<TensorSpec> Tensors(Shape input) =>
        UseBias ? [TensorSpec.Weight([Units, input.Length]), TensorSpec.Bias(Units)] : [TensorSpec.Weight([Units, input.Length])];

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        double[] weight = pass.Tensor("weight");
        if (pass.RoundsInputs)
            x = PackedRounding.Inputs(x);
        Sum[] z = UseBias ? [.. pass.Tensor("bias").Select(b => new Sum(b))] : new Sum[Units];
        for (int o = 0; o < Units; o++)
        {
            Sum sum = z[o];
            for (int k = 0; k < x.Length; k++)
                sum.Add(weight[o * x.Length + k] * x[k]);
            // A sum of integers is exact; what it is scaled to and the bias are rounded.
            z[o] = pass.RoundsInputs ? new Sum(sum.Value, Math.Abs(sum.Value - z[o].Value) + z[o].Magnitude) : sum;
        }
        return z;
    }

    // ∂L/∂W = ∂L/∂z·xᵀ, ∂L/∂b = ∂L/∂z, ∂L/∂x = Wᵀ·∂L/∂z.
    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor("weight");
        Sum[] dWeight = gradients("weight"), dx = new Sum[x.Length];
        for (int o = 0; o < Units; o++)
            for (int k = 0; k < x.Length; k++)
            {
                dWeight[o * x.Length + k].Add(dz[o] * x[k]);
                dx[k].Add(weight[o * x.Length + k] * dz[o]);
            }
        if (UseBias)
            for (int o = 0; o < Units; o++)
                gradients("bias")[o].Add(dz[o]);
        return dx;
    }

    public override IEnumerable<double> Switches(LayerPass pass, double[] x) => pass.RoundsInputs ? PackedRounding.Ties(x, pass.Rounding) : [];

    public override IEnumerable<LayerSpec> Simpler()
    {
        if (Units > 1)
        {
            yield return this with { Units = Units / 2 };
            yield return this with { Units = Units - 1 };
        }
        if (UseBias)
            yield return this with { UseBias = false };
    }
}
