"""Shows that Hugging Face loads what Uvaha exports, with the same logits: python loads_exports.py
ORIGINAL EXPORTED ...

Both folders of a pair are loaded by transformers and run on the same random ids or pictures in float32.
Instead of an original folder, for a model that was trained by Uvaha, there may be a file of
`uvaha trace --out FILE.safetensors`: what it holds as input is run, and compared with its logits. The
greatest difference of any logit (of a state, for an encoder without a head) is printed, and must be at
most 0.0001.
"""

import argparse
import pathlib
import sys

import torch
from safetensors.torch import load_file
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForMaskedLM, AutoModel
from transformers import AutoModelForImageClassification, MarianMTModel

TOLERANCE = 1e-4
LENGTH = 17
INPUT = "input."


def load(folder):
    config = AutoConfig.from_pretrained(folder)
    architecture = config.architectures[0]
    kinds = {
        "MarianMTModel": MarianMTModel,
        "BertForMaskedLM": AutoModelForMaskedLM,
        "ViTForImageClassification": AutoModelForImageClassification,
    }
    kind = kinds.get(
        architecture, AutoModelForCausalLM if architecture.endswith("LMHeadModel")
        or architecture.endswith("ForCausalLM") else AutoModel
    )  # fmt: skip
    model, told = kind.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
    )
    missing = [key for key in told["missing_keys"] if "pooler" not in key]
    if missing or told["unexpected_keys"] or told["mismatched_keys"]:
        sys.exit(f"{folder}: {told}")
    return model.eval()


def answer(model, inputs):
    with torch.no_grad():
        output = model(**inputs)
    return output.logits if "logits" in output else output.last_hidden_state


def answers(original, exported):
    model = load(exported)
    if original.suffix != ".safetensors":
        inputs = drawn(model.config)
        return answer(load(original), inputs), answer(model, inputs)
    trace = load_file(original)
    inputs = {name.removeprefix(INPUT): value for name, value in trace.items() if name.startswith(INPUT)}
    return trace["logits"], answer(model, inputs)


def drawn(config):
    torch.manual_seed(7)
    if config.model_type == "vit":
        shape = (2, config.num_channels, config.image_size, config.image_size)
        return {"pixel_values": torch.randn(shape)}
    ids = torch.randint(1, config.vocab_size - 1, (2, LENGTH))
    if config.is_encoder_decoder:
        return {"input_ids": ids, "decoder_input_ids": ids[:, :5]}
    return {"input_ids": ids}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=pathlib.Path, metavar="ORIGINAL EXPORTED")
    folders = parser.parse_args().folders
    for original, exported in zip(folders[::2], folders[1::2], strict=True):
        expected, actual = answers(original, exported)
        difference = (expected - actual).abs().max().item()
        print(f"{exported}: differs by {difference:.1e}")
        if not difference <= TOLERANCE:
            sys.exit(1)


if __name__ == "__main__":
    main()
