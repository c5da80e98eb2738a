"""Remakes the PyTorch fixtures of the Java tests: python fixtures.py [--out REPOSITORY].

Inputs and parameters are float32 numbers; PyTorch computes on them in float64, and the results are
stored as float32, so that a fixture is PyTorch's answer free of PyTorch's own rounding.

Names: `input.*`, `parameter.*`, `upstream`, `output.*`, and `gradient.*` of the loss
`(output * upstream).sum()` with respect to inputs and parameters. A mask's true means "may attend".
"""

import argparse
import pathlib
import warnings

import torch

import fixtures_attention
import fixtures_models
import fixtures_nn
import fixtures_training
import fixtures_vit
from model import EncoderDecoder, parameter_count

MODULES = [
    ("nn", fixtures_nn),
    ("attention", fixtures_attention),
    ("models", fixtures_models),
    ("models", fixtures_vit),
    ("training", fixtures_training),
]
PAPER = {"base": (37_000, 512, 8, 2048, 6), "big": (37_000, 1024, 16, 4096, 6)}


def print_parameter_counts():
    for name, sizes in PAPER.items():
        for pre_norm in (False, True):
            with torch.device("meta"):
                model = EncoderDecoder(*sizes, dropout=0.1, pre_norm=pre_norm)
            order = "pre-norm with final norms" if pre_norm else "post-norm"
            print(
                f"# {name}, {order}, tied vocabulary 37,000: {parameter_count(model):,} parameters"
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--out", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2]
    )
    parser.add_argument(
        "--list", action="store_true", help="also print each tensor's name and shape"
    )
    options = parser.parse_args()
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", message="enable_nested_tensor")
    for module, maker in MODULES:
        folder = options.out / module / "src/test/resources/fixtures"
        folder.mkdir(parents=True, exist_ok=True)
        for fixture in maker.fixtures():
            path = fixture.write(folder)
            print(f"{path.relative_to(options.out)}  {path.stat().st_size:,} bytes")
            if options.list:
                print(fixture.describe())
    print_parameter_counts()


if __name__ == "__main__":
    main()
