"""Writes fixtures/graphs.json: the results of PyTorch for the networks declared in GraphNetworks.cs.

    apt-get install python3-torch
    /usr/bin/python3 make_graph_fixtures.py

As in make_fixtures.py everything is float64 from float32 values. For each network: outputs in evaluation mode, then, as in make_layer_fixtures.py, loss, gradients
and running statistics of the first batch in training mode and the parameters after a step of gradient descent on each batch; and the gradients of the inputs of the first batch.

Definitions are given one sample without a batch, as Define is, so that broadcasting and matmul mean the same on both sides; those with a batch normalisation get a batch.
"""
import collections
import contextlib
import dataclasses
import typing

import torch
from torch import nn

from make_fixtures import ACTIVATIONS, KINKS, loss_of, numbers, single, targets, write
from make_layer_fixtures import ChannelNorm, Embedding, PositionEmbedding, SelfAttention, draw, keeps_winners

BATCH, STEPS, RATE = 3, 3, 0.1


class Layers:
    """The layers of a network, made by its first evaluation, by the names that Define gives them: kind and number in order of evaluation, with those of the block before it. Layers of one name are one module."""

    def __init__(self):
        self.modules = collections.OrderedDict()
        self.begin()

    def begin(self):
        """Starts an evaluation."""
        self.prefix, self.counts, self.clear = "", collections.Counter(), True

    @contextlib.contextmanager
    def block(self, method):
        self.counts[method] += 1
        outer = self.prefix, self.counts
        self.prefix, self.counts = f"{self.prefix}{method}{self.counts[method]}.", collections.Counter()
        yield
        self.prefix, self.counts = outer

    def layer(self, kind, name, make):
        self.counts[kind] += 1
        name = self.prefix + (name or f"{kind}{self.counts[kind]}")
        if name not in self.modules:
            self.modules[name] = make().double()
        return self.modules[name]

    def dense(self, x, units, activation="Linear", name=None, bias=True):
        x = x.flatten()
        return self.activate(self.layer("dense", name, lambda: nn.Linear(len(x), units, bias))(x), activation)

    def conv1d(self, x, filters, kernel, activation="Linear", name=None, **options):
        return self.activate(self.layer("conv", name, lambda: nn.Conv1d(x.shape[-2], filters, kernel, **options))(x), activation)

    def conv2d(self, x, filters, kernel, activation="Linear", name=None, **options):
        return self.activate(self.layer("conv", name, lambda: nn.Conv2d(x.shape[-3], filters, kernel, **options))(x), activation)

    def norm(self, x):
        return self.layer("norm", None, lambda: nn.BatchNorm2d(x.shape[-3]))(x)

    def embedding(self, x, count, size):
        return self.layer("embedding", None, lambda: Embedding(count, size))(x[None])[0]

    def position(self, x):
        return self.layer("position", None, lambda: PositionEmbedding(x.shape[1], x.shape[0]))(x)

    def channel_norm(self, x):
        return self.layer("norm", None, lambda: ChannelNorm(x.shape[0]))(x[None])[0]

    def attention(self, x, heads, causal=False):
        return self.layer("attention", None, lambda: SelfAttention(x.shape[0], heads, causal))(x)

    def activate(self, x, activation):
        """Records whether every sum is away from a kink."""
        for kink in KINKS.get(activation, []):
            self.clear &= (x - kink).abs().min().item() > 1e-3
        return ACTIVATIONS[activation](x)

    def max(self, x, *axes):
        """Records whether every maximum stays one when elements change a little; several that are equal have equal shares of the gradient."""
        y = x.amax(axes, keepdim=True)
        self.clear &= not ((x != y) & (x > y - 1e-3)).any().item()
        return y.squeeze(axes[0]) if len(axes) == 1 else y.reshape([n for i, n in enumerate(x.shape) if i not in [axis % x.dim() for axis in axes]] or [1])

    def parameters(self):
        return collections.OrderedDict((f"{layer}.{name}", p) for layer, module in self.modules.items() for name, p in module.named_parameters())

    def state(self, part=""):
        return {f"{layer}.{name}": numbers(tensor) for layer, module in self.modules.items() for name, tensor in module.state_dict().items() if part in name and name != "num_batches_tracked"}

    def train(self, training):
        for module in self.modules.values():
            module.train(training)


