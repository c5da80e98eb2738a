"""The plain PyTorch encoder-decoder that fixtures and peers share.

B batch, T target positions, S source positions, D model width, V vocabulary.
"""

import math

import torch
from torch import nn

PAD = 0


def sinusoids(positions, width):
    """The paper's table [positions, width]: sine in even columns, cosine in odd ones."""
    position = torch.arange(positions, dtype=torch.float64)[:, None]
    rate = torch.exp(torch.arange(0, width, 2, dtype=torch.float64) * (-math.log(10_000.0) / width))
    table = torch.empty(positions, width, dtype=torch.float64)
    table[:, 0::2] = torch.sin(position * rate)
    table[:, 1::2] = torch.cos(position * rate)
    return table


class EncoderDecoder(nn.Module):
    """nn.Transformer with one embedding for source, target and output.

    Post-norm stacks have no norm after the last layer, as in the paper; pre-norm ones do.
    """

    def __init__(self, vocabulary, width, heads, inner, layers, dropout, pre_norm, longest=1024):
        super().__init__()
        self.width = width
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=PAD)
        self.transformer = nn.Transformer(
            width, heads, layers, layers, inner, dropout, batch_first=True, norm_first=pre_norm
        )
        if not pre_norm:
            self.transformer.encoder.norm = None
            self.transformer.decoder.norm = None
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("positions", sinusoids(longest, width).float(), persistent=False)
        nn.init.normal_(self.embedding.weight, std=width**-0.5)
        with torch.no_grad():
            self.embedding.weight[PAD].zero_()

    def embed(self, ids, start=0):
        scaled = self.embedding(ids) * math.sqrt(self.width)
        return self.dropout(scaled + self.positions[start : start + ids.shape[1]])

    def encode(self, source):
        return self.transformer.encoder(self.embed(source), src_key_padding_mask=source == PAD)

    def decode(self, target, memory, source):
        """Hidden states [B, T, D] of the target prefix; a position sees only earlier ones."""
        future = torch.ones(target.shape[1], target.shape[1], dtype=torch.bool).triu(1)
        return self.transformer.decoder(
            self.embed(target),
            memory,
            tgt_mask=future,
            tgt_is_causal=True,
            tgt_key_padding_mask=target == PAD,
            memory_key_padding_mask=source == PAD,
        )

    def logits(self, hidden):
        return hidden @ self.embedding.weight.T

    def forward(self, source, target):
        return self.logits(self.decode(target, self.encode(source), source))


def parameter_count(model):
    return sum(parameter.numel() for parameter in model.parameters())
