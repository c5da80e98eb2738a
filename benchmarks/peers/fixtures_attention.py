"""Fixtures of attention and positions. B=2, T=5, S=11, N=3, H=7, D=21."""

import torch
from torch import nn
from torch.nn import functional
from transformers import LlamaConfig
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding, apply_rotary_pos_emb

from fixture import Fixture, may_attend
from model import sinusoids

B, T, S, N, H = 2, 5, 11, 3, 7
D = N * H


def multi_head(name, keys, lengths=None, causal=False):
    """nn.MultiheadAttention; self-attention where `keys` is None, else over a memory."""
    fixture = Fixture(name, heads=N)
    module = fixture.parameters(nn.MultiheadAttention(D, N, batch_first=True))
    inputs = {"query": fixture.input("query", B, T, D)}
    if keys:
        inputs["memory"] = fixture.input("memory", B, keys, D)
    memory = inputs.get("memory", inputs["query"])
    lengths = torch.tensor(lengths or [memory.shape[1]] * B)
    mask = may_attend(lengths, T, memory.shape[1], causal)
    fixture.put("input.lengths", lengths)
    fixture.put("input.may_attend", mask)
    output, weights = module(
        inputs["query"], memory, memory,
        attn_mask=~mask.repeat_interleave(N, 0), average_attn_weights=False,
    )  # fmt: skip
    fixture.put("output.weights", weights)
    fixture.backward(output, inputs, module)
    return fixture


def scaled_dot_product(name, keys, mask=None):
    """PyTorch's own function; a query that may see no key yields zeros."""
    fixture = Fixture(name)
    inputs = {
        "query": fixture.input("query", B, N, T, H),
        "key": fixture.input("key", B, N, keys, H),
        "value": fixture.input("value", B, N, keys, H),
    }
    if mask is not None:
        fixture.put("input.may_attend", mask)
        mask = mask[:, None]
    fixture.backward(
        functional.scaled_dot_product_attention(*inputs.values(), attn_mask=mask), inputs
    )
    return fixture


class Additive(nn.Module):
    """a(q, k) = w_v^T tanh(W_q^T q + W_k^T k)."""

    def __init__(self, query, key, hidden):
        super().__init__()
        self.query = nn.Linear(query, hidden, bias=False)
        self.key = nn.Linear(key, hidden, bias=False)
        self.score = nn.Linear(hidden, 1, bias=False)

    def forward(self, query, key):
        return self.score(
            torch.tanh(self.query(query)[:, :, None] + self.key(key)[:, None])
        ).squeeze(-1)


class Bilinear(nn.Module):
    """a(q, k) = q^T W k."""

    def __init__(self, query, key):
        super().__init__()
        self.key = nn.Linear(key, query, bias=False)

    def forward(self, query, key):
        return query @ self.key(key).mT


def scored(name, score, lengths):
    """Attention with a score of its own, over keys that may be padding."""
    fixture = Fixture(name)
    module = fixture.parameters(score)
    inputs = {
        "query": fixture.input("query", B, T, 7),
        "key": fixture.input("key", B, S, 13),
        "value": fixture.input("value", B, S, 19),
    }
    lengths = fixture.put("input.lengths", torch.tensor(lengths))
    mask = fixture.put("input.may_attend", may_attend(lengths, T, S))
    scores = fixture.put("output.scores", module(inputs["query"], inputs["key"]))
    weights = fixture.put("output.weights", scores.masked_fill(~mask, -torch.inf).softmax(-1))
    fixture.backward(weights @ inputs["value"], inputs, module)
    return fixture


def rotary(name, start):
    """Llama's rotation: column i turns with column i + H/2."""
    width, theta = 10, 10_000.0
    fixture = Fixture(name, theta=theta, start=start)
    config = LlamaConfig(
        hidden_size=N * width, num_attention_heads=N, head_dim=width,
        rope_parameters={"rope_type": "default", "rope_theta": theta},
    )  # fmt: skip
    query, key = fixture.input("query", B, N, T, width), fixture.input("key", B, N, T, width)
    positions = fixture.put("input.positions", torch.arange(start, start + T))
    cosine, sine = LlamaRotaryEmbedding(config)(query, positions[None])
    turned, turned_key = apply_rotary_pos_emb(query, key, cosine, sine)
    fixture.put("output.key", turned_key)
    fixture.backward(turned, {"query": query}, name="output.query")
    return fixture


def sinusoidal():
    fixture = Fixture("sinusoidal_positions")
    fixture.put("output", sinusoids(50, 128))
    return fixture


def fixtures():
    short, blind = torch.tensor([11, 4]), may_attend(torch.tensor([11, 7]), T, S).clone()
    blind[0, 2] = False
    blind[1, 1, 3] = False
    causal = may_attend(torch.tensor([T, T]), T, T, causal=True)
    return [
        multi_head("multi_head_self", None),
        multi_head("multi_head_self_padding", None, [5, 3]),
        multi_head("multi_head_self_causal", None, causal=True),
        multi_head("multi_head_self_causal_padding", None, [5, 3], causal=True),
        multi_head("multi_head_cross", S),
        multi_head("multi_head_cross_padding", S, [11, 4]),
        scaled_dot_product("scaled_dot_product", S),
        scaled_dot_product("scaled_dot_product_causal", T, causal),
        scaled_dot_product("scaled_dot_product_padding", S, may_attend(short, T, S)),
        scaled_dot_product("scaled_dot_product_custom", S, blind),
        scored("additive", Additive(query=7, key=13, hidden=17), [11, 11]),
        scored("additive_padding", Additive(query=7, key=13, hidden=17), [11, 4]),
        scored("bilinear", Bilinear(query=7, key=13), [11, 11]),
        scored("bilinear_padding", Bilinear(query=7, key=13), [11, 4]),
        rotary("rotary", 0),
        rotary("rotary_from_seven", 7),
        sinusoidal(),
    ]
