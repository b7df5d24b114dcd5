"""Records the learning rates of PyTorch's schedules: run in this folder; writes schedules.json."""
import json
import torch
from torch.optim import lr_scheduler as s

LENGTH = 40


def rates(make):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
    schedule = make(optimizer)
    recorded = []
    for _ in range(LENGTH):
        recorded.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return recorded


def warm(optimizer, length, start, after):
    return s.SequentialLR(optimizer, [s.LinearLR(optimizer, start, 1, length), after], [length])


def plateau():
    """Rates after each of the given losses."""
    losses = [5, 4, 4, 4, 3.9999, 3, 3, 3, 3, 3, 3, 3, 2, 2.5, 2.5, 2.5, 2.5, 2.5]
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
    schedule = s.ReduceLROnPlateau(optimizer, factor=0.5, patience=2, cooldown=1, min_lr=0.02)
    recorded = []
    for loss in losses:
        schedule.step(loss)
        recorded.append(optimizer.param_groups[0]["lr"])
    return {"losses": losses, "rates": recorded}


json.dump(
    {
        "schedules": {
            "constant": rates(lambda o: s.ConstantLR(o, 0.25, 7)),
            "linear": rates(lambda o: s.LinearLR(o, 0.2, 0.9, 11)),
            "step": rates(lambda o: s.StepLR(o, 6, 0.5)),
            "exponential": rates(lambda o: s.ExponentialLR(o, 0.93)),
            "polynomial": rates(lambda o: s.PolynomialLR(o, 30, 1.7)),
            "cosine": rates(lambda o: s.CosineAnnealingLR(o, 25, 0.01)),
            "restarts": rates(lambda o: s.CosineAnnealingWarmRestarts(o, 5, 2, 0.01)),
            "equal_restarts": rates(lambda o: s.CosineAnnealingWarmRestarts(o, 9)),
            "one_cycle": rates(lambda o: s.OneCycleLR(o, 0.8, total_steps=LENGTH + 1, pct_start=0.4, cycle_momentum=False)),
            "warm_cosine": rates(lambda o: warm(o, 8, 0.1, s.CosineAnnealingLR(o, 30))),
        },
        "plateau": plateau(),
    },
    open("schedules.json", "w"),
    indent=1,
)
