"""Trains a PyTorch model that classifies points by the arm of a spiral, one of three, that they lie on, and exports it: its weights as safetensors, and points with PyTorch's outputs.

    /usr/bin/python3 samples/FromPyTorch/export.py      (Debian's python3-torch is sufficient)
    dotnet run -c Release --project samples/FromPyTorch

writes spiral.safetensors and spiral.json next to this file. Your own model needs only save(), called with its unchanged state_dict():
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


torch.manual_seed(1)
model = nn.Sequential(nn.Linear(2, 32), nn.BatchNorm1d(32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(400):
    points, arms = spiral(256)
    loss = nn.functional.cross_entropy(model(points), arms)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

model.eval()
points, arms = spiral(1000)
with torch.no_grad():
    answers = torch.softmax(model(points), dim=1)

folder = pathlib.Path(__file__).parent
save(folder / "spiral.safetensors", model.state_dict())
(folder / "spiral.json").write_text(json.dumps({"points": points.tolist(), "arms": arms.tolist(), "answers": answers.tolist()}))
print(f"{(answers.argmax(1) == arms).float().mean():.1%} of {len(points)} points are classified correctly; tensors: {', '.join(model.state_dict())}")
