"""Trains two PyTorch models and exports each: its weights as safetensors, and inputs with PyTorch's outputs. One classifies points by the arm of a spiral, one of three, that they lie on;
the other, a residual network, classifies small images by the direction of their stripes.

    /usr/bin/python3 samples/FromPyTorch/export.py      (Debian's python3-torch is sufficient)
    dotnet run -c Release --project samples/FromPyTorch

writes spiral.* and stripes.* next to this file. Your own model needs only save(), called with its unchanged state_dict():
NetGen ignores the num_batches_tracked of its batch norms.
"""
import json
import math
import pathlib
import struct

import torch
from torch import nn


def save(path, state):
    """Writes a state_dict as safetensors: the length of a JSON header in 8 bytes, the header, then all elements. The package safetensors writes the same format."""
    header, data = {}, bytearray()
    for name, tensor in state.items():
        values = tensor.detach().cpu()
        dtype, code = ("F32", "f") if values.is_floating_point() else ("I64", "q")
        begin = len(data)
        data += struct.pack(f"<{values.numel()}{code}", *values.flatten().tolist())
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def spiral(count):
    arm = torch.randint(3, (count,))
    radius = torch.rand(count)
    angle = 4 * radius + arm * (2 * math.pi / 3) + 0.1 * torch.randn(count)
    return torch.stack([radius * torch.cos(angle), radius * torch.sin(angle)], dim=1), arm


class Block(nn.Module):
    """The basic block of a residual network, with torchvision's names."""

    def __init__(self, channels, filters):
        super().__init__()
        stride = 1 if channels == filters else 2
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.downsample = None if stride == 1 else nn.Sequential(nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class Stripes(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.layer1 = nn.Sequential(Block(8, 8))
        self.layer2 = nn.Sequential(Block(8, 16))
        self.fc = nn.Linear(16, 4)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(torch.relu(self.bn1(self.conv1(x))))).mean((2, 3)))


def stripes(count, side=12):
    direction = torch.randint(4, (count,))
    angle = direction * (math.pi / 4)
    rows, columns = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    position = torch.cos(angle)[:, None, None] * columns + torch.sin(angle)[:, None, None] * rows
    images = torch.sin(1.3 * position + 6 * torch.rand(count, 1, 1)) + 1.5 * torch.randn(count, side, side)
    return images[:, None], direction


def train(model, draw, steps, batch):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(steps):
        inputs, classes = draw(batch)
        loss = nn.functional.cross_entropy(model(inputs), classes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


def export(name, model, inputs, classes):
    with torch.no_grad():
        answers = torch.softmax(model(inputs), dim=1)
    folder = pathlib.Path(__file__).parent
    save(folder / f"{name}.safetensors", model.state_dict())
    (folder / f"{name}.json").write_text(json.dumps({"inputs": inputs.flatten(1).tolist(), "answers": answers.tolist()}))
    print(f"{name}: {(answers.argmax(1) == classes).float().mean():.1%} of {len(inputs)} are classified correctly; tensors: {', '.join(model.state_dict())}")


torch.manual_seed(1)
arms = nn.Sequential(nn.Linear(2, 32), nn.BatchNorm1d(32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 3))
export("spiral", train(arms, spiral, steps=400, batch=256), *spiral(1000))
export("stripes", train(Stripes(), stripes, steps=60, batch=64), *stripes(200))
