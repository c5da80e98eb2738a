"""The operations that JMH times in Java: GEMM, layer norm, softmax, cross entropy, one small add, an
optimizer step."""

import argparse

import torch
from torch.nn import functional

from gpt_step import Gpt
from model import parameter_count
from timing import common_arguments, measure, prepare, report_times

GEMMS = [
    (4096, 384, 1536),
    (4096, 1536, 384),
    (4096, 256, 8000),
    (1, 256, 8000),
    (2048, 2048, 2048),
]
ROWS, WIDTH, VOCABULARY = 4096, 384, 8000


def both(function, x):
    """Forward and backward of `function(x).sum()`."""

    def action():
        x.grad = None
        function(x).sum().backward()

    return action


def cases(dtype):
    def normal(*shape):
        return torch.randn(shape, dtype=dtype)

    for m, k, n in GEMMS:
        a, weight = normal(m, k), normal(n, k)
        yield "gemm", [m, k, n], lambda: functional.linear(a, weight), 2 * m * k * n
    x, weight, bias = normal(ROWS, WIDTH).requires_grad_(), normal(WIDTH), normal(WIDTH)
    scores = normal(16 * 6, 256, 256).requires_grad_()
    logits = torch.randn(1024, VOCABULARY, requires_grad=True)
    target = torch.randint(VOCABULARY, (1024,))
    small, other = normal(8), normal(8)
    yield (
        "layer_norm",
        list(x.shape),
        both(lambda x: functional.layer_norm(x, (WIDTH,), weight, bias), x),
        None,
    )
    yield "softmax", list(scores.shape), both(lambda x: x.softmax(-1), scores), None
    yield "gelu", list(x.shape), both(functional.gelu, x), None
    if dtype == torch.float32:
        yield (
            "cross_entropy",
            list(logits.shape),
            both(lambda x: functional.cross_entropy(x, target, label_smoothing=0.1), logits),
            None,
        )
        yield "small_add", [8], lambda: small + other, None
        parameters, step = adamw()
        yield "optimizer_step", [parameters], step, None


def adamw():
    """The step of gpt_step.py's optimizer, over gradients that stay as they are."""
    model = Gpt(vocabulary=65, width=384, heads=6, layers=6, longest=256)
    ids = torch.randint(65, (1, 257))
    model(ids[:, :-1], ids[:, 1:]).backward()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-6, weight_decay=0.1, fused=True)
    return parameter_count(model), optimizer.step


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    common_arguments(parser, repeats=50)
    parser.add_argument("--dtypes", nargs="+", default=["bfloat16", "float32"])
    parser.add_argument("--seconds", type=float, default=3, help="at most, for one result")
    options = parser.parse_args()
    prepare(options)
    for dtype in options.dtypes:
        for name, shape, action, operations in cases(getattr(torch, dtype)):
            times = measure(action, options.warmup, options.repeats, options.seconds)
            extra = (
                {"gflops": round(operations / sorted(times)[len(times) // 2] / 1e9)}
                if operations
                else {}
            )
            report_times(name, times, unit="us", dtype=dtype, shape=shape, **extra)


if __name__ == "__main__":
    main()
