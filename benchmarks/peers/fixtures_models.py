"""Fixtures of transformer layers, and of a small whole Transformer and RNNsearch."""

import torch
from torch import nn
from torch.nn import functional

from fixture import Fixture, may_attend
from model import PAD, EncoderDecoder, sinusoids
from rnnsearch_step import RnnSearch

B, T, S, N, H, INNER = 2, 5, 11, 3, 7, 13
D = N * H
SMALL = {"vocabulary": 23, "width": 18, "heads": 3, "inner": 8, "layers": 2}
BATCHES = [
    (
        [[5, 9, 21, 3, 17, 8, 2], [11, 4, 22, 2, 0, 0, 0]],
        [[1, 7, 13, 19, 6], [1, 20, 10, 0, 0]],
        [[7, 13, 19, 6, 2], [20, 10, 2, 0, 0]],
    ),
    (
        [[16, 3, 2, 0, 0], [12, 18, 14, 5, 2], [9, 9, 15, 2, 0]],
        [[1, 4, 0], [1, 8, 11], [1, 22, 15]],
        [[4, 2, 0], [8, 11, 2], [22, 15, 2]],
    ),
]


def order(pre_norm):
    return "pre_norm" if pre_norm else "post_norm"


def encoder_layer(pre_norm):
    fixture = Fixture(f"encoder_layer_{order(pre_norm)}", heads=N)
    module = fixture.parameters(
        nn.TransformerEncoderLayer(D, N, INNER, dropout=0.0, batch_first=True, norm_first=pre_norm)
    )
    x = fixture.input("x", B, S, D)
    lengths = fixture.put("input.lengths", torch.tensor([11, 4]))
    padding = ~may_attend(lengths, 1, S)[:, 0]
    fixture.backward(module(x, src_key_padding_mask=padding), {"x": x}, module)
    return fixture


def decoder_layer(pre_norm):
    fixture = Fixture(f"decoder_layer_{order(pre_norm)}", heads=N)
    module = fixture.parameters(
        nn.TransformerDecoderLayer(D, N, INNER, dropout=0.0, batch_first=True, norm_first=pre_norm)
    )
    inputs = {"x": fixture.input("x", B, T, D), "memory": fixture.input("memory", B, S, D)}
    lengths = fixture.put("input.lengths", torch.tensor([5, 3]))
    memory_lengths = fixture.put("input.memory_lengths", torch.tensor([11, 4]))
    output = module(
        inputs["x"],
        inputs["memory"],
        tgt_mask=~may_attend(torch.tensor([T]), T, T, causal=True)[0],
        tgt_key_padding_mask=~may_attend(lengths, 1, T)[:, 0],
        memory_key_padding_mask=~may_attend(memory_lengths, 1, S)[:, 0],
    )
    fixture.backward(output, inputs, module)
    return fixture


def short_name(name):
    return name.removeprefix("transformer.")


def small_model(fixture, pre_norm):
    model = EncoderDecoder(**SMALL, dropout=0.0, pre_norm=pre_norm, longest=16).double()
    model.positions = sinusoids(16, SMALL["width"])
    return fixture.parameters(model, short_name)


def put_batch(fixture, prefix, batch):
    names = ("source", "decoder_input", "decoder_target")
    return [fixture.put(prefix + name, torch.tensor(ids)) for name, ids in zip(names, batch)]


def smoothed_loss(logits, target):
    return functional.cross_entropy(
        logits.flatten(0, 1), target.flatten(), ignore_index=PAD, label_smoothing=0.1
    )


def transformer(pre_norm):
    """Logits, mean label-smoothed loss and its gradients (no `upstream`)."""
    fixture = Fixture(f"transformer_{order(pre_norm)}", label_smoothing=0.1, **SMALL)
    model = small_model(fixture, pre_norm)
    source, decoder_input, target = put_batch(fixture, "input.", BATCHES[0])
    memory = fixture.put("output.memory", model.encode(source))
    logits = fixture.put("output.logits", model.logits(model.decode(decoder_input, memory, source)))
    loss = fixture.put("output.loss", smoothed_loss(logits, target))
    loss.backward()
    fixture.gradients(module=model, rename=short_name)
    return fixture


def uvaha_name(name):
    """encoder.weight_ih_l0_reverse -> encoder.backwards.input.weight"""
    layer, _, rest = name.partition(".")
    if layer in ("query", "key", "score"):
        return f"score.{name}"
    if layer == "readout":
        return f"readout.map.{rest}"
    if layer not in ("encoder", "decoder"):
        return name
    kind, side, *place = rest.split("_")
    way = {(): "", ("l0",): ".forwards", ("l0", "reverse"): ".backwards"}[tuple(place)]
    return f"{layer}{way}.{'input' if side == 'ih' else 'state'}.{kind}"


def rnnsearch():
    """Logits, alignments, mean loss and its gradients (no `upstream`)."""
    fixture = Fixture("rnnsearch", vocabulary=SMALL["vocabulary"], width=6)
    model = fixture.parameters(RnnSearch(SMALL["vocabulary"], 6), uvaha_name)
    source, decoder_input, target = put_batch(fixture, "input.", BATCHES[0])
    logits, alignments = model(source, (source != PAD).sum(1), decoder_input)
    fixture.put("output.logits", logits)
    fixture.put("output.alignments", torch.stack(alignments, 1))
    loss = functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=PAD)
    fixture.put("output.loss", loss).backward()
    fixture.gradients(module=model, rename=uvaha_name)
    return fixture


def fixtures():
    makers = (encoder_layer, decoder_layer, transformer)
    return [*(make(pre_norm) for make in makers for pre_norm in (False, True)), rnnsearch()]
