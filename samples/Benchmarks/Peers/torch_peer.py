"""PyTorch as a peer of the benchmark: reads commands, one JSON object per line, and answers each with one line.

It times itself, on request and a short batch at a time, so that its batches interleave with those of the peers
inside the benchmark's own process.
"""
import ctypes
import gc
import json
import os
import signal
import sys
import time

import torch
from torch import nn

LEARNING_RATE = 0.01
ACTIVATIONS = {"Relu": nn.ReLU, "Sigmoid": nn.Sigmoid, "Tanh": nn.Tanh, "Softmax": lambda: nn.Softmax(1),
               "LogSoftmax": lambda: nn.LogSoftmax(1)}


NORMS = (nn.BatchNorm1d, nn.BatchNorm2d)


class Residual(nn.Module):
    """body(x) + shortcut(x)"""

    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


class LastOutput(nn.Module):
    """A recurrent layer over windows, channels × length, of which the last output is the result."""

    def __init__(self, layer):
        super().__init__()
        self.recurrent = recurrent(layer)

    def forward(self, x):
        return self.recurrent(x.transpose(1, 2))[0][:, -1]


class RecurrentStream(nn.Module):
    """A recurrent layer and a dense one over frames, streams × frames × elements: the state is an argument and a result."""

    def __init__(self, layers):
        super().__init__()
        self.recurrent, self.dense = recurrent(layers[0]), nn.Linear(layers[1]["inputs"], layers[1]["outputs"])
        self.zeros = [torch.zeros(1, 1, layers[0]["units"]) for _ in range(2 if layers[0]["gates"] == 4 else 1)]

    def forward(self, x, *state):
        y, state = self.recurrent(x, (state if len(state) == 2 else state[0]) if state else None)
        return self.dense(y), *(state if isinstance(state, tuple) else (state,))


class WaveNetStack(nn.Module):
    """A stack of a WaveNet's layers; their earlier frames, channels × frames, are arguments and results."""

    def __init__(self, inputs, channels, last):
        super().__init__()
        self.entry, self.layers = nn.Conv1d(inputs, channels, 1, bias=False), nn.ModuleList()
        for dilation in (1 << layer for layer in range(10)):
            parts = [nn.Conv1d(channels, channels, 3, dilation=dilation), nn.Conv1d(1, channels, 1, bias=False)]
            self.layers.append(nn.ModuleList(parts + [nn.Conv1d(channels, channels, 1)] * (not last or dilation < 512)))
        self.zeros = [torch.zeros(1, channels, 2 << layer) for layer in range(10)]

    def forward(self, x, frames, past):
        x, total, later = self.entry(x), 0, []
        for (conv, mixed, *residual), before in zip(self.layers, past):
            x_and_past = torch.cat((before, x), 2)
            later.append(x_and_past[:, :, -before.shape[2]:].contiguous())
            activated = torch.tanh(conv(x_and_past) + mixed(frames))
            total = total + activated
            for dense in residual:
                x = x + dense(activated)
        return x, total, later


class WaveNetStream(nn.Module):
    """Two stacks and a head over frames, streams × frames × 1."""

    def __init__(self, channels):
        super().__init__()
        self.first, self.head = WaveNetStack(1, channels[0], False), nn.Conv1d(channels[0], channels[1], 1, bias=False)
        self.second, self.out = WaveNetStack(channels[0], channels[1], True), nn.Conv1d(channels[1], 1, 1)
        self.zeros = self.first.zeros + self.second.zeros

    def forward(self, x, *state):
        frames = x.transpose(1, 2)
        x, total, first = self.first(frames, frames, state[:10])
        _, rest, second = self.second(x, frames, state[10:])
        return self.out(self.head(total) + rest).transpose(1, 2), *first, *second


class Transformer(nn.Module):
    """A causal language model's logits, samples × vocabulary × positions."""

    def __init__(self, positions, vocabulary, width, heads, depth):
        super().__init__()
        self.embedding, self.position, self.blocks = nn.Embedding(vocabulary, width), nn.Embedding(positions, width), nn.ModuleList()
        for _ in range(depth):
            self.blocks.append(nn.ModuleList([nn.LayerNorm(width), nn.MultiheadAttention(width, heads, batch_first=True), nn.LayerNorm(width),
                                              nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))]))
        self.norm, self.out = nn.LayerNorm(width), nn.Linear(width, vocabulary)
        self.mask = nn.Transformer.generate_square_subsequent_mask(positions)

    def forward(self, x):
        x = self.embedding(x) + self.position.weight
        for norm, attention, second_norm, pointwise in self.blocks:
            y = norm(x)
            x = x + attention(y, y, y, attn_mask=self.mask, is_causal=True, need_weights=False)[0]
            x = x + pointwise(second_norm(x))
        return self.out(self.norm(x)).transpose(1, 2)


