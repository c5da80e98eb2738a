"""One training step of RNNsearch (Bahdanau et al. 2014): GRUs, additive scores, maxout."""

import argparse

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from model import parameter_count
from timing import common_arguments, measure, prepare, report_times

PADDING = 0


class RnnSearch(nn.Module):
    def __init__(self, vocabulary, width):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=PADDING)
        nn.init.normal_(self.embedding.weight, std=width**-0.5)
        self.encoder = nn.GRU(width, width, batch_first=True, bidirectional=True)
        self.initial = nn.Linear(width, 2 * width)
        self.query = nn.Linear(2 * width, width, bias=False)
        self.key = nn.Linear(2 * width, width, bias=False)
        self.score = nn.Linear(width, 1, bias=False)
        self.decoder = nn.GRUCell(3 * width, 2 * width)
        self.readout = nn.Linear(5 * width, 2 * width)

    def forward(self, source, lengths, target):
        """Logits, and the alignments of each target position."""
        scale = self.embedding.embedding_dim**0.5
        packed = pack_padded_sequence(
            self.embedding(source) * scale, lengths, batch_first=True, enforce_sorted=False
        )
        outputs, last = self.encoder(packed)
        annotations = pad_packed_sequence(outputs, batch_first=True)[0]  # [B, S, 2D]
        real = torch.arange(source.shape[1])[None] < lengths[:, None]
        keys = self.key(annotations)
        state = torch.tanh(self.initial(last[1]))
        words = self.embedding(target) * scale
        states, contexts, alignments = [], [], []
        for word in words.unbind(1):
            scores = self.score(torch.tanh(self.query(state)[:, None] + keys)).squeeze(-1)
            weights = scores.masked_fill(~real, -torch.inf).softmax(-1)
            context = torch.bmm(weights[:, None], annotations.to(weights.dtype)).squeeze(1)
            state = self.decoder(torch.cat([word, context], -1), state)
            states.append(state)
            contexts.append(context)
            alignments.append(weights)
        read = self.readout(torch.cat([torch.stack(states, 1), words, torch.stack(contexts, 1)], -1))
        left, right = read.chunk(2, -1)
        logits = functional.linear(torch.maximum(left, right), self.embedding.weight)
        return logits, alignments


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    common_arguments(parser, repeats=15)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--length", type=int, default=24)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--vocabulary", type=int, default=8000)
    parser.add_argument("--dtype", choices=["bfloat16", "float32"], default="bfloat16")
    options = parser.parse_args()
    prepare(options)
    model = RnnSearch(options.vocabulary, options.width)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.1, fused=True)
    shape = (options.batch, options.length)
    lengths = torch.randint(options.length // 2, options.length + 1, (options.batch,))
    lengths[0] = options.length
    source = torch.randint(1, options.vocabulary, shape)
    source[torch.arange(options.length)[None] >= lengths[:, None]] = PADDING
    target = torch.randint(1, options.vocabulary, (options.batch, options.length + 1))
    losses = []

    def step():
        with torch.autocast("cpu", torch.bfloat16, enabled=options.dtype == "bfloat16"):
            logits, _ = model(source, lengths, target[:, :-1])
            loss = functional.cross_entropy(
                logits.flatten(0, 1), target[:, 1:].flatten(), ignore_index=PADDING
            )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())

    times = measure(step, options.warmup, options.repeats)
    report_times(
        "rnnsearch_step",
        times,
        dtype=options.dtype,
        parameters=parameter_count(model),
        tokens_per_second=round(options.batch * options.length / sorted(times)[len(times) // 2]),
        first_loss=round(losses[0], 4),
        last_loss=round(losses[-1], 4),
    )


if __name__ == "__main__":
    main()
