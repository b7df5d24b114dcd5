using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>From what the user said to what it means.</summary>
internal static class GraphBuilder
{
    public static NetworkGraph Build(NetworkModel model)
    {
        Buffer input = new("input", (int)model.Input.Length, Role.Input);
        List<Op.Forward> forward = [];
        Buffer value = input;
        Shape shape = model.Input;
        int index = 0;
        foreach ((LayerModel layer, string name) in model.NamedLayers)
        {
            Shape output = ShapeInference.Of(layer, shape);
            As(layer is LayerModel.Dense or LayerModel.Flatten or LayerModel.Reshape ? Shape.Vector((int)shape.Length) : shape, $"{name}.input");
            Op.Forward[] ops = [.. Ops(layer, name, index, value, output)];
            if (value == input && ops.FirstOrDefault() is not (null or Op.Affine or Op.Reshape))
                ops = [.. Ops(layer, name, index, CopyInput(name), output)];
            foreach (Op.Forward op in ops)
                Add(op);
            index++;
            shape = output;
        }
        EndInVector(LayerNames.Of(model.Layers)[model.Layers.Count - 1]);
        if (model.IsInferenceOnly)
            return new(input, [.. forward], value, null, [], []);

        Op.Loss loss = Fuse(model.Loss, forward, value);
        // What only the declared output needs, the fused loss does not pass through on its way back.
        IEnumerable<Op> towardsLoss = forward.Where(op => op is not Op.Activate a || a.Y != value || loss.Y == value);
        return new(
            input, [.. forward], value, loss,
            [.. Differentiation.Of([.. towardsLoss, loss])],
            [.. Differentiation.Of(forward)]);

        // Whoever reads the output, the loss among them, reads channels first; so does an activation of the output, which the loss may replace.
        void EndInVector(string name)
        {
            if (forward.LastOrDefault() is Op.Reshape { X.Shape.Rank: > 1 } flat)
                Remove(flat);
            if (value.Shape.Rank > 1 && forward.LastOrDefault() is Op.Activate last)
            {
                Remove(last);
                if (As(Shape.Vector(value.Length), $"{name}.output.sum") == input)
                    CopyInput(name);
                Add(new Op.Activate(last.Kind, value, new($"{name}.output", value.Length, Role.Value)));
            }
            if (As(Shape.Vector(value.Length), $"{name}.output") == input)
                Add(new Op.Reshape(input, new($"{name}.output", input.Shape, Role.Value)));
        }

        // The caller's memory ends where it ends: what works in whole vectors has a copy.
        Buffer CopyInput(string name)
        {
            Add(new Op.Reshape(input, input with { Name = $"{name}.input" }));
            return value;
        }

        void Remove(Op.Forward op)
        {
            forward.RemoveAt(forward.Count - 1);
            value = op.X;
        }

        Buffer As(Shape wanted, string name)
        {
            // There and back is nowhere.
            if (forward.LastOrDefault() is Op.Reshape last && last.X.Shape == wanted)
                Remove(last);
            else if (value.Shape != wanted)
                Add(new Op.Reshape(value, new(name, wanted, value.Role == Role.Input ? Role.Input : Role.Value)));
            return value;
        }

        void Add(Op.Forward op)
        {
            forward.Add(op);
            value = op.Y;
        }
    }

