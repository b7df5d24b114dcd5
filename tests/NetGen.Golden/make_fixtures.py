"""Writes the fixtures: PyTorch's results for the networks declared in Networks.cs.

    apt-get install python3-torch
    /usr/bin/python3 make_fixtures.py

Everything is computed in float64, so that the fixtures do not depend on the rounding of one library;
weights, inputs and targets are float32 values, so that both sides start from the same ones. Nine digits restore a float32.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent / "fixtures"
BATCH = 5

# Each as declared by its class: inputs, layers of (units, activation, has bias), loss.
NETWORKS = {
    "LinearMse": (7, [(5, "Linear", True)], "MeanSquaredError"),
    "XorSigmoid": (2, [(2, "Sigmoid", True), (1, "Sigmoid", True)], "MeanSquaredError"),
    "ReluSoftmax": (17, [(33, "Relu", True), (10, "Softmax", True)], "CrossEntropy"),
    "LeakyReluLogits": (9, [(19, "LeakyRelu", True), (7, "Linear", True)], "CrossEntropy"),
    "EluLogSoftmax": (11, [(15, "Elu", True), (6, "LogSoftmax", True)], "CrossEntropy"),
    "SeluNoBias": (13, [(21, "Selu", False), (3, "Linear", False)], "MeanSquaredError"),
    "GeluHuber": (6, [(16, "Gelu", True), (4, "Linear", True)], "Huber"),
    "SiluAbsolute": (5, [(12, "Silu", True), (2, "Linear", True)], "MeanAbsoluteError"),
    "MishSigmoid": (8, [(18, "Mish", True), (3, "Sigmoid", True)], "BinaryCrossEntropy"),
    "HardSigmoidLogits": (10, [(14, "HardSigmoid", True), (5, "Linear", True)], "BinaryCrossEntropy"),
    "TanhHinge": (4, [(16, "Tanh", True), (1, "Linear", True)], "Hinge"),
    "HardTanhHinge": (12, [(9, "HardTanh", True), (4, "Tanh", True)], "Hinge"),
    "HardSwishMse": (3, [(31, "HardSwish", True), (17, "HardSwish", False), (2, "Linear", True)], "MeanSquaredError"),
    "SoftplusHuber": (16, [(16, "Softplus", True), (16, "Softplus", True)], "Huber"),
    "SoftsignMse": (20, [(10, "Softsign", True), (5, "Softsign", True), (2, "Softsign", True)], "MeanSquaredError"),
    "SoftmaxMse": (6, [(8, "Tanh", True), (4, "Softmax", True)], "MeanSquaredError"),
    "SoftmaxInside": (5, [(9, "Softmax", True), (9, "LogSoftmax", True), (3, "Linear", True)], "MeanSquaredError"),
    "SigmoidDeep": (4, [(8, "Sigmoid", True), (8, "Sigmoid", False), (8, "Sigmoid", True), (8, "Sigmoid", True), (3, "Sigmoid", True)], "BinaryCrossEntropy"),
    "OneByOne": (1, [(1, "Tanh", True), (1, "Linear", False)], "MeanSquaredError"),
    "WideIn": (130, [(3, "Relu", True), (2, "Softmax", True)], "CrossEntropy"),
    "WideOut": (2, [(5, "Silu", True), (67, "Softmax", True)], "CrossEntropy"),
    "GeluDeep": (15, [(17, "Gelu", True), (31, "Gelu", True), (13, "Gelu", True), (5, "LogSoftmax", True)], "CrossEntropy"),
    "ReluAbsolute": (33, [(20, "Relu", True), (9, "Relu", True)], "MeanAbsoluteError"),
    "StepPerceptron": (6, [(11, "Step", True), (4, "Step", True)], None),
}

ACTIVATIONS = {
    "Linear": lambda x: x, "Relu": F.relu, "LeakyRelu": F.leaky_relu, "Elu": F.elu, "Selu": F.selu, "Gelu": F.gelu, "Silu": F.silu,
    "Mish": F.mish, "Sigmoid": torch.sigmoid, "HardSigmoid": F.hardsigmoid, "Tanh": torch.tanh, "HardTanh": F.hardtanh,
    "HardSwish": F.hardswish, "Softplus": F.softplus, "Softsign": F.softsign, "Softmax": lambda x: F.softmax(x, -1),
    "LogSoftmax": lambda x: F.log_softmax(x, -1), "Step": lambda x: (x >= 0).to(x.dtype),
}
KINKS = {"Relu": [0], "LeakyRelu": [0], "Selu": [0], "Step": [0], "HardTanh": [-1, 1], "HardSigmoid": [-3, 3], "HardSwish": [-3, 3]}

OPTIMIZERS = {
    "Sgd": (torch.optim.SGD, dict(lr=0.1)),
    "SgdMomentum": (torch.optim.SGD, dict(lr=0.05, momentum=0.9)),
    "SgdDampening": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, dampening=0.3)),
    "SgdNesterov": (torch.optim.SGD, dict(lr=0.05, momentum=0.8, nesterov=True)),
    "SgdWeightDecay": (torch.optim.SGD, dict(lr=0.1, weight_decay=0.01)),
    "SgdEverything": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.02, nesterov=True)),
    "RmsProp": (torch.optim.RMSprop, dict(lr=0.002)),
    "RmsPropMomentum": (torch.optim.RMSprop, dict(lr=0.002, alpha=0.9, momentum=0.5)),
    "RmsPropCentered": (torch.optim.RMSprop, dict(lr=0.002, eps=1e-4, centered=True)),
    "RmsPropEverything": (torch.optim.RMSprop, dict(lr=0.002, alpha=0.95, eps=1e-4, momentum=0.7, centered=True, weight_decay=0.01)),
    "Adagrad": (torch.optim.Adagrad, dict(lr=0.05)),
    "AdagradEverything": (torch.optim.Adagrad, dict(lr=0.05, lr_decay=0.1, weight_decay=0.01, initial_accumulator_value=0.2)),
    "Adam": (torch.optim.Adam, dict(lr=0.01)),
    "AdamEverything": (torch.optim.Adam, dict(lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.05)),
    "AdamW": (torch.optim.AdamW, dict(lr=0.01)),
    "AdamWDecay": (torch.optim.AdamW, dict(lr=0.01, betas=(0.85, 0.95), weight_decay=0.3)),
}
OPTIMIZED = "Optimized"
NETWORKS[OPTIMIZED] = (6, [(9, "Tanh", True), (4, "Softmax", True)], "CrossEntropy")


def numbers(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().flatten().tolist()]


def single(tensor):
    """The nearest float32 values, as float64."""
    return tensor.float().double()


def fresh(spec, generator):
    inputs, layers, _ = spec
    parameters = {}
    for i, (units, _, has_bias) in enumerate(layers, 1):
        parameters[f"dense{i}.weight"] = single((torch.rand(units, inputs, generator=generator) * 2 - 1) * (3 / inputs) ** 0.5).requires_grad_()
        if has_bias:
            parameters[f"dense{i}.bias"] = single(torch.rand(units, generator=generator) - 0.5).requires_grad_()
        inputs = units
    return parameters


def forward(spec, parameters, x):
    """The last layer's sums and outputs, and the distance of any sum from a kink."""
    distance = float("inf")
    for i, (_, activation, _) in enumerate(spec[1], 1):
        z = F.linear(x, parameters[f"dense{i}.weight"], parameters.get(f"dense{i}.bias"))
        x = ACTIVATIONS[activation](z)
        for kink in KINKS.get(activation, []):
            distance = min(distance, (z - kink).abs().min().item())
    return z, x, distance


