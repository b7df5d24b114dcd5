namespace NetGen.Tests.Reference;

/// <summary>The state of a recurrent cell between two frames: h, which it returns, and c, which only an LSTM has.</summary>
public readonly record struct CellState(double[] H, double[] C)
{
    public static CellState Zero(int units) => new(new double[units], new double[units]);
}

/// <summary>A recurrent layer over channels × length. With a = Wᵢₕ·x + bᵢₕ and r = Wₕₕ·h + bₕₕ, the cell gives the state after a frame; a second cell may go over the frames in reverse.</summary>
/// <param name="Last">Whether the output is the state where each direction ends.</param>
public abstract record Recurrent(int Units, bool Bidirectional, bool Last, bool UseBias) : SampleLayer
{
    /// <summary>Sums for each unit, in PyTorch's order.</summary>
    protected abstract int Gates { get; }

    /// <summary>The activation that has the range of its outputs.</summary>
    public virtual Activation Range => Activation.Tanh;

    public override string Kind => GetType().Name.ToLowerInvariant();

    /// <summary>The function of the cell, where it has a choice.</summary>
    protected virtual string? Function => null;

    public override string Attribute => Write(
        GetType().Name, $"{Units}", Function, Bidirectional ? "Bidirectional = true" : null, Last ? "Return = Return.Last" : null, UseBias ? null : "UseBias = false");

    /// <summary>The state after a frame.</summary>
    protected abstract CellState Next(LayerPass pass, double[] a, double[] r, CellState before);

    /// <summary>From the gradients of the state after a frame, those of a, of r, and of the state before as far as it isn't reached through r.</summary>
    protected abstract (double[] A, double[] R, CellState Before) Derive(LayerPass pass, double[] a, double[] r, CellState before, CellState gradients);

    private int Directions => Bidirectional ? 2 : 1;

    /// <summary>Multiply-adds for an input.</summary>
    public long MultiplyAdds(Shape input) => (long)Directions * Gates * Units * (input.Channels + Units) * input.Width;

    public override Shape? Output(Shape input) => input.Rank != 2 ? null : Last ? new Shape(Directions * Units) : new Shape(Directions * Units, input.Width);

    public override IEnumerable<TensorSpec> Tensors(Shape input)
    {
        for (int direction = 0; direction < Directions; direction++)
        {
            yield return TensorSpec.Weight([Gates * Units, input.Channels]) with { Name = Named("weight_ih", direction) };
            yield return TensorSpec.Weight([Gates * Units, Units]) with { Name = Named("weight_hh", direction) };
            if (!UseBias)
                continue;
            yield return TensorSpec.Bias(Gates * Units) with { Name = Named("bias_ih", direction) };
            yield return TensorSpec.Bias(Gates * Units) with { Name = Named("bias_hh", direction) };
        }
    }

    protected override Sum[] Forward(LayerPass pass, double[] x)
    {
        var y = new Sum[pass.Output.Length];
        for (int direction = 0; direction < Directions; direction++)
        {
            Frame[] frames = Run(pass, x, direction);
            for (int i = 0; i < frames.Length; i++)
                for (int unit = 0; unit < Units; unit++)
                    if (!Last || i == frames.Length - 1)
                        y[At(pass, direction, unit, frames[i].Position)] = Sum.Exact(frames[i].After.H[unit]);
        }
        return y;
    }

    protected override Sum[] Pullback(LayerPass pass, double[] x, double[] dz, Func<string, Sum[]> gradients)
    {
        var dx = new Sum[x.Length];
        for (int direction = 0; direction < Directions; direction++)
        {
            Frame[] frames = Run(pass, x, direction);
            CellState carried = CellState.Zero(Units);
            for (int i = frames.Length - 1; i >= 0; i--)
            {
                Frame frame = frames[i];
                double[] dh = [.. carried.H.Select((value, unit) => value + (!Last || i == frames.Length - 1 ? dz[At(pass, direction, unit, frame.Position)] : 0))];
                (double[] da, double[] dr, CellState before) = Derive(pass, frame.A, frame.R, frame.Before, carried with { H = dh });
                Sum[] dInput = Transposed(pass, "ih", direction, Channels(pass, x, frame.Position), da, gradients);
                for (int channel = 0; channel < dInput.Length; channel++)
                    dx[channel * pass.Input.Width + frame.Position].Add(dInput[channel].Value, dInput[channel].Magnitude);
                double[] through = pass.Rounding.Of(Transposed(pass, "hh", direction, frame.Before.H, dr, gradients));
                carried = before with { H = [.. before.H.Zip(through, (own, other) => own + other)] };
            }
        }
        return dx;
    }