@dataclasses.dataclass
class Network:
    """A definition, the shapes of its inputs, and each output's loss (None for none), the activation that it follows, and its weight."""
    define: typing.Callable
    shapes: list
    losses: list = dataclasses.field(default_factory=lambda: [("MeanSquaredError", "Linear", 1)])
    takes_batch: bool = False
    draw_inputs: typing.Callable = lambda uniform: uniform

    def outputs(self, layers, x):
        """Each output, batch × length, from the inputs, batch × all elements."""
        inputs = [part.reshape(-1, *shape) for part, shape in zip(x.split([torch.Size(shape).numel() for shape in self.shapes], 1), self.shapes)]
        if self.takes_batch:
            layers.begin()
            return [y.flatten(1) for y in results(self.define(layers, *inputs))]
        samples, clear = [], True
        for sample in zip(*inputs):
            layers.begin()
            samples.append([y.flatten() for y in results(self.define(layers, *sample))])
            clear &= layers.clear
        layers.clear = clear
        return [torch.stack(output) for output in zip(*samples)]

    def loss(self, outputs, t):
        total = 0
        for (loss, activation, weight), y, part in zip(self.losses, outputs, t.split([y.shape[1] for y in outputs], 1)):
            if loss is not None:
                # The logarithms of probabilities are logits.
                total = total + weight * loss_of((None, [(y.shape[1], activation, True)], loss), y.log() if activation == "Softmax" else y, y, part)
        return total

    def draw_targets(self, outputs, generator):
        return torch.cat([targets((None, [(y.shape[1], activation, True)], loss), BATCH, generator) for (loss, activation, _), y in zip(self.losses, outputs)], 1)


def results(defined):
    return defined if isinstance(defined, tuple) else (defined,)


def arithmetic(net, x):
    a, b = net.dense(x, 5, "Tanh"), net.dense(x, 5, "Tanh")
    quotient = (a - b) / (b * b + 2)
    shifted = 1.5 - quotient * 2 + (-a) / 4
    return shifted * a + 0.75 / (a + 3) - (b - 0.25) * 0.5 + (0.5 + x) * (2 * x)


def broadcasting(net, x, row, image):
    a = x + row                                                      # 3 × 4 and 4
    b = a * net.dense(row, 3, "Tanh").reshape(3, 1)                  # 3 × 4 and 3 × 1
    c = image / (net.dense(row, 2, "Sigmoid").reshape(2, 1, 1) + 1)  # 2 × 3 × 4 and 2 × 1 × 1
    d = b - c                                                        # 3 × 4 and 2 × 3 × 4
    return net.dense(row, 1) * d + net.dense(x, 4, "Tanh").reshape(1, 1, 4) * net.dense(x, 3, "Tanh").reshape(3, 1)


def concatenation(net, image, other, vector):
    channels = torch.cat([image, net.conv2d(image, 2, 3, "Tanh", padding=1), other], 0)
    rows = torch.cat([image, other * image[:1]], 1)
    columns = torch.cat([rows, rows * 0.5], -1)
    return torch.cat([net.dense(channels, 3), vector, net.dense(columns, 2, "Tanh")])


def slices_and_splits(net, x, image):
    a, b, c = net.dense(x, 12, "Tanh").split(4)
    left, right = image.chunk(2, 2)
    middle = image[:, 1:3]
    gated = a * torch.sigmoid(b) + c
    inner = net.conv2d(left - right, 2, 2)
    return torch.cat([gated[1:4], net.dense(inner[1:], 2), net.dense(middle, 2), x[-2:]])


def reshapes_and_transposes(net, x, image):
    grid = x.reshape(3, 4)
    swapped = grid.T * net.dense(x, 12, "Tanh").reshape(4, 3)
    turned = image.permute(2, 0, 1)                    # 4 × 2 × 3
    rows = image.transpose(1, 2).reshape(2, 12)        # the last two swapped
    mixed = net.conv1d(rows, 2, 3, "Tanh").reshape(4, 5).permute(1, 0)
    return torch.cat([net.dense(swapped, 3), net.dense(turned.reshape(2, 3, 4).permute(1, 2, 0), 2), mixed.flatten()[3:7]])


def matrix_products(net, a, b, v, batch):
    product = a @ b                              # 3 × 4 by 4 × 2
    column, row = a @ v, v @ b                   # a vector is a column on the right, a row on the left
    inner = v @ net.dense(v, 4, "Tanh")          # one element
    batches = batch @ b                          # 2 × 3 × 4 by 4 × 2
    repeated = net.dense(v, 12, "Tanh").reshape(1, 3, 4).transpose(1, 2) @ batch   # 1 × 4 × 3 by 2 × 3 × 4
    pairs = batch @ batch.transpose(1, 2)        # 2 × 3 × 4 by 2 × 4 × 3
    vectors = batch @ v                          # 2 × 3 × 4 by 4
    return torch.cat([product.flatten(), column, row, inner.reshape(1), net.dense(batches, 2), net.dense(repeated, 3), net.dense(pairs, 2), vectors.flatten()])