def loss_of(spec, z, y, t):
    last, loss = spec[1][-1][1], spec[2]
    if loss == "CrossEntropy":
        return -(t * y).sum(1).mean() if last == "LogSoftmax" else F.cross_entropy(z, t)
    if loss == "BinaryCrossEntropy":
        return F.binary_cross_entropy(y, t) if last == "Sigmoid" else F.binary_cross_entropy_with_logits(z, t)
    return {
        "MeanSquaredError": F.mse_loss, "MeanAbsoluteError": F.l1_loss, "Huber": F.huber_loss,
        "Hinge": lambda y, t: (1 - t * y).clamp(min=0).mean(),
    }[loss](y, t)


def targets(spec, rows, generator):
    outputs, loss = spec[1][-1][0], spec[2]
    uniform = torch.rand(rows, outputs, generator=generator)
    if loss == "CrossEntropy":  # classes, then soft
        t = F.one_hot(uniform.argmax(1), outputs).double()
        soft = uniform / uniform.sum(1, keepdim=True)
        t[rows // 2:] = soft[rows // 2:]
        return single(t)
    if loss == "BinaryCrossEntropy":
        return single(uniform)
    if loss == "Hinge":
        return (uniform < 0.5).double() * 2 - 1
    return single(uniform * 4 - 2)


def network_fixture(spec, generator):
    while True:
        parameters = fresh(spec, generator)
        x = single(torch.rand(BATCH, spec[0], generator=generator) * 2 - 1)
        t = targets(spec, BATCH, generator)
        z, y, distance = forward(spec, parameters, x)
        if distance > 1e-3:
            break
    fixture = dict(parameters={name: numbers(p) for name, p in parameters.items()}, inputs=numbers(x), outputs=numbers(y))
    if spec[2] is not None:
        loss = loss_of(spec, z, y, t)
        loss.backward()
        fixture |= dict(targets=numbers(t), loss=loss.item(), gradients={name: numbers(p.grad) for name, p in parameters.items()})
    return fixture


def optimizer_fixture(generator, steps=20, batch=8):
    """The same weights and batches for every optimizer; one batch per step."""
    spec = NETWORKS[OPTIMIZED]
    start = {name: p.detach() for name, p in fresh(spec, generator).items()}
    x = single(torch.rand(steps, batch, spec[0], generator=generator) * 2 - 1)
    t = torch.stack([targets(spec, batch, generator) for _ in range(steps)])
    after = {}
    for name, (kind, options) in OPTIMIZERS.items():
        parameters = {key: p.clone().requires_grad_() for key, p in start.items()}
        optimizer = kind(parameters.values(), **options)
        for step in range(steps):
            optimizer.zero_grad()
            z, y, _ = forward(spec, parameters, x[step])
            loss_of(spec, z, y, t[step]).backward()
            optimizer.step()
        after[name] = {key: numbers(p) for key, p in parameters.items()}
    return dict(parameters={key: numbers(p) for key, p in start.items()}, inputs=numbers(x), targets=numbers(t), batch=batch, after=after)


def xor_fixture(generator, epochs=1000):
    """Sgd, one sample per step, always in the order 00, 01, 10, 11."""
    spec = NETWORKS["XorSigmoid"]
    parameters = fresh(spec, generator)
    start = {name: numbers(p) for name, p in parameters.items()}
    optimizer = torch.optim.SGD(parameters.values(), lr=0.5)
    x = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=torch.float64)
    t = torch.tensor([[0], [1], [1], [0]], dtype=torch.float64)
    for _ in range(epochs):
        for row in range(4):
            optimizer.zero_grad()
            z, y, _ = forward(spec, parameters, x[row:row + 1])
            loss_of(spec, z, y, t[row:row + 1]).backward()
            optimizer.step()
    return dict(learningRate=0.5, epochs=epochs, parameters=start, after={name: numbers(p) for name, p in parameters.items()})


def write(name, fixture):
    (HERE / f"{name}.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(1)
    HERE.mkdir(exist_ok=True)
    write("networks", {name: network_fixture(spec, generator) for name, spec in NETWORKS.items()})
    write("optimizers", optimizer_fixture(generator))
    write("xor", xor_fixture(generator))
