"""Writes fixtures/layers.json: the results of PyTorch's modules for the networks declared in LayerNetworks.cs.

    apt-get install python3-torch
    /usr/bin/python3 make_layer_fixtures.py

As in make_fixtures.py everything is float64 from float32 values. For each network: outputs in evaluation mode, loss and
gradients of the first batch in training mode and the running statistics after it, then parameters, running statistics and evaluation-mode outputs after a step on each batch.
"""
import collections

import torch
from torch import nn

from make_fixtures import ACTIVATIONS, KINKS, loss_of, numbers, single, targets, write

BATCH, STEPS = 3, 3

OPTIMIZERS = {
    "Sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.1),
    "Nesterov": lambda parameters: torch.optim.SGD(parameters, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
    "Adam": lambda parameters: torch.optim.Adam(parameters, lr=0.01),
    "RmsProp": lambda parameters: torch.optim.RMSprop(parameters, lr=0.002),
}


def conv2d(channels, filters, kernel, activation="Linear", **options):
    return "conv", nn.Conv2d(channels, filters, kernel, **options), activation


def conv1d(channels, filters, kernel, activation="Linear", **options):
    return "conv", nn.Conv1d(channels, filters, kernel, **options), activation


def dense(inputs, units, activation="Linear", **options):
    return "dense", nn.Linear(inputs, units, **options), activation


def pool(module):
    return "pool", module, "Linear"


def norm(module):
    return "norm", module, "Linear"


def prelu(slopes=1):
    return "prelu", nn.PReLU(slopes), "Linear"


def activate(activation):
    return "activation", nn.Identity(), activation


def reshape(*shape):
    return "reshape", nn.Unflatten(1, shape), "Linear"


FLATTEN = "flatten", nn.Flatten(), "Linear"
IMPLIED = None, nn.Flatten(), "Linear"


class GlobalPool(nn.Module):
    def __init__(self, pool):
        super().__init__()
        self.pool = pool

    def forward(self, x):
        x = x.flatten(2)
        return x.mean(2) if self.pool == "mean" else x.max(2).values


class ChannelNorm(nn.LayerNorm):
    """Over the channels of each position."""
    def forward(self, x):
        return super().forward(x.movedim(1, -1)).movedim(-1, 1)


class Embedding(nn.Embedding):
    """Of whole numbers that are given as floats; channels first."""
    def forward(self, x):
        return super().forward(x.long()).transpose(1, 2)


class PositionEmbedding(nn.Module):
    def __init__(self, length, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(length, channels))

    def forward(self, x):
        return x + self.weight.T


class SelfAttention(nn.MultiheadAttention):
    """Of channels first."""
    def __init__(self, channels, heads, causal=False):
        super().__init__(channels, heads, batch_first=True)
        self.causal = causal

    def forward(self, x):
        x = x.transpose(-1, -2)
        mask = torch.ones(x.shape[-2], x.shape[-2], dtype=torch.bool).triu(1) if self.causal else None
        return super().forward(x, x, x, attn_mask=mask, need_weights=False)[0].transpose(-1, -2)


# Name: input shape, layers, loss, optimizer. The biases of keys, which shift all inputs of a softmax, have no gradient except for rounding, so optimizers that divide by it are not compared. Before a batch norm, and where one bias shifts all inputs of a softmax, there is none: its gradient would be 0 except for rounding.
NETWORKS = {
    "ConvPlain": lambda: ((1, 5, 5), [conv2d(1, 2, 3)], "MeanSquaredError", "Sgd"),
    "ConvRectangular": lambda: ((2, 6, 5), [conv2d(2, 3, (3, 2), "Tanh", stride=(2, 1), padding=(1, 0)), FLATTEN, dense(36, 2)], "Huber", "Adam"),
    "ConvStrideBeyond": lambda: ((2, 6, 6), [conv2d(2, 3, 2, "Silu", stride=3), pool(GlobalPool("mean")), dense(3, 3, "Softmax")], "CrossEntropy", "Nesterov"),
    "ConvSame": lambda: ((2, 4, 5), [conv2d(2, 2, 3, "Gelu", padding="same"), FLATTEN], "MeanSquaredError", "RmsProp"),
    "ConvSameEven": lambda: ((1, 5, 6), [conv2d(1, 2, (4, 2), "Softplus", padding="same")], "MeanSquaredError", "Sgd"),
    "ConvSameDilated": lambda: ((2, 6, 4), [conv2d(2, 2, 3, padding="same", dilation=(2, 1)), activate("Tanh")], "Hinge", "Nesterov"),
    "ConvDilated": lambda: ((2, 6, 7), [conv2d(2, 3, 2, "Mish", dilation=(2, 3), padding=(0, 1)), IMPLIED, dense(72, 2)], "MeanSquaredError", "Sgd"),
    "ConvGroups": lambda: ((4, 4, 4), [conv2d(4, 6, 3, "HardSwish", groups=2, bias=False, padding=1), pool(GlobalPool("max"))], "Huber", "Adam"),
    "ConvDepthwise": lambda: ((3, 5, 5), [
        conv2d(3, 3, 3, groups=3, padding=1, bias=False), norm(nn.BatchNorm2d(3)), activate("Relu"),
        conv2d(3, 4, 1, bias=False), norm(nn.BatchNorm2d(4)), activate("Relu"),
        pool(GlobalPool("mean")), dense(4, 3, "Softmax")], "CrossEntropy", "Sgd"),
    "ConvDepthMultiplier": lambda: ((3, 4, 4), [conv2d(3, 6, 3, "LeakyRelu", groups=3, stride=2, padding=1), FLATTEN], "MeanAbsoluteError", "Nesterov"),
    "Conv1DPlain": lambda: ((2, 9), [conv1d(2, 4, 3, "Relu"), pool(nn.MaxPool1d(2)), IMPLIED, dense(12, 3)], "CrossEntropy", "Adam"),
    "Conv1DSame": lambda: ((3, 7), [conv1d(3, 2, 4, "Sigmoid", padding="same", dilation=1), FLATTEN], "BinaryCrossEntropy", "Sgd"),
    "Conv1DOdd": lambda: ((4, 10), [conv1d(4, 6, 3, "Elu", stride=2, padding=2, dilation=2, groups=2, bias=False)], "MeanSquaredError", "RmsProp"),
    "LeNetLike": lambda: ((1, 10, 10), [
        conv2d(1, 3, 3, "Relu", padding=1), pool(nn.MaxPool2d(2)), conv2d(3, 4, 2, "Relu"), pool(nn.MaxPool2d(2)),
        IMPLIED, dense(16, 6, "Relu"), dense(6, 4, "Softmax")], "CrossEntropy", "Nesterov"),
    "MaxPoolOverlap": lambda: ((2, 5, 6), [conv2d(2, 2, 1), pool(nn.MaxPool2d(3, stride=2, padding=1)), FLATTEN], "MeanSquaredError", "Sgd"),
    "MaxPoolRectangular": lambda: ((2, 7, 6), [conv2d(2, 2, (1, 2)), pool(nn.MaxPool2d((3, 2), stride=(1, 3), padding=(1, 0)))], "MeanSquaredError", "Sgd"),
    "MaxPoolBeyond": lambda: ((2, 8), [conv1d(2, 3, 1), pool(nn.MaxPool1d(2, stride=3, padding=1)), IMPLIED, dense(9, 2)], "MeanSquaredError", "Nesterov"),
    "AveragePoolPadded": lambda: ((2, 5, 5), [conv2d(2, 3, 2, "Tanh"), pool(nn.AvgPool2d(3, stride=2, padding=1)), IMPLIED, dense(12, 2)], "MeanSquaredError", "Sgd"),
    "AveragePoolRectangular": lambda: ((2, 6, 7), [conv2d(2, 2, 1, "Tanh"), pool(nn.AvgPool2d((2, 3), stride=(3, 2), padding=(1, 0)))], "Huber", "Adam"),
    "AveragePool1DPadded": lambda: ((3, 9), [conv1d(3, 3, 2, "Silu"), pool(nn.AvgPool1d(4, stride=3, padding=2))], "MeanSquaredError", "Sgd"),
    "GlobalMaxLine": lambda: ((3, 8), [conv1d(3, 5, 3, "Tanh"), pool(GlobalPool("max")), dense(5, 2, "LogSoftmax")], "CrossEntropy", "Sgd"),
    "BatchNormVector": lambda: ((7,), [dense(7, 5, bias=False), norm(nn.BatchNorm1d(5)), activate("Gelu"), dense(5, 2)], "MeanSquaredError", "Nesterov"),
    "BatchNormImage": lambda: ((2, 3, 4), [norm(nn.BatchNorm2d(2)), conv2d(2, 3, 3, padding=1, bias=False), norm(nn.BatchNorm2d(3)), FLATTEN, dense(36, 3)], "CrossEntropy", "Sgd"),
    "BatchNormLine": lambda: ((3, 6), [conv1d(3, 4, 2, bias=False), norm(nn.BatchNorm1d(4, eps=1e-2, momentum=0.3)), activate("HardTanh"), pool(GlobalPool("mean"))], "MeanSquaredError", "Adam"),
    "LayerNormVector": lambda: ((6,), [dense(6, 8, "Tanh"), norm(nn.LayerNorm(8)), dense(8, 3, "Softmax")], "CrossEntropy", "Adam"),
    "LayerNormImage": lambda: ((2, 4, 5), [conv2d(2, 2, 2), norm(nn.LayerNorm((2, 3, 4), eps=1e-3)), activate("Silu"), IMPLIED, dense(24, 2)], "MeanSquaredError", "Sgd"),
    "PReluShared": lambda: ((2, 4, 4), [conv2d(2, 3, 2), prelu(), pool(GlobalPool("mean"))], "MeanSquaredError", "Nesterov"),
    "PReluChannels": lambda: ((2, 7), [conv1d(2, 4, 3), prelu(4), IMPLIED, dense(20, 2)], "Huber", "Sgd"),
    "PReluVector": lambda: ((5,), [dense(5, 6), prelu(6), dense(6, 2)], "MeanSquaredError", "Sgd"),
    "ReshapeBetween": lambda: ((8,), [dense(8, 12, "Tanh"), reshape(3, 2, 2), conv2d(3, 2, 2, "Tanh", padding=1), FLATTEN, reshape(2, 9), conv1d(2, 1, 3, bias=False), FLATTEN, activate("Softmax")], "CrossEntropy", "Sgd"),
    "DropoutInference": lambda: ((6,), [dense(6, 9, "Relu"), ("dropout", nn.Dropout(0.4), "Linear"), dense(9, 3)], None, None),
    "LayerNormChannels": lambda: ((3, 5), [norm(ChannelNorm(3)), conv1d(3, 7, 2, "Tanh"), norm(ChannelNorm(7, eps=1e-3)), IMPLIED, dense(28, 2)], "MeanSquaredError", "Adam"),
    "LayerNormPixels": lambda: ((2, 4, 3), [conv2d(2, 20, 2, "Silu"), norm(ChannelNorm(20)), FLATTEN], "Huber", "Sgd"),
    "EmbeddingRows": lambda: ((6,), [("embedding", Embedding(5, 3), "Linear"), conv1d(3, 4, 2, "Tanh"), IMPLIED, dense(20, 3)], "CrossEntropy", "Nesterov"),
    "PositionRows": lambda: ((4, 5), [("position", PositionEmbedding(5, 4), "Linear"), activate("Tanh"), ("position", PositionEmbedding(5, 4), "Linear"), FLATTEN], "MeanSquaredError", "Sgd"),
    "AttentionHeads": lambda: ((6, 7), [("attention", SelfAttention(6, 3), "Linear"), FLATTEN], "MeanSquaredError", "Sgd"),
    "AttentionCausal": lambda: ((9,), [
        ("embedding", Embedding(4, 10), "Linear"), ("position", PositionEmbedding(9, 10), "Linear"), ("attention", SelfAttention(10, 2, causal=True), "Linear"), norm(ChannelNorm(10)),
        ("attention", SelfAttention(10, 1), "Linear"), IMPLIED, dense(90, 3)], "MeanSquaredError", "Sgd"),
}


def build(layers):
    """Modules with the names of layers, and the activation after each; the flattening implied by a dense layer is not a layer."""
    counts = collections.Counter()
    modules, activations = collections.OrderedDict(), []
    for kind, module, activation in layers:
        counts[kind] += 1
        modules[f"{kind}{counts[kind]}" if kind else f"implied{counts[kind]}"] = module
        activations.append(activation)
    return nn.Sequential(modules).double(), activations


def draw(model, generator):
    def uniform(shape, centre, spread):
        return single(centre + spread * (torch.rand(shape, generator=generator) * 2 - 1))

    for module in model:
        for name, tensor in module.state_dict().items():
            if name == "num_batches_tracked":
                continue
            if isinstance(module, nn.PReLU):
                value = uniform(tensor.shape, 0.25, 0.25)
            elif isinstance(module, (nn.Embedding, PositionEmbedding)):
                value = uniform(tensor.shape, 0, 1)
            elif name == "running_var" or name == "weight" and not isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d)):
                value = uniform(tensor.shape, 1, 0.5)
            elif name.endswith("weight"):
                value = uniform(tensor.shape, 0, (3 / tensor[0].numel()) ** 0.5)
            else:
                value = uniform(tensor.shape, 0, 0.5)
            tensor.copy_(value)