def attention(net, tokens):
    """Scaled dot-product attention in one head, over 5 tokens of 4 channels, each a column."""
    queries, keys, values = net.conv1d(tokens, 3, 1, bias=False), net.conv1d(tokens, 3, 1, bias=False), net.conv1d(tokens, 4, 1)
    weights = torch.softmax(queries.T @ keys / 3 ** 0.5, -1)
    attended = tokens + (weights @ values.T).T
    return net.dense(attended.mean(1), 3, "Softmax")


def reductions(net, image, x):
    features = net.conv2d(image, 3, 2, "Tanh")                       # 3 × 2 × 3
    a, b, c = features.sum(0), features.mean((1, 2)), features.sum((0, -1))
    total, mean = features.sum().reshape(1), x.mean().reshape(1)
    return torch.cat([net.dense(a * a, 2), b * b, c, total * mean, x.reshape(2, 3).mean(1) * x.reshape(2, 3).sum(-2)[:2]])


def maxima(net, image, x):
    features = net.conv2d(image, 3, 2)
    return torch.cat([net.dense(net.max(features, 0), 2), net.max(features, 1, 2), net.max(features, -1, 0), net.max(features, 0, 1, 2) * net.max(x, 0).reshape(1)])


def tied_maxima(net, x):
    """Inputs of few values, so that maxima are tied."""
    return torch.cat([net.max(x, 0) * net.dense(x, 4, "Tanh"), net.max(x, 1), net.max(x, 0, 1)])


def softmax_over_axes(net, x, image):
    logits = net.dense(x, 12).reshape(3, 4)
    rows, columns = torch.softmax(logits, -1), torch.log_softmax(logits, 0)
    pixels, lines = torch.softmax(net.conv2d(image, 3, 1), 0), torch.log_softmax(image, 1)
    return torch.cat([net.dense(rows * columns, 3), net.dense(pixels, 2), net.dense(lines, 2, "Tanh"), torch.softmax(x, 0)])


def shared_weights(net, left, right, line):
    """One encoder for two images and a third view of them; and a recurrence of three steps by one layer."""
    def encode(image):
        return net.dense(net.conv2d(image, 3, 3, "Tanh", name="filters"), 4, "Tanh", name="embedding")
    a, b, c = encode(left), encode(right), encode(left - right)
    state = net.dense(line[:, :1], 4, "Tanh", name="first")
    for step in range(3):
        state = net.dense(torch.cat([state, line[:, step]]), 4, "Tanh", name="step")
    return torch.cat([(a - b) * (a - b), c + state])


def several_losses(net, x):
    trunk = net.dense(x, 6, "Tanh")
    return net.dense(trunk, 4, "Softmax"), net.dense(trunk, 2, "Sigmoid"), net.dense(trunk, 3), trunk, net.dense(torch.cat([trunk, x]), 3), net.dense(trunk, 3, "LogSoftmax")


def two_losses_of_one(net, x):
    """One value, and a part of it, with losses of their own."""
    y = net.dense(net.dense(x, 5, "Silu"), 4, "Tanh")
    return y, y, y[1:3]


def read_outputs(net, image):
    """Outputs that other layers read, too: a mask and probabilities."""
    mask = net.conv2d(image, 1, 3, "Sigmoid", padding=1)
    classes = net.dense(mask * image, 3, "Softmax")
    return mask, classes, net.dense(torch.cat([classes, mask.mean((1, 2))]), 2)


def reshaped_outputs(net, x):
    """Probabilities over an axis and probabilities of another shape, with the losses that read logits where they can."""
    table = net.dense(x, 6).reshape(2, 3)
    return torch.softmax(net.dense(x, 4), 0), torch.log_softmax(table, 1), net.activate(table, "Sigmoid")


def residual_network(net, image):
    def block(x, filters):
        with net.block("block"):
            stride = 1 if x.shape[1] == filters else 2
            y = net.activate(net.norm(net.conv2d(x, filters, 3, padding=1, stride=stride, bias=False)), "Relu")
            y = net.norm(net.conv2d(y, filters, 3, padding=1, bias=False))
            shortcut = x if stride == 1 else net.norm(net.conv2d(x, filters, 1, stride=2, bias=False))
            return net.activate(y + shortcut, "Relu")
    x = net.activate(net.norm(net.conv2d(image, 3, 3, padding=1, bias=False)), "Relu")
    x = block(block(x, 3), 5)
    pooled = x.mean((2, 3))
    return torch.softmax(net.layer("dense", None, lambda: nn.Linear(5, 3))(pooled), 1)


