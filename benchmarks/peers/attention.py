"""scaled_dot_product_attention, forward and backward, at one number of tokens B*T."""

import argparse

import torch
from torch.nn import functional

from timing import common_arguments, measure, prepare, report_times


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    common_arguments(parser, repeats=15)
    parser.add_argument("--lengths", type=int, nargs="+", default=[128, 256, 512, 1024, 2048, 4096])
    parser.add_argument("--tokens", type=int, default=4096)
    parser.add_argument("--heads", type=int, default=6)
    parser.add_argument("--head-width", type=int, default=64)
    parser.add_argument("--dtypes", nargs="+", default=["bfloat16", "float32"])
    parser.add_argument("--seconds", type=float, default=10, help="at most, for one result")
    options = parser.parse_args()
    prepare(options)
    for dtype in options.dtypes:
        for length in options.lengths:
            batch = max(1, options.tokens // length)
            shape = (batch, options.heads, length, options.head_width)
            upstream, *tensors = (torch.randn(shape, dtype=getattr(torch, dtype)) for _ in range(4))
            query, key, value = (tensor.requires_grad_() for tensor in tensors)
            for causal in (True, False):

                def both():
                    query.grad = key.grad = value.grad = None
                    output = functional.scaled_dot_product_attention(
                        query, key, value, is_causal=causal
                    )
                    output.backward(upstream)

                def forward():
                    with torch.no_grad():
                        functional.scaled_dot_product_attention(query, key, value, is_causal=causal)

                for name, action in (("forward", forward), ("forward_backward", both)):
                    times = measure(action, options.warmup, options.repeats, options.seconds)
                    report_times(
                        f"attention_{name}", times, dtype=dtype, causal=causal, shape=list(shape)
                    )


if __name__ == "__main__":
    main()
