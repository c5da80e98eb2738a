"""One training step of a small ViT (1.2M parameters: 6 layers of 128)."""

import argparse

import torch
from torch import nn
from torch.nn import functional

from model import parameter_count
from timing import common_arguments, measure, prepare, report_times


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-6), nn.LayerNorm(width, eps=1e-6)
        self.attention = nn.Linear(width, 3 * width)
        self.projection = nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, t, d = x.shape
        projected = self.attention(self.norm1(x)).view(b, t, 3, self.heads, d // self.heads)
        query, key, value = projected.permute(2, 0, 3, 1, 4)  # each [B, N, T, H]
        mixed = functional.scaled_dot_product_attention(query, key, value)
        x = x + self.projection(mixed.transpose(1, 2).reshape(b, t, d))
        return x + self.down(functional.gelu(self.up(self.norm2(x))))


class Vit(nn.Module):
    def __init__(self, options):
        super().__init__()
        width, patch = options.width, options.patch
        self.patches = nn.Conv2d(options.channels, width, patch, stride=patch)
        self.token = nn.Parameter(torch.zeros(1, 1, width))
        self.places = nn.Parameter(torch.randn(1, (options.size // patch) ** 2 + 1, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, options.heads) for _ in range(options.layers))
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.head = nn.Linear(width, options.labels)

    def forward(self, pixels, labels):
        x = self.patches(pixels).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(len(x), -1, -1), x], dim=1) + self.places
        for block in self.blocks:
            x = block(x)
        return functional.cross_entropy(self.head(self.norm(x)[:, 0]), labels, label_smoothing=0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    common_arguments(parser, repeats=30)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--patch", type=int, default=4)
    parser.add_argument("--channels", type=int, default=3)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--labels", type=int, default=10)
    parser.add_argument("--dtype", choices=["bfloat16", "float32"], default="bfloat16")
    options = parser.parse_args()
    prepare(options)
    model = Vit(options)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.1, fused=True)
    pixels = torch.randn(options.batch, options.channels, options.size, options.size)
    labels = torch.randint(options.labels, (options.batch,))
    losses = []

    def step():
        with torch.autocast("cpu", torch.bfloat16, enabled=options.dtype == "bfloat16"):
            loss = model(pixels, labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())

    times = measure(step, options.warmup, options.repeats)
    report_times(
        "vit_step",
        times,
        pictures_per_second=round(options.batch * len(times) / sum(times)),
        mode="eager",
        dtype=options.dtype,
        parameters=parameter_count(model),
        batch=options.batch,
        first_loss=round(losses[0], 4),
        last_loss=round(losses[-1], 4),
    )


if __name__ == "__main__":
    main()