def squeeze_and_excitation(net, image):
    """Channels are scaled by what a gate computes of their means."""
    features = net.conv2d(image, 4, 3, "Silu", padding=1)
    gate = net.dense(net.dense(features.mean((1, 2)), 2, "Tanh"), 4, "Sigmoid")
    return net.dense((features * gate.reshape(4, 1, 1)).mean((1, 2)), 2)


def shared_image(net, image):
    """One image under windows that reach over its border by different lengths, and under pools that leave a row and a column of it."""
    x = net.conv2d(image, 3, 3, "Tanh", padding=1)
    wide = net.conv2d(x, 2, 5, "Tanh", padding=2)
    flat = net.conv2d(x, 2, (1, 3), padding=(0, 1))
    inner = net.conv2d(x, 2, 2, stride=2)
    largest = nn.functional.max_pool2d(x[None], 2)[0]
    mean = nn.functional.avg_pool2d(x[None], 2)[0]
    net.clear &= keeps_winners(nn.MaxPool2d(2), x.detach()[None], torch.Generator().manual_seed(1))
    return torch.cat([(wide + flat).mean((1, 2)), net.dense(inner, 2), net.dense(largest, 2), net.dense(mean, 2), x.sum((0, 2))])


def dense_connections(net, x):
    """Every layer reads all before it."""
    for _ in range(3):
        x = torch.cat([x, net.dense(x, 3, "Elu")])
    return x


def activations_by_name(net, x):
    names = ["LeakyRelu", "Elu", "Selu", "Gelu", "Silu", "Mish", "Sigmoid", "HardSigmoid", "Tanh", "HardTanh", "HardSwish", "Softplus", "Softsign", "Softmax", "LogSoftmax", "Relu"]
    def doubled():
        with net.block("doubled"):
            return net.dense(x, 4) * 2
    return sum(net.activate(doubled(), name) for name in names)


def transformer_block(net, x, heads, causal=False):
    """Pre-norm: attention and two pointwise convolutions, each beside its input."""
    with net.block("block"):
        x = x + net.attention(net.channel_norm(x), heads, causal)
        return x + net.conv1d(net.conv1d(net.channel_norm(x), 4 * x.shape[0], 1, "Gelu"), x.shape[0], 1)


def transformer_encoder(net, x):
    """Two blocks over 7 positions of 12 channels, and the classes of their mean."""
    x = net.position(net.conv1d(x, 12, 1))
    for _ in range(2):
        x = transformer_block(net, x, 3)
    return net.dense(net.channel_norm(x).mean(1), 4, "Softmax")


def small_gpt(net, tokens):
    """Predicts every next token: logarithms of probabilities at each of 9 positions."""
    x = net.position(net.embedding(tokens, 11, 16))
    for _ in range(2):
        x = transformer_block(net, x, 2, causal=True)
    return torch.log_softmax(net.conv1d(net.channel_norm(x), 11, 1), 0)


def weighted_loss(net, x):
    """The only output, whose loss has a weight."""
    return net.dense(x, 2)


def direct(net, x, y):
    """No parameters but one layer's; an input that is an output."""
    return x * y, x, net.dense(y, 2)


