"""Writes fixtures/recurrent.json: the results of PyTorch's recurrent modules for the networks declared in RecurrentNetworks.cs.

    apt-get install python3-torch
    /usr/bin/python3 make_recurrent_fixtures.py

As make_layer_fixtures.py, but with 20 steps: each kind of cell, in one direction and in both, with all states and the last ones.
"""
import torch
from torch import nn

from make_fixtures import write
from make_layer_fixtures import FLATTEN, IMPLIED, conv1d, dense, fixture

STEPS = 20


def over_frames(base):
    """A module whose inputs and outputs are channels × length, and which returns all states or the last of each direction."""

    class Module(base):
        def __init__(self, inputs, units, last=False, **options):
            super().__init__(inputs, units, batch_first=True, **options)
            self.last = last

        def forward(self, x):
            y, state = super().forward(x.transpose(1, 2))
            return (state[0] if base is nn.LSTM else state).transpose(0, 1).flatten(1) if self.last else y.transpose(1, 2)

    return Module


class Rnn(over_frames(nn.RNN)):
    def sums(self, x):
        """The arguments of the function of the cell, of every frame and direction."""
        y, _ = nn.RNN.forward(self, x.transpose(1, 2))
        both = []
        for direction, h in enumerate(y.split(self.hidden_size, 2)):
            suffix = "_l0_reverse" if direction else "_l0"
            weight, recurrent = getattr(self, f"weight_ih{suffix}"), getattr(self, f"weight_hh{suffix}")
            bias = getattr(self, f"bias_ih{suffix}") + getattr(self, f"bias_hh{suffix}")
            before = torch.roll(h, -1 if direction else 1, 1)
            before[:, -1 if direction else 0] = 0
            both.append(x.transpose(1, 2) @ weight.T + before @ recurrent.T + bias)
        return torch.stack(both)


Lstm, Gru = over_frames(nn.LSTM), over_frames(nn.GRU)


def rnn(inputs, units, **options):
    return "rnn", Rnn(inputs, units, **options), "Linear"


def lstm(inputs, units, **options):
    return "lstm", Lstm(inputs, units, **options), "Linear"


def gru(inputs, units, **options):
    return "gru", Gru(inputs, units, **options), "Linear"


NETWORKS = {
    "RnnSequence": lambda: ((2, 4), [rnn(2, 3)], "MeanSquaredError", "Sgd"),
    "RnnLast": lambda: ((2, 4), [rnn(2, 3, last=True), dense(3, 2)], "MeanSquaredError", "Adam"),
    "RnnBoth": lambda: ((2, 4), [rnn(2, 3, bidirectional=True)], "Huber", "Nesterov"),
    "RnnBothLast": lambda: ((2, 4), [rnn(2, 3, bidirectional=True, last=True), dense(6, 2)], "MeanSquaredError", "RmsProp"),
    "ReluSequence": lambda: ((2, 4), [rnn(2, 3, nonlinearity="relu")], "MeanSquaredError", "Sgd"),
    "ReluLast": lambda: ((2, 4), [rnn(2, 3, nonlinearity="relu", last=True), dense(3, 2)], "MeanSquaredError", "Nesterov"),
    "ReluBoth": lambda: ((2, 4), [rnn(2, 3, nonlinearity="relu", bidirectional=True)], "Huber", "Sgd"),
    "ReluBothLast": lambda: ((2, 4), [rnn(2, 3, nonlinearity="relu", bidirectional=True, last=True), dense(6, 2)], "MeanSquaredError", "Adam"),
    "LstmSequence": lambda: ((2, 4), [lstm(2, 3)], "MeanSquaredError", "Nesterov"),
    "LstmLast": lambda: ((2, 4), [lstm(2, 3, last=True), dense(3, 2)], "MeanSquaredError", "Sgd"),
    "LstmBoth": lambda: ((2, 4), [lstm(2, 3, bidirectional=True)], "MeanSquaredError", "RmsProp"),
    "LstmBothLast": lambda: ((2, 4), [lstm(2, 3, bidirectional=True, last=True), dense(6, 3, "Softmax")], "CrossEntropy", "Adam"),
    "GruSequence": lambda: ((2, 4), [gru(2, 3)], "MeanSquaredError", "Adam"),
    "GruLast": lambda: ((2, 4), [gru(2, 3, last=True), dense(3, 2)], "MeanSquaredError", "Nesterov"),
    "GruBoth": lambda: ((2, 4), [gru(2, 3, bidirectional=True)], "MeanSquaredError", "Sgd"),
    "GruBothLast": lambda: ((2, 4), [gru(2, 3, bidirectional=True, last=True), dense(6, 3, "Softmax")], "CrossEntropy", "RmsProp"),
    "RnnWithoutBias": lambda: ((2, 3), [rnn(2, 17, bias=False), IMPLIED, dense(51, 2)], "MeanSquaredError", "Sgd"),
    "LstmWithoutBias": lambda: ((2, 3), [lstm(2, 17, bias=False), IMPLIED, dense(51, 2)], "MeanSquaredError", "Sgd"),
    "GruWithoutBias": lambda: ((2, 3), [gru(2, 17, bias=False), IMPLIED, dense(51, 2)], "MeanSquaredError", "Sgd"),
    "CellsBetween": lambda: ((1, 12), [conv1d(1, 5, 3, "Tanh", stride=2), lstm(5, 6, bidirectional=True), conv1d(12, 4, 3, padding=1), gru(4, 16), rnn(16, 3, last=True)], "MeanSquaredError", "Nesterov"),
    "OneFrame": lambda: ((4, 1), [lstm(4, 5, bidirectional=True), gru(10, 3), rnn(3, 2), FLATTEN], "MeanSquaredError", "Sgd"),
}

if __name__ == "__main__":
    generator = torch.Generator().manual_seed(3)
    write("recurrent", {name: fixture(declare, generator, STEPS) | dict(steps=STEPS) for name, declare in NETWORKS.items()})