def recurrent(layer):
    return (nn.LSTM if layer["gates"] == 4 else nn.GRU)(layer["inputs"], layer["units"], batch_first=True)


class Heads(nn.Module):
    """A network of several outputs, which read the result of its trunk."""

    def __init__(self, trunk, heads):
        super().__init__()
        self.trunk, self.heads = trunk, nn.ModuleList(heads)

    def forward(self, x):
        features = self.trunk(x)
        return tuple(head(features) for head in self.heads)


def modules(layers):
    """The modules of described layers, each followed by its activation."""
    result = []
    for layer in layers:
        result += module(layer)
        if layer["activation"] in ACTIVATIONS:
            result.append(ACTIVATIONS[layer["activation"]]())
    return result


def module(layer):
    """The modules of a layer without its activation."""
    kind, image = layer["kind"], layer.get("axes") == 2
    if kind == "Residual":
        body, shortcut = layer["body"], layer["shortcut"]
        return [Residual(nn.Sequential(*modules(body)), nn.Sequential(*modules(shortcut)) if shortcut else nn.Identity())]
    if kind == "RecurrentLayer":
        return [LastOutput(layer)]
    if kind == "TransformerLayer":
        return [Transformer(*layer["sizes"])]
    if kind == "Dense":
        return [nn.Flatten()] * (layer["axes"] > 0) + [nn.Linear(layer["inputs"], layer["outputs"])]
    if kind == "Convolution":
        convolution = nn.Conv2d if image else nn.Conv1d
        return [convolution(layer["inputs"], layer["outputs"], layer["window"], layer["stride"], layer["padding"], groups=layer["groups"], bias=layer["bias"])]
    if kind == "MaxPool":
        return [(nn.MaxPool2d if image else nn.MaxPool1d)(layer["window"])]
    if kind == "GlobalAverage":
        return [(nn.AdaptiveAvgPool2d if image else nn.AdaptiveAvgPool1d)(1)]
    if kind == "BatchNorm":
        return [(nn.BatchNorm2d if image else nn.BatchNorm1d)(layer["outputs"])]
    assert kind == "Activate", kind
    return []


def read_floats(path):
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.float32)


def write_floats(path, tensors):
    with open(path, "wb") as file:
        for tensor in tensors:
            file.write(tensor.detach().contiguous().numpy().tobytes())


