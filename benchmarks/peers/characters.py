"""nanoGPT's recipe for the processor: 4 layers of 128 over the characters of one text."""

import argparse
import math
import pathlib
import time

import torch
from torch import nn

from gpt_step import Gpt as Stack
from model import parameter_count
from timing import common_arguments, peak_megabytes, prepare, report

ROWS, LENGTH, LAYERS, HEADS, WIDTH = 12, 64, 4, 4, 128
RATE, FLOOR, WARMUP = 1e-3, 1e-4, 100


class Gpt(Stack):
    """GPT-2's activation and its narrower start at the end of residual branches."""

    def __init__(self, vocabulary):
        super().__init__(vocabulary, WIDTH, HEADS, LAYERS, LENGTH, gelu="tanh")
        for block in self.blocks:
            for last in (block.projection, block.down):
                nn.init.normal_(last.weight, std=0.02 / math.sqrt(2 * LAYERS))


def rate(step, steps):
    """Of step 1, 2, …"""
    if step < WARMUP:
        return RATE * step / WARMUP
    done = min(1, (step - WARMUP) / (steps - WARMUP))
    return FLOOR + (RATE - FLOOR) * 0.5 * (1 + math.cos(math.pi * done))


def batch(data):
    starts = torch.randint(len(data) - LENGTH, (ROWS,))
    rows = torch.stack([data[start : start + LENGTH + 1] for start in starts])
    return rows[:, :-1], rows[:, 1:]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    common_arguments(parser, repeats=0)
    parser.add_argument("--text", required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--dtype", choices=["bfloat16", "float32"], default="bfloat16")
    options = parser.parse_args()
    prepare(options)
    text = pathlib.Path(options.text).read_text("utf-8").rstrip("\n")
    known = {character: id for id, character in enumerate(sorted(set(text)))}
    data = torch.tensor([known[c] for c in text])
    kept = len(text) - len(text) // 10
    train, valid = data[:kept], data[kept:]
    model = Gpt(len(known))
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    others = [p for p in model.parameters() if p.dim() < 2]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}],
        lr=RATE,
        betas=(0.9, 0.99),
        fused=True,
    )
    mixed = lambda: torch.autocast("cpu", torch.bfloat16, enabled=options.dtype == "bfloat16")

    @torch.no_grad()
    def loss_of_all():
        """Over every character of the validation text but the first."""
        total, at = 0.0, 0
        while at < len(valid) - 1:
            length = LENGTH if len(valid) - 1 - at >= LENGTH else len(valid) - 1 - at
            rows = max(1, min(64, (len(valid) - 1 - at) // length)) if length == LENGTH else 1
            ids = valid[at : at + rows * length].view(rows, length)
            targets = valid[at + 1 : at + 1 + rows * length].view(rows, length)
            with mixed():
                total += model(ids, targets).item() * rows * length
            at += rows * length
        return total / (len(valid) - 1)

    losses = []
    begin = time.perf_counter()
    for step in range(1, options.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, options.steps)
        inputs, targets = batch(train)
        with mixed():
            loss = model(inputs, targets)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    seconds = time.perf_counter() - begin
    report(
        "characters",
        dtype=options.dtype,
        seed=options.seed,
        parameters=parameter_count(model),
        steps_per_second=round(options.steps / seconds, 2),
        validation_loss=round(loss_of_all(), 4),
        first_loss=round(losses[0], 4),
        last_loss=round(sum(losses[-100:]) / len(losses[-100:]), 4),
        threads=torch.get_num_threads(),
        peak_rss_mb=peak_megabytes(),
    )


if __name__ == "__main__":
    main()