NETWORKS = {
    "Arithmetic": Network(arithmetic, [(5,)]),
    "Broadcasting": Network(broadcasting, [(3, 4), (4,), (2, 3, 4)], [("Huber", "Linear", 1)]),
    "Concatenation": Network(concatenation, [(1, 4, 3), (1, 4, 3), (3,)], [("MeanAbsoluteError", "Linear", 1)]),
    "SlicesAndSplits": Network(slices_and_splits, [(6,), (2, 3, 6)]),
    "ReshapesAndTransposes": Network(reshapes_and_transposes, [(12,), (2, 3, 4)]),
    "MatrixProducts": Network(matrix_products, [(3, 4), (4, 2), (4,), (2, 3, 4)]),
    "Attention": Network(attention, [(4, 5)], [("CrossEntropy", "Softmax", 1)]),
    "Reductions": Network(reductions, [(2, 3, 4), (6,)]),
    "Maxima": Network(maxima, [(2, 3, 4), (5,)]),
    "TiedMaxima": Network(tied_maxima, [(3, 4)], draw_inputs=lambda uniform: (uniform * 1.5).round()),
    "SoftmaxOverAxes": Network(softmax_over_axes, [(4,), (2, 3, 3)]),
    "SharedWeights": Network(shared_weights, [(1, 4, 4), (1, 4, 4), (2, 3)]),
    "SeveralLosses": Network(several_losses, [(5,)], [
        ("CrossEntropy", "Softmax", 0.5), ("BinaryCrossEntropy", "Sigmoid", 2), ("Huber", "Linear", 1), (None, "Tanh", 1), ("CrossEntropy", "Linear", 0.25), ("CrossEntropy", "LogSoftmax", 1)]),
    "TwoLossesOfOne": Network(two_losses_of_one, [(3,)], [("MeanSquaredError", "Linear", 1), ("Hinge", "Tanh", 0.5), ("MeanAbsoluteError", "Linear", 0.75)]),
    "ReadOutputs": Network(read_outputs, [(2, 4, 3)], [("BinaryCrossEntropy", "Sigmoid", 1), ("CrossEntropy", "Softmax", 1), ("MeanSquaredError", "Linear", 0.5)]),
    "ReshapedOutputs": Network(reshaped_outputs, [(3,)], [("CrossEntropy", "Softmax", 1), ("CrossEntropy", "LogSoftmax", 0.5), ("BinaryCrossEntropy", "Sigmoid", 1)]),
    "ResidualNetwork": Network(residual_network, [(2, 6, 5)], [("CrossEntropy", "Softmax", 1)], takes_batch=True),
    "SqueezeAndExcitation": Network(squeeze_and_excitation, [(2, 4, 5)]),
    "SharedImage": Network(shared_image, [(2, 5, 7)]),
    "DenseConnections": Network(dense_connections, [(4,)]),
    "ActivationsByName": Network(activations_by_name, [(3,)]),
    "Direct": Network(direct, [(3,), (3,)], [("MeanSquaredError", "Linear", 1), (None, "Linear", 1), ("Hinge", "Linear", 1)]),
    "WeightedLoss": Network(weighted_loss, [(3,)], [("MeanSquaredError", "Linear", 0.25)]),
    "TransformerEncoder": Network(transformer_encoder, [(5, 7)], [("CrossEntropy", "Softmax", 1)]),
    "SmallGpt": Network(small_gpt, [(9,)], [("CrossEntropy", "LogSoftmax", 1 / 9)], draw_inputs=lambda uniform: ((uniform + 1) / 2 * 11).floor()),
}


def fixture(network, generator):
    while (result := attempt(network, generator)) is None:
        pass
    return result


def attempt(network, generator):
    layers = Layers()
    x = single(network.draw_inputs(torch.rand(STEPS, BATCH, sum(torch.Size(shape).numel() for shape in network.shapes), generator=generator) * 2 - 1))
    network.outputs(layers, x[0])
    with torch.no_grad():
        draw(layers.modules.values(), generator)
    layers.train(False)
    outputs = network.outputs(layers, x[0])
    t = torch.stack([network.draw_targets(outputs, generator) for _ in range(STEPS)])
    result = dict(parameters=layers.state(), inputs=numbers(x), outputs=numbers(torch.cat(outputs, 1)), targets=numbers(t))
    layers.train(True)
    for step in range(STEPS):
        inputs = x[step].clone().requires_grad_()
        outputs = network.outputs(layers, inputs)
        if not layers.clear or not away_from_kinks(network, outputs, t[step]):
            return None
        loss = network.loss(outputs, t[step])
        parameters = layers.parameters()
        # Indices have no gradient.
        gradients = [torch.zeros_like(inputs) if g is None else g for g in torch.autograd.grad(loss, [inputs, *parameters.values()], allow_unused=True)]
        if step == 0:
            result |= dict(loss=loss.item(), inputGradients=numbers(gradients[0]), gradients={name: numbers(g) for name, g in zip(parameters, gradients[1:])}, statisticsAfterOne=layers.state("running"))
        with torch.no_grad():
            for parameter, gradient in zip(parameters.values(), gradients[1:]):
                parameter -= RATE * gradient
    layers.train(False)
    return result | dict(optimizer="Sgd", after=layers.state(), outputsAfter=numbers(torch.cat(network.outputs(layers, x[0]), 1)))


def away_from_kinks(network, outputs, t):
    distances = {"MeanAbsoluteError": lambda y, t: y - t, "Hinge": lambda y, t: 1 - t * y}
    return all((distances[loss](y, part).abs() > 1e-3).all()
               for (loss, _, _), y, part in zip(network.losses, outputs, t.split([y.shape[1] for y in outputs], 1)) if loss in distances)


if __name__ == "__main__":
    generator = torch.Generator().manual_seed(3)
    write("graphs", {name: fixture(network, generator) for name, network in NETWORKS.items()})