    public override IEnumerable<LayerSpec> Simpler()
    {
        if (Bidirectional)
            yield return this with { Bidirectional = false };
        if (UseBias)
            yield return this with { UseBias = false };
        if (Units > 1)
            yield return this with { Units = Units / 2 };
    }

    /// <summary>What a direction computes of each frame, in its order.</summary>
    protected IEnumerable<(double[] A, double[] R)> Sums(LayerPass pass, double[] x) =>
        Enumerable.Range(0, Directions).SelectMany(direction => Run(pass, x, direction)).Select(frame => (frame.A, frame.R));

    private Frame[] Run(LayerPass pass, double[] x, int direction)
    {
        int length = pass.Input.Width;
        var frames = new Frame[length];
        CellState state = CellState.Zero(Units);
        for (int i = 0; i < length; i++)
        {
            int position = direction == 0 ? i : length - 1 - i;
            double[] a = pass.Rounding.Of(Product(pass, "ih", direction, Channels(pass, x, position))), r = pass.Rounding.Of(Product(pass, "hh", direction, state.H));
            frames[i] = new(position, a, r, state, Next(pass, a, r, state));
            state = frames[i].After;
        }
        return frames;
    }

    /// <summary>A frame as a direction reaches it.</summary>
    private sealed record Frame(int Position, double[] A, double[] R, CellState Before, CellState After);

    private static double[] Channels(LayerPass pass, double[] x, int position) =>
        [.. Enumerable.Range(0, pass.Input.Channels).Select(channel => x[channel * pass.Input.Width + position])];

    /// <summary>An element of the output.</summary>
    private int At(LayerPass pass, int direction, int unit, int position) =>
        Last ? direction * Units + unit : (direction * Units + unit) * pass.Output.Width + position;

    private static string Named(string tensor, int direction) => $"{tensor}_l0{(direction == 0 ? "" : "_reverse")}";

    private Sum[] Product(LayerPass pass, string of, int direction, double[] values)
    {
        double[] weight = pass.Tensor(Named($"weight_{of}", direction));
        double[]? bias = UseBias ? pass.Tensor(Named($"bias_{of}", direction)) : null;
        var sums = new Sum[Gates * Units];
        for (int j = 0; j < sums.Length; j++)
        {
            sums[j] = bias is null ? default : new(bias[j]);
            for (int k = 0; k < values.Length; k++)
                sums[j].Add(weight[j * values.Length + k] * values[k]);
        }
        return sums;
    }

    /// <summary>Wᵀ·d; adds the gradients of W and b.</summary>
    private Sum[] Transposed(LayerPass pass, string of, int direction, double[] values, double[] d, Func<string, Sum[]> gradients)
    {
        double[] weight = pass.Tensor(Named($"weight_{of}", direction));
        Sum[] dWeight = gradients(Named($"weight_{of}", direction)), result = new Sum[values.Length];
        Sum[]? dBias = UseBias ? gradients(Named($"bias_{of}", direction)) : null;
        for (int j = 0; j < d.Length; j++)
        {
            dBias?[j].Add(d[j]);
            for (int k = 0; k < values.Length; k++)
            {
                dWeight[j * values.Length + k].Add(d[j] * values[k]);
                result[k].Add(weight[j * values.Length + k] * d[j]);
            }
        }
        return result;
    }

    /// <summary>One of the gates' sums.</summary>
    protected double[] Gate(double[] sums, int gate) => [.. sums.Skip(gate * Units).Take(Units)];

    protected static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>The values of a function of each unit, rounded.</summary>
    protected double[] Each(LayerPass pass, Func<int, double> of) => pass.Rounding.Of([.. Enumerable.Range(0, Units).Select(unit => new Sum(of(unit)))]);
}

/// <summary>h′ = f(a + r), f the hyperbolic tangent or ReLU.</summary>
public sealed record Rnn(int Units, bool IsRelu = false, bool Bidirectional = false, bool Last = false, bool UseBias = true) : Recurrent(Units, Bidirectional, Last, UseBias)
{
    protected override int Gates => 1;

    public override Activation Range => IsRelu ? Activation.Relu : Activation.Tanh;

    protected override string? Function => IsRelu ? "Activation.Relu" : null;

    protected override CellState Next(LayerPass pass, double[] a, double[] r, CellState before) =>
        before with { H = Each(pass, unit => IsRelu ? Math.Max(0, a[unit] + r[unit]) : Math.Tanh(a[unit] + r[unit])) };

    protected override (double[], double[], CellState) Derive(LayerPass pass, double[] a, double[] r, CellState before, CellState gradients)
    {
        double[] h = Next(pass, a, r, before).H;
        double[] d = Each(pass, unit => gradients.H[unit] * (!IsRelu ? 1 - h[unit] * h[unit] : h[unit] > 0 ? 1 : 0));
        return (d, d, CellState.Zero(Units));
    }

