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
ACTIVATIONS = {"Relu": nn.ReLU, "Sigmoid": nn.Sigmoid, "Tanh": nn.Tanh, "Softmax": lambda: nn.Softmax(1)}


NORMS = (nn.BatchNorm1d, nn.BatchNorm2d)


class Residual(nn.Module):
    """body(x) + shortcut(x)"""

    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


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

    def network(self):
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

    def head(self, described):
        """The modules of a head. In training a last softmax is part of the loss, which takes logits."""
        layers = modules(described["layers"])
        return layers[:-1] if self.command["pass"] == "training" and isinstance(layers[-1], nn.Softmax) else layers

    def ways(self):
        """Name and factory of each implementation; a factory returns a step, and a function for its result as a list of tensors."""
        if self.command["pass"] == "training":
            return {"optim.SGD": self.train_by_module, "autograd.grad": self.train_by_hand}
        return {"eager": lambda: self.infer(self.network().eval()),
                "jit.freeze": lambda: self.infer(torch.jit.freeze(self.traced())),
                "jit.optimize_for_inference": lambda: self.infer(torch.jit.optimize_for_inference(self.traced()))}

    def traced(self):
        with torch.no_grad():
            return torch.jit.trace(self.network().eval(), self.x)

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
        if len(heads) == 1:
            return losses[0], self.t
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