def forward(model, activations, x, generator=None):
    """The last layer's sums and outputs, sample by sample, and whether every sum and window is away from a kink."""
    clear = True
    for module, activation in zip(model, activations):
        if isinstance(module, nn.PReLU):
            clear &= x.abs().min().item() > 1e-3
        if isinstance(module, (nn.MaxPool1d, nn.MaxPool2d)) or isinstance(module, GlobalPool) and module.pool == "max":
            clear &= keeps_winners(module, x, generator)
        if isinstance(module, nn.RNN) and module.nonlinearity == "relu":
            clear &= module.sums(x).abs().min().item() > 1e-3
        z = module(x)
        x = ACTIVATIONS[activation](z)
        for kink in KINKS.get(activation, []):
            clear &= (z - kink).abs().min().item() > 1e-3
    return z.flatten(1), x.flatten(1), clear


def keeps_winners(module, x, generator):
    """Whether the maximum of every window stays the maximum when each element changes by a thousandth of itself; equal zeros stay equal."""
    def winners(x):
        x = x.detach().requires_grad_()
        module(x).sum().backward()
        return x.grad

    noise = [1 + 1e-3 * (torch.rand(x.shape, generator=generator) - 0.5) for _ in range(5)]
    return all(torch.equal(winners(x), winners(x * n)) for n in noise)