class Task:
    """A measurement: its data, and the implementations that a user of PyTorch could choose."""

    def __init__(self, command):
        self.command = command
        # Parameters, then running statistics, inputs and targets, as the benchmark wrote them.
        self.parameters, self.statistics, x, t = read_floats(command["data"]).split(command["sizes"])
        self.x, self.t = x.reshape(command["input"]).clone(), t.reshape(command["input"][0], -1).clone()

        self.stream = command["frames"] > 0
        if command["vocabulary"]:
            self.x = self.x.long()

    def network(self):
        if self.stream:
            network = self.stream_network()
            with torch.no_grad():
                nn.utils.vector_to_parameters(self.parameters.clone(), network.parameters())
            return network
        trunk, heads = modules(self.command["trunk"]), [self.head(head) for head in self.command["heads"]]
        network = nn.Sequential(*trunk, *heads[0]) if len(heads) == 1 else Heads(nn.Sequential(*trunk), [nn.Sequential(*head) for head in heads])
        with torch.no_grad():
            nn.utils.vector_to_parameters(self.parameters.clone(), network.parameters())
            place = 0
            for norm in network.modules():
                if isinstance(norm, NORMS):
                    for statistic in (norm.running_mean, norm.running_var):
                        statistic.copy_(self.statistics[place:place + len(statistic)])
                        place += len(statistic)
        return network

    def stream_network(self):
        layers = self.command["heads"][0]["layers"]
        return RecurrentStream(layers) if layers[0]["kind"] == "RecurrentLayer" else WaveNetStream(layers[0]["channels"])

    def head(self, described):
        """The modules of a head. In training a last softmax is part of the loss, which takes logits."""
        layers = modules(described["layers"])
        return layers[:-1] if self.command["pass"] == "training" and isinstance(layers[-1], (nn.Softmax, nn.LogSoftmax)) else layers

    def ways(self):
        """Name and factory of each implementation; a factory returns a step, and a function for its result as a list of tensors."""
        if self.command["pass"] == "training":
            return {"optim.SGD": self.train_by_module, "autograd.grad": self.train_by_hand}
        if self.stream:
            return {"eager": lambda: self.infer_stream(self.network().eval()), "jit.freeze": lambda: self.infer_stream(torch.jit.freeze(self.traced()))}
        return {"eager": lambda: self.infer(self.network().eval()),
                "jit.freeze": lambda: self.infer(torch.jit.freeze(self.traced())),
                "jit.optimize_for_inference": lambda: self.infer(torch.jit.optimize_for_inference(self.traced()))}

    def traced(self):
        with torch.no_grad():
            network = self.network().eval()
            return torch.jit.trace(network, (self.x, *network.zeros) if self.stream else self.x)

    def infer_stream(self, network):
        """A step goes on with the state that the last one has left."""
        x, state = self.x, self.stream_network().zeros

        def step():
            nonlocal state
            with torch.inference_mode():
                y, *state = network(x, *state)
            return y
        return step, lambda: [step()]

    def infer(self, network):
        x = self.x

        def step():
            with torch.inference_mode():
                return network(x)
        return step, lambda: [step()] if len(self.command["heads"]) == 1 else [torch.cat(step(), 1)]

    def loss(self):
        """The sum of the losses of the heads, as a function of outputs and targets; and the targets."""
        heads = self.command["heads"]
        losses = [nn.CrossEntropyLoss() if head["loss"] == "CrossEntropy" else nn.MSELoss() for head in heads]
        if self.stream:
            return lambda outputs, targets: losses[0](outputs[0], targets), self.t.reshape(self.x.shape[0], -1, 1)
        if len(heads) == 1:
            return losses[0], self.t.reshape(self.t.shape[0], -1, heads[0]["positions"]).squeeze(-1)
        targets = [target.clone() for target in self.t.split([head["outputs"] for head in heads], 1)]
        return lambda outputs, targets: sum(loss(y, t) for loss, y, t in zip(losses, outputs, targets)), targets

    def train_by_module(self):
        network, x = self.network().train(), self.x
        loss, t = self.loss()
        optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)

        def step():
            optimizer.zero_grad()
            loss(network(x), t).backward()
            optimizer.step()
        return step, lambda: list(network.parameters())

    def train_by_hand(self):
        network, x = self.network().train(), self.x
        loss, t = self.loss()
        parameters = list(network.parameters())

        def step():
            gradients = torch.autograd.grad(loss(network(x), t), parameters)
            with torch.no_grad():
                torch._foreach_add_(parameters, gradients, alpha=-LEARNING_RATE)
        return step, lambda: parameters


def time_steps(step, steps):
    repetitions = range(steps)
    start = time.perf_counter_ns()
    for _ in repetitions:
        step()
    return time.perf_counter_ns() - start


def speed(make):
    """The best of several short runs, after a warm-up in which tracing and its optimisations complete."""
    step, _ = make()
    for _ in range(20):
        step()
    return min(time_steps(step, 5) for _ in range(20))


def use_threads(count):
    """Debian's PyTorch calls OpenBLAS, which has threads of its own: two of them on one CPU wait for each other, a hundred times as long as they compute."""
    torch.set_num_threads(count)
    if os.path.exists("/proc/self/maps"):
        with open("/proc/self/maps") as maps:
            for library in {line.split()[-1] for line in maps if "libopenblas" in line}:
                ctypes.CDLL(library).openblas_set_num_threads(count)


def returns(make, seconds=20):
    """Whether an implementation returns: torch.jit.optimize_for_inference of PyTorch 2.6 computes forever on some networks. It runs in a child process, as nothing else interrupts it."""
    child = os.fork()
    if child == 0:
        step, _ = make()
        for _ in range(20):
            step()
        os._exit(0)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def prepare(command):
    use_threads(command["threads"])
    if command["cpus"]:
        os.sched_setaffinity(0, command["cpus"])
    task = Task(command)
    ways = task.ways()
    if command["pass"] == "forward":
        ways = {name: make for name, make in ways.items() if returns(make)}
    best = min(ways, key=lambda way: speed(ways[way]))
    step, result = ways[best]()
    if command["pass"] == "training":
        step()
    write_floats(command["result"], result())
    return step, best


def main():
    gc.disable()
    print(json.dumps({"version": torch.__version__}), flush=True)
    step = None
    for line in sys.stdin:
        command = json.loads(line)
        if command["do"] == "prepare":
            step, way = prepare(command)
            print(json.dumps({"way": way}), flush=True)
        else:
            print(json.dumps({"nanoseconds": time_steps(step, command["steps"])}), flush=True)


main()