    /// <param name="index">The layer's place among all layers.</param>
    private static IEnumerable<Op.Forward> Ops(LayerModel layer, string name, int index, Buffer x, Shape shape)
    {
        Buffer y = new(name, shape, Role.Value);
        switch (layer)
        {
            case LayerModel.Dense dense:
                return Activated(dense.Activation, y, sum => new Op.Affine(name, x, Parameter("weight", x.Length * dense.Units), dense.UseBias ? Parameter("bias", dense.Units) : null, sum));
            case LayerModel.Convolution convolution:
                Axis height = convolution.Height.Over(x.Shape.Height), width = convolution.Width.Over(x.Shape.Width);
                Buffer weight = Parameter("weight", convolution.Filters * (x.Shape.Channels / convolution.Groups) * height.Kernel * width.Kernel);
                return Activated(convolution.Activation, y, sum => new Op.Convolve(name, x, weight, convolution.UseBias ? Parameter("bias", convolution.Filters) : null, sum, height, width, convolution.Groups));
            case LayerModel.Activate activate:
                return activate.Activation == Activation.Linear ? [] : [new Op.Activate(activate.Activation, x, y)];
            case LayerModel.Pool pool:
                return [new Op.Pool(name, pool.Over, x, y, pool.Height.Over(x.Shape.Height), pool.Width.Over(x.Shape.Width))];
            case LayerModel.GlobalPool pool:
                // One window over everything leaves one pixel, whose channels are the vector.
                return [new Op.Pool(name, pool.Over, x, y, Whole(x.Shape.Height), Whole(x.Shape.Width))];
            case LayerModel.BatchNorm norm:
                int features = x.Shape.Rank == 1 ? x.Length : x.Shape.Channels;
                return [new Op.BatchNorm(name, x, Parameter("weight", features), Parameter("bias", features), y, norm.Epsilon, norm.Momentum)];
            case LayerModel.LayerNorm norm:
                return [new Op.LayerNorm(name, x, Parameter("weight", x.Length), Parameter("bias", x.Length), y, norm.Epsilon)];
            case LayerModel.Dropout dropout:
                return dropout.Rate == 0 ? [] : [new Op.Drop(name, index, dropout.Rate, x, y)];
            case LayerModel.PRelu prelu:
                return [new Op.Slope(name, x, Parameter("weight", !prelu.PerChannel ? 1 : x.Shape.Rank == 1 ? x.Length : x.Shape.Channels), y)];
            case LayerModel.Flatten:
                return [];
            case LayerModel.Reshape:
                return shape.Rank == 1 ? [] : [new Op.Reshape(x, y with { Role = x.Role })];
            default:
                throw new NotSupportedException($"No ops are known for {layer}.");
        }

        Buffer Parameter(string tensor, int length) => new($"{name}.{tensor}", length, Role.Parameter);
    }

    private static Axis Whole(int length) => new Window(length, length, 0, 1).Over(length);

    private static IEnumerable<Op.Forward> Activated(Activation activation, Buffer y, Func<Buffer, Op.Forward> sum)
    {
        if (activation == Activation.Linear)
            return [sum(y)];
        Buffer sums = y with { Name = $"{y.Name}.sum" };
        return [sum(sums), new Op.Activate(activation, sums, y)];
    }

    /// <summary>Cross-entropies read logits where they can: the logarithm of a rounded probability loses everything that matters.</summary>
    private static Op.Loss Fuse(Loss loss, List<Op.Forward> forward, Buffer output)
    {
        Op.Activate? last = forward.LastOrDefault() as Op.Activate;
        return (loss, last?.Kind) switch
        {
            (Loss.CrossEntropy, Activation.Softmax) => new(LossOp.SoftmaxCrossEntropy, last!.X),
            (Loss.CrossEntropy, Activation.LogSoftmax) => new(LossOp.NegativeLogLikelihood, output),
            (Loss.CrossEntropy, _) => new(LossOp.SoftmaxCrossEntropy, output),
            (Loss.BinaryCrossEntropy, Activation.Sigmoid) => new(LossOp.SigmoidBinaryCrossEntropy, last!.X),
            (Loss.BinaryCrossEntropy, _) => new(LossOp.SigmoidBinaryCrossEntropy, output),
            (Loss.MeanAbsoluteError, _) => new(LossOp.MeanAbsoluteError, output),
            (Loss.Huber, _) => new(LossOp.Huber, output),
            (Loss.Hinge, _) => new(LossOp.Hinge, output),
            _ => new(LossOp.MeanSquaredError, output),
        };
    }
}
