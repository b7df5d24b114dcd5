"""Writes fixtures/streams.json: the results of PyTorch for the networks over frames declared in StreamNetworks.cs.

    apt-get install python3-torch
    /usr/bin/python3 make_stream_fixtures.py

As in make_fixtures.py everything is float64 from float32 values. For each network: outputs in evaluation mode, then the loss of each of 20 batches of pieces before the step on it,
the gradients of the first batch, and parameters and outputs after the steps. Tensors are batch × frames × elements.

Where states are carried, each batch has the pieces that follow those of the batch before it, whose last states, detached, are those before the first frame.
"""
import dataclasses
import typing

import torch
from torch import nn

from make_fixtures import loss_of, numbers, single, targets, write
from make_graph_fixtures import Layers
from make_layer_fixtures import OPTIMIZERS, draw

BATCH, STEPS = 2, 20
CELLS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


class FrameLayers(Layers):
    """Layers of every frame, and layers that remember earlier ones."""

    def __init__(self):
        self.memories = {}
        super().__init__()

    def begin(self):
        super().begin()
        self.remembered = 0

    def forget(self):
        self.memories.clear()

    def remember(self, evaluate):
        """Replaces the memory of the next layer that has one: a function from None, for a state of zeros, or the memory to outputs and the memory after them."""
        key, self.remembered = self.remembered, self.remembered + 1
        y, memory = evaluate(self.memories.get(key))
        self.memories[key] = tuple(m.detach() for m in memory) if isinstance(memory, tuple) else memory.detach()
        return y

    def dense(self, x, units, activation="Linear"):
        return self.activate(self.layer("dense", None, lambda: nn.Linear(x.shape[2], units))(x), activation)

    def cell(self, kind, x, units, **options):
        module = self.layer(kind, None, lambda: CELLS[kind](x.shape[2], units, batch_first=True, **options))
        return self.remember(lambda state: module(x, state))

    def causal(self, x, filters, kernel, activation="Linear", dilation=1, **options):
        module = self.layer("conv", None, lambda: nn.Conv1d(x.shape[2], filters, kernel, dilation=dilation, **options))

        def convolve(padded):
            return module(padded.transpose(1, 2)).transpose(1, 2)

        return self.activate(self.after_earlier(x, (kernel - 1) * dilation, convolve), activation)

    def delay(self, x, frames):
        return self.after_earlier(x, frames, lambda padded: padded[:, :x.shape[1]])

    def after_earlier(self, x, frames, evaluate):
        """A function of the frames and of some before them."""
        def padded(earlier):
            padded = torch.cat([x.new_zeros(len(x), frames, x.shape[2]) if earlier is None else earlier, x], 1)
            return evaluate(padded), padded[:, padded.shape[1] - frames:]

        return self.remember(padded)


@dataclasses.dataclass
class Network:
    """A definition, the elements of a frame, the frames of a piece, loss and optimizer, and the activation that the loss follows."""
    define: typing.Callable
    inputs: int
    frames: int
    optimizer: str
    loss: str = "MeanSquaredError"
    activation: str = "Linear"
    warmup: int = 0
    carries: bool = False

    def outputs(self, layers, x):
        layers.begin()
        if not self.carries:
            layers.forget()
        return self.define(layers, x)

    def spec(self, y):
        return None, [(y.shape[2], self.activation, True)], self.loss

    def mean_loss(self, y, t):
        """Over the frames that count."""
        y, t = y[:, self.warmup:].flatten(0, 1), t.reshape(y.shape)[:, self.warmup:].flatten(0, 1)
        # The logarithms of probabilities are logits.
        return loss_of(self.spec(y[None]), y.log() if self.activation == "Softmax" else y, y, t)


def cells(kind, **options):
    return lambda net, x: net.dense(net.cell(kind, x, 5, **options), 2)


def stacked(net, x):
    """Every kind of memory, one after another."""
    x = net.causal(x, 4, 3, "Tanh", dilation=5)
    x = net.cell("gru", net.cell("lstm", x, 9), 4)
    return net.cell("rnn", net.delay(x, 3), 3)


def convolutions(net, x):
    x = net.causal(x, 5, 3, "Tanh")
    x = net.causal(x, 9, 2, "Silu", dilation=4)
    return net.causal(x, 2, 4, dilation=11, bias=False)


def delayed(net, x):
    x = net.delay(net.dense(x, 4, "Tanh"), 2)
    return net.dense(net.delay(x, 35), 2)


def differences(net, x):
    """Frames against earlier ones."""
    y = net.dense(x, 3, "Tanh")
    return torch.cat([y - net.delay(y, 1), net.delay(x, 4)], 2)


def last_class(net, x):
    return net.dense(net.cell("lstm", x, 6), 3, "Softmax")[:, -1:]