def state(model):
    return {name: numbers(tensor) for name, tensor in model.state_dict().items() if not name.endswith("num_batches_tracked")}


def fixture(declare, generator, steps=STEPS):
    while (result := attempt(declare, generator, steps)) is None:
        pass
    return result


def attempt(declare, generator, steps):
    shape, layers, loss, optimizer_name = declare()
    model, activations = build(layers)
    draw(model, generator)
    start = state(model)
    x = single(torch.rand(steps, BATCH, *shape, generator=generator) * 2 - 1)
    if isinstance(model[0], nn.Embedding):
        x = ((x + 1) / 2 * model[0].num_embeddings).floor()
    model.eval()
    _, y, _ = forward(model, activations, x[0], generator)
    result = dict(parameters=start, inputs=numbers(x), outputs=numbers(y))
    if loss is None:
        return result
    spec = None, [(y.shape[1], activations[-1] if layers[-1][0] not in ("flatten", "reshape") else activations[-2], True)], loss
    t = torch.stack([targets(spec, BATCH, generator) for _ in range(steps)])
    optimizer = OPTIMIZERS[optimizer_name](model.parameters())
    model.train()
    for step in range(steps):
        optimizer.zero_grad()
        z, y, clear = forward(model, activations, x[step], generator)
        if not clear or loss == "MeanAbsoluteError" and (y - t[step]).abs().min() < 1e-3 or loss == "Hinge" and (1 - t[step] * y).abs().min() < 1e-3:
            return None
        value = loss_of(spec, z, y, t[step])
        value.backward()
        if step == 0:
            result |= dict(targets=numbers(t), loss=value.item(), gradients={name: numbers(p.grad) for name, p in model.named_parameters()})
            result |= dict(statisticsAfterOne={name: values for name, values in state(model).items() if "running" in name})
        optimizer.step()
    model.eval()
    return result | dict(optimizer=optimizer_name, after=state(model), outputsAfter=numbers(forward(model, activations, x[0], generator)[1]))


if __name__ == "__main__":
    generator = torch.Generator().manual_seed(2)
    write("layers", {name: fixture(declare, generator) for name, declare in NETWORKS.items()})