    public override IEnumerable<double> Switches(LayerPass pass, double[] x) => IsRelu ? Sums(pass, x).SelectMany(sums => sums.A.Zip(sums.R, (a, r) => a + r)) : [];
}

/// <summary>c′ = σ(f)·c + σ(i)·tanh(g), h′ = σ(o)·tanh(c′), with i, f, g and o the gates of a + r in this order.</summary>
public sealed record Lstm(int Units, bool Bidirectional = false, bool Last = false, bool UseBias = true) : Recurrent(Units, Bidirectional, Last, UseBias)
{
    protected override int Gates => 4;

    protected override CellState Next(LayerPass pass, double[] a, double[] r, CellState before)
    {
        (double[] i, double[] f, double[] g, double[] o) = Values(pass, a, r);
        double[] c = Each(pass, unit => f[unit] * before.C[unit] + i[unit] * g[unit]);
        return new(Each(pass, unit => o[unit] * Math.Tanh(c[unit])), c);
    }

    protected override (double[], double[], CellState) Derive(LayerPass pass, double[] a, double[] r, CellState before, CellState gradients)
    {
        (double[] i, double[] f, double[] g, double[] o) = Values(pass, a, r);
        double[] tanh = [.. Next(pass, a, r, before).C.Select(Math.Tanh)];
        double[] dc = Each(pass, unit => gradients.C[unit] + gradients.H[unit] * o[unit] * (1 - tanh[unit] * tanh[unit]));
        double[] d =
        [
            .. Each(pass, unit => dc[unit] * g[unit] * i[unit] * (1 - i[unit])),
            .. Each(pass, unit => dc[unit] * before.C[unit] * f[unit] * (1 - f[unit])),
            .. Each(pass, unit => dc[unit] * i[unit] * (1 - g[unit] * g[unit])),
            .. Each(pass, unit => gradients.H[unit] * tanh[unit] * o[unit] * (1 - o[unit])),
        ];
        return (d, d, new(new double[Units], Each(pass, unit => dc[unit] * f[unit])));
    }

    private (double[] I, double[] F, double[] G, double[] O) Values(LayerPass pass, double[] a, double[] r)
    {
        double[] sums = [.. a.Zip(r, (x, y) => x + y)];
        double[] of(int gate, Func<double, double> function) => Each(pass, unit => function(Gate(sums, gate)[unit]));
        return (of(0, Sigmoid), of(1, Sigmoid), of(2, Math.Tanh), of(3, Sigmoid));
    }
}

/// <summary>h′ = (1 − z)·n + z·h with the gates r, z and n in this order, r and z sigmoids of a + r, and n = tanh(a + r·r): the reset gate is applied after the recurrent product.</summary>
public sealed record Gru(int Units, bool Bidirectional = false, bool Last = false, bool UseBias = true) : Recurrent(Units, Bidirectional, Last, UseBias)
{
    protected override int Gates => 3;

    protected override CellState Next(LayerPass pass, double[] a, double[] r, CellState before)
    {
        (double[] _, double[] update, double[] n) = Values(pass, a, r);
        return before with { H = Each(pass, unit => (1 - update[unit]) * n[unit] + update[unit] * before.H[unit]) };
    }

    protected override (double[], double[], CellState) Derive(LayerPass pass, double[] a, double[] r, CellState before, CellState gradients)
    {
        (double[] reset, double[] update, double[] n) = Values(pass, a, r);
        double[] dh = gradients.H, recurrent = Gate(r, 2);
        double[] dUpdate = Each(pass, unit => dh[unit] * (before.H[unit] - n[unit]) * update[unit] * (1 - update[unit]));
        double[] dn = Each(pass, unit => dh[unit] * (1 - update[unit]) * (1 - n[unit] * n[unit]));
        double[] dReset = Each(pass, unit => dn[unit] * recurrent[unit] * reset[unit] * (1 - reset[unit]));
        return ([.. dReset, .. dUpdate, .. dn], [.. dReset, .. dUpdate, .. Each(pass, unit => dn[unit] * reset[unit])], new(Each(pass, unit => dh[unit] * update[unit]), new double[Units]));
    }

    private (double[] Reset, double[] Update, double[] N) Values(LayerPass pass, double[] a, double[] r)
    {
        double[] of(int gate) => Each(pass, unit => Sigmoid(Gate(a, gate)[unit] + Gate(r, gate)[unit]));
        (double[] reset, double[] update) = (of(0), of(1));
        return (reset, update, Each(pass, unit => Math.Tanh(Gate(a, 2)[unit] + reset[unit] * Gate(r, 2)[unit])));
    }
}