def classes(net, x):
    return net.dense(net.cell("gru", x, 6), 4, "Softmax")


def logarithms(net, x):
    return net.dense(net.causal(x, 6, 3, "Tanh", dilation=2), 3, "LogSoftmax")


def probabilities(net, x):
    return net.dense(net.cell("rnn", x, 6), 2, "Sigmoid")


def wave_net(net, x):
    """Gated convolutions of growing dilations, with residual and skip connections."""
    with net.block("of"):
        x, skips = net.causal(x, 6, 1), 0
        for dilation in (1, 2, 4, 8):
            with net.block("block"):
                gated = net.causal(x, 6, 2, "Tanh", dilation) * net.causal(x, 6, 2, "Sigmoid", dilation)
                skips = skips + net.dense(gated, 4)
                if dilation < 8:
                    x = x + net.dense(gated, 6)
        return net.dense(torch.tanh(skips), 1)


NETWORKS = {
    "LstmFrames": Network(cells("lstm"), 3, 37, "Adam"),
    "GruFrames": Network(cells("gru"), 3, 37, "Nesterov"),
    "RnnFrames": Network(cells("rnn"), 3, 37, "RmsProp"),
    "LstmFramesWithoutBias": Network(cells("lstm", bias=False), 1, 5, "Sgd"),
    "GruFramesWithoutBias": Network(cells("gru", bias=False), 1, 5, "Sgd"),
    "RnnFramesWithoutBias": Network(cells("rnn", bias=False), 1, 5, "Sgd"),
    "StackedMemories": Network(stacked, 2, 40, "Nesterov"),
    "CausalConvolutions": Network(convolutions, 2, 70, "Adam"),
    "DelayedFrames": Network(delayed, 3, 45, "Sgd"),
    "DelayedDifferences": Network(differences, 2, 6, "Sgd"),
    "ClassOfLastFrame": Network(last_class, 2, 34, "Adam", "CrossEntropy", "Softmax"),
    "ClassesOfFrames": Network(classes, 2, 9, "Nesterov", "CrossEntropy", "Softmax"),
    "WarmLstm": Network(cells("lstm"), 2, 40, "Nesterov", warmup=33),
    "WarmClasses": Network(logarithms, 2, 12, "Sgd", "CrossEntropy", "LogSoftmax", warmup=5),
    "WarmProbabilities": Network(probabilities, 2, 12, "RmsProp", "BinaryCrossEntropy", "Sigmoid", warmup=4),
    "SmallWaveNet": Network(wave_net, 1, 50, "Adam"),
    "CarriedLstm": Network(cells("lstm"), 2, 12, "Sgd", carries=True),
    "CarriedGru": Network(cells("gru"), 2, 12, "Adam", carries=True),
    "CarriedRnn": Network(cells("rnn"), 2, 33, "Nesterov", carries=True),
    "CarriedMemories": Network(stacked, 2, 7, "Nesterov", carries=True),
    "CarriedWaveNet": Network(wave_net, 1, 10, "Sgd", warmup=3, carries=True),
}


def fixture(network, generator):
    layers = FrameLayers()
    x = single(torch.rand(STEPS, BATCH, network.frames, network.inputs, generator=generator) * 2 - 1)
    network.outputs(layers, x[0])
    with torch.no_grad():
        draw_all(layers, generator)
    layers.forget()
    y = network.outputs(layers, x[0])
    layers.forget()
    t = torch.stack([targets(network.spec(y), BATCH * y.shape[1], generator) for _ in range(STEPS)])
    result = dict(parameters=layers.state(), inputs=numbers(x), outputs=numbers(y), targets=numbers(t), steps=STEPS, losses=[], statisticsAfterOne={})
    optimizer = OPTIMIZERS[network.optimizer](layers.parameters().values())
    for step in range(STEPS):
        optimizer.zero_grad()
        loss = network.mean_loss(network.outputs(layers, x[step]), t[step])
        loss.backward()
        result["losses"].append(loss.item())
        if step == 0:
            result |= dict(loss=loss.item(), gradients={name: numbers(p.grad) for name, p in layers.parameters().items()})
        optimizer.step()
    layers.forget()
    return result | dict(optimizer=network.optimizer, after=layers.state(), outputsAfter=numbers(network.outputs(layers, x[0])))


def draw_all(layers, generator):
    draw(layers.modules.values(), generator)
    for module in layers.modules.values():
        if isinstance(module, tuple(CELLS.values())):
            for tensor in module.parameters():
                tensor.copy_(single((torch.rand(tensor.shape, generator=generator) * 2 - 1) * 1.2 / module.hidden_size ** 0.5))


if __name__ == "__main__":
    generator = torch.Generator().manual_seed(4)
    write("streams", {name: fixture(network, generator) for name, network in NETWORKS.items()})
