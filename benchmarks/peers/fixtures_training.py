"""Fixtures of optimizers and gradient clipping. D=7, inner 13."""

import torch
from torch import nn

from fixture import Fixture

D, INNER = 7, 13
STEPS = 10


def optimizer(name, make, **settings):
    """Ten steps on given gradients `gradient.STEP.*`; parameters after each in `output.STEP.*`."""
    fixture = Fixture(name, steps=STEPS, **settings)
    module = fixture.parameters(nn.Linear(D, INNER))
    update = make(module.parameters(), foreach=False, **settings)
    for step in range(STEPS):
        for key, parameter in module.named_parameters():
            given = fixture.normal(*parameter.shape)
            parameter.grad = fixture.put(f"gradient.{step}.{key}", given)
        update.step()
        for key, parameter in module.named_parameters():
            fixture.put(f"output.{step}.{key}", parameter)
    return fixture


def clipped_gradients(name, max_norm):
    fixture = Fixture(name, max_norm=max_norm)
    shapes = {"weight": (D, INNER), "bias": (D,)}
    parameters = {key: nn.Parameter(torch.zeros(shape).double()) for key, shape in shapes.items()}
    for key, parameter in parameters.items():
        parameter.grad = fixture.put(f"input.gradient.{key}", fixture.normal(*parameter.shape))
    norm = nn.utils.clip_grad_norm_(parameters.values(), max_norm)
    fixture.put("output.norm", norm)
    for key, parameter in parameters.items():
        fixture.put(f"output.gradient.{key}", parameter.grad)
    return fixture


def fixtures():
    adam = {"lr": 0.01, "betas": (0.9, 0.98), "eps": 1e-9}
    return [
        optimizer("adamw", torch.optim.AdamW, weight_decay=0.01, **adam),
        optimizer("adam", torch.optim.Adam, weight_decay=0.0, **adam),
        clipped_gradients("clip_grad_norm", 1.0),
        clipped_gradients("clip_grad_norm_within", 100.0),
    ]
