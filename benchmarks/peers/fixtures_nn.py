"""Fixtures of layers and losses. B=2, T=5, D=7, inner 13, V=11; recurrent ones have B=3."""

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from fixture import Fixture

B, T, D, INNER, V = 2, 5, 7, 13, 11


class FeedForward(nn.Module):
    """linear2(activation(linear1(x))), named as in nn.TransformerEncoderLayer."""

    def __init__(self, activation):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(D, INNER), nn.Linear(INNER, D)
        self.activation = activation

    def forward(self, x):
        return self.linear2(self.activation(self.linear1(x)))


class SwiGlu(nn.Module):
    """down(silu(gate(x)) * up(x)), named as in Llama."""

    def __init__(self):
        super().__init__()
        self.gate_proj = nn.Linear(D, INNER, bias=False)
        self.up_proj = nn.Linear(D, INNER, bias=False)
        self.down_proj = nn.Linear(INNER, D, bias=False)

    def forward(self, x):
        return self.down_proj(functional.silu(self.gate_proj(x)) * self.up_proj(x))


def gelu_tanh(x):
    return functional.gelu(x, approximate="tanh")


def layer(name, module, **settings):
    fixture = Fixture(name, **settings)
    fixture.parameters(module)
    x = fixture.input("x", B, T, D)
    fixture.backward(module(x), {"x": x}, module)
    return fixture


def activation(name, function):
    fixture = Fixture(name)
    x = fixture.put("input.x", 3 * fixture.normal(B, T, D).float().double()).requires_grad_()
    fixture.backward(function(x), {"x": x})
    return fixture


def embedding():
    fixture = Fixture("embedding", padding_idx=0)
    module = fixture.parameters(nn.Embedding(V, D, padding_idx=0))
    with torch.no_grad():
        module.weight[0].zero_()
    fixture.put("parameter.weight", module.weight)
    ids = fixture.put("input.ids", torch.tensor([[3, 10, 3, 1, 0], [7, 2, 0, 0, 0]]))
    fixture.backward(module(ids), module=module)
    return fixture


def cross_entropy(name, smoothing):
    fixture = Fixture(name, label_smoothing=smoothing, ignore_index=0, reduction="mean")
    logits = fixture.input("logits", B, T, V)
    target = fixture.put("input.target", torch.tensor([[3, 10, 4, 1, 2], [7, 2, 0, 0, 0]]))
    loss = functional.cross_entropy(
        logits.flatten(0, 1), target.flatten(), ignore_index=0, label_smoothing=smoothing
    )
    loss.backward()
    fixture.put("output", loss)
    fixture.gradients({"logits": logits})
    return fixture


def binary_cross_entropy():
    """Logits up to about 40, where a sigmoid in float32 is 1; targets 0, 1 and between."""
    fixture = Fixture("binary_cross_entropy", reduction="mean")
    large = (13 * fixture.normal(B, T, D)).float().double()
    logits = fixture.put("input.logits", large).requires_grad_()
    target = fixture.put("input.target", fixture.normal(B, T, D).clamp(0, 1)).requires_grad_()
    loss = functional.binary_cross_entropy_with_logits(logits, target)
    loss.backward()
    fixture.put("output", loss)
    fixture.gradients({"logits": logits, "target": target})
    return fixture


def mean_squared_error():
    fixture = Fixture("mse", reduction="mean")
    x, target = fixture.input("x", B, T, D), fixture.input("target", B, T, D)
    loss = functional.mse_loss(x, target)
    loss.backward()
    fixture.put("output", loss)
    fixture.gradients({"x": x, "target": target})
    return fixture


def convolution():
    fixture = Fixture("conv1d")
    module = fixture.parameters(nn.Conv1d(D, INNER, kernel_size=3, padding=1))
    x = fixture.input("x", B, T, D)
    fixture.backward(module(x.mT).mT, {"x": x}, module)
    return fixture


def recurrent(name, module):
    """Sequences of 5, 1 and 4 positions; the last states of all directions beside the outputs."""
    fixture = Fixture(name)
    fixture.parameters(module)
    x = fixture.input("x", 3, T, D)
    lengths = fixture.put("input.lengths", torch.tensor([T, 1, 4]))
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    outputs, last = module(packed)
    hidden, memory = last if isinstance(last, tuple) else (last, None)
    fixture.put("output.last", hidden)
    if memory is not None:
        fixture.put("output.memory", memory)
    fixture.backward(pad_packed_sequence(outputs, batch_first=True)[0], {"x": x}, module)
    return fixture


def fixtures():
    return [
        layer("linear", nn.Linear(D, INNER)),
        layer("linear_without_bias", nn.Linear(D, INNER, bias=False)),
        layer("layer_norm", nn.LayerNorm(D, eps=1e-5), eps=1e-5),
        layer("rms_norm", nn.RMSNorm(D, eps=1e-6), eps=1e-6),
        layer("feed_forward_relu", FeedForward(functional.relu)),
        layer("feed_forward_gelu", FeedForward(functional.gelu)),
        layer("feed_forward_gelu_tanh", FeedForward(gelu_tanh)),
        layer("feed_forward_silu", FeedForward(functional.silu)),
        layer("feed_forward_swiglu", SwiGlu()),
        embedding(),
        activation("relu", functional.relu),
        activation("gelu", functional.gelu),
        activation("gelu_tanh", gelu_tanh),
        activation("silu", functional.silu),
        cross_entropy("cross_entropy", 0.0),
        cross_entropy("cross_entropy_smoothed", 0.1),
        binary_cross_entropy(),
        mean_squared_error(),
        convolution(),
        recurrent("elman", nn.RNN(D, INNER, batch_first=True)),
        recurrent("gru", nn.GRU(D, INNER, batch_first=True)),
        recurrent("gru_both_ways", nn.GRU(D, INNER, batch_first=True, bidirectional=True)),
        recurrent("lstm", nn.LSTM(D, INNER, batch_first=True)),
        recurrent("lstm_both_ways", nn.LSTM(D, INNER, batch_first=True, bidirectional=True)),
    ]
