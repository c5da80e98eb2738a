"""Greedy decoding with a key-value cache, one sentence at a time: tokens a second.

The model is translation.py's, untrained unless --model is given. A run encodes the source and makes
--length tokens; the end token is not looked for.
"""

import argparse
import pathlib
import warnings

import torch

from decoding import CachedDecoder
from model import EncoderDecoder
from text_data import BOS
from timing import common_arguments, measure, prepare, report, report_times


@torch.inference_mode()
def decode(model, source, length):
    decoder = CachedDecoder(model, source)
    ids, output = torch.tensor([BOS]), []
    for _ in range(length):
        ids = decoder.step(ids).argmax(-1)
        output.append(ids.item())
    return output


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    common_arguments(parser, repeats=15)
    parser.add_argument("--model", type=pathlib.Path, help="folder that translation.py saved")
    parser.add_argument("--length", type=int, default=64)
    parser.add_argument("--source-length", type=int, default=24)
    parser.add_argument("--vocabulary", type=int, default=8000)
    parser.add_argument("--dtypes", nargs="+", default=["float32", "bfloat16", "float16"])
    options = parser.parse_args()
    prepare(options)
    warnings.filterwarnings("ignore", message="enable_nested_tensor")
    fastest = 0
    for dtype in options.dtypes:
        model = EncoderDecoder(options.vocabulary, 256, 4, 1024, 3, dropout=0.1, pre_norm=True)
        if options.model:
            model.load_state_dict(torch.load(options.model / "model.pt"))
        model = model.eval().to(getattr(torch, dtype))
        source = torch.randint(3, options.vocabulary, (1, options.source_length))
        times = measure(
            lambda: decode(model, source, options.length), options.warmup, options.repeats
        )
        rate = round(options.length / sorted(times)[len(times) // 2])
        fastest = max(fastest, rate)
        report_times(
            "decode",
            times,
            dtype=dtype,
            length=options.length,
            source_length=options.source_length,
            tokens_per_second=rate,
        )
    report("decode_fastest", tokens_per_second=fastest)


if __name__ == "__main__":
    main()
