"""Greedy decoding of a GPT-2 of 124M parameters by Hugging Face's generate: tokens a second.

The weights are random. A run reads a prompt and writes --length tokens; the end token is not looked for.
"""

import argparse

import torch
from transformers import GPT2Config, GPT2LMHeadModel

from timing import common_arguments, measure, prepare, report, report_times

BITS = {"float32": 32, "bfloat16": 16, "float16": 16}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    common_arguments(parser, repeats=5)
    parser.add_argument("--prompt", type=int, default=16)
    parser.add_argument("--length", type=int, default=64)
    parser.add_argument("--dtypes", nargs="+", default=["float32", "bfloat16"])
    options = parser.parse_args()
    prepare(options)
    for dtype in options.dtypes:
        model = GPT2LMHeadModel(GPT2Config()).eval().to(getattr(torch, dtype))
        prompt = torch.randint(0, model.config.vocab_size, (1, options.prompt))

        def decode():
            with torch.inference_mode():
                model.generate(
                    prompt,
                    attention_mask=torch.ones_like(prompt),
                    max_new_tokens=options.length,
                    min_new_tokens=options.length,
                    do_sample=False,
                    pad_token_id=0,
                )

        times = measure(decode, options.warmup, options.repeats)
        rate = round(options.length / sorted(times)[len(times) // 2], 1)
        report_times(
            "gpt_decode", times, dtype=dtype, length=options.length, tokens_per_second=rate
        )
        report(f"gpt_decode_{BITS[dtype]}_bits", tokens_per_second=rate)


if __name__ == "__main__":
    main()
