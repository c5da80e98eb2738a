"""Fixtures of optimizers, gradient clipping and the training of a Transformer. D=7, inner 13."""

import torch
from torch import nn

from fixture import Fixture
from fixtures_models import BATCHES, SMALL, put_batch, short_name, small_model, smoothed_loss

D, INNER = 7, 13
STEPS = 10
ADAMW = {"lr": 0.003, "betas": (0.9, 0.98), "eps": 1e-6, "weight_decay": 0.01}


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


def transformer(pre_norm):
    """Ten steps of AdamW on batches 0, 1, 0, 1, …: the loss before each step, the final parameters."""
    name = "training" if pre_norm else "training_post_norm"
    fixture = Fixture(name, label_smoothing=0.1, steps=STEPS, **SMALL, **ADAMW)
    model = small_model(fixture, pre_norm)
    batches = [put_batch(fixture, f"input.{i}.", batch) for i, batch in enumerate(BATCHES)]
    optimizer = torch.optim.AdamW(model.parameters(), foreach=False, **ADAMW)
    losses = []
    for step in range(STEPS):
        source, decoder_input, target = batches[step % len(batches)]
        loss = smoothed_loss(model(source, decoder_input), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    fixture.put("output.losses", torch.stack(losses))
    for key, parameter in model.named_parameters():
        fixture.put(f"output.parameter.{short_name(key)}", parameter)
    return fixture


def fixtures():
    adam = {"lr": 0.01, "betas": (0.9, 0.98), "eps": 1e-9}
    return [
        optimizer("adamw", torch.optim.AdamW, weight_decay=0.01, **adam),
        optimizer("adam", torch.optim.Adam, weight_decay=0.0, **adam),
        clipped_gradients("clip_grad_norm", 1.0),
        clipped_gradients("clip_grad_norm_within", 100.0),
        *(transformer(pre_norm) for pre_norm in (False, True)),
    ]
