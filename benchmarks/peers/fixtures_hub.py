"""Remakes tiny Hugging Face checkpoints and what Hugging Face computes from them.

python fixtures_hub.py [--out FOLDER]: beside the given fixtures, these have what those lack: biases of
queries, keys and values, an output matrix of its own, scaled rotary positions, shards, an encoder
without a head, a Marian whose embeddings are scaled and whose logits have a bias, a ViT without a head
and biases of queries, keys and values, one that sees pictures of another size.
"""

import argparse
import pathlib

import torch
from safetensors.torch import save_file
from transformers import (
    BertConfig,
    BertModel,
    LlamaConfig,
    LlamaForCausalLM,
    MarianConfig,
    MarianMTModel,
    Qwen2Config,
    Qwen2ForCausalLM,
    ViTConfig,
    ViTForImageClassification,
    ViTModel,
)

LENGTHS = (23, 9)
VOCABULARY = 200
SIZES = dict(
    vocab_size=VOCABULARY,
    hidden_size=24,
    intermediate_size=20,
    num_hidden_layers=2,
    num_attention_heads=6,
    max_position_embeddings=64,
    attn_implementation="eager",
    initializer_range=0.3,
)


def rope(kind, **settings):
    return {"rope_type": kind, "rope_theta": 500.0, **settings}


def models():
    yield (
        "qwen2",
        Qwen2ForCausalLM(
            Qwen2Config(
                **SIZES,
                num_key_value_heads=3,
                tie_word_embeddings=False,
                rope_parameters=rope("linear", factor=3.0),
            )
        ),
    )
    yield (
        "llama31",
        LlamaForCausalLM(
            LlamaConfig(
                **SIZES,
                num_key_value_heads=2,
                head_dim=6,
                attention_bias=True,
                tie_word_embeddings=True,
                rope_parameters=rope(
                    "llama3",
                    factor=8.0,
                    low_freq_factor=1.0,
                    high_freq_factor=4.0,
                    original_max_position_embeddings=16,
                ),
            )
        ),
    )
    yield "bert_encoder", BertModel(BertConfig(**SIZES), add_pooling_layer=False)
    yield "marian_scaled", marian()
    yield "vit_features", ViTModel(vit(qkv_bias=False, num_channels=2))
    yield "vit_interpolated", ViTForImageClassification(vit(num_channels=3, num_labels=3))
    yield (
        "yarn",
        LlamaForCausalLM(
            LlamaConfig(
                **SIZES,
                num_key_value_heads=2,
                head_dim=12,
                tie_word_embeddings=True,
                rope_parameters=rope(
                    "yarn",
                    factor=2.0,
                    beta_fast=1.0,
                    beta_slow=0.02,
                    original_max_position_embeddings=32,
                ),
            )
        ),
    )


def vit(**settings):
    return ViTConfig(
        hidden_size=18,
        num_hidden_layers=2,
        num_attention_heads=3,
        intermediate_size=22,
        image_size=15,
        patch_size=5,
        initializer_range=0.3,
        attn_implementation="eager",
        **settings,
    )


def marian():
    model = MarianMTModel(
        MarianConfig(
            vocab_size=VOCABULARY,
            d_model=24,
            encoder_layers=1,
            decoder_layers=2,
            encoder_attention_heads=6,
            decoder_attention_heads=6,
            encoder_ffn_dim=20,
            decoder_ffn_dim=20,
            activation_function="swish",
            scale_embedding=True,
            max_position_embeddings=64,
            pad_token_id=VOCABULARY - 1,
            decoder_start_token_id=VOCABULARY - 1,
            eos_token_id=0,
            forced_eos_token_id=None,
            init_std=0.3,
            attn_implementation="eager",
        )
    )
    model.final_logits_bias.normal_(0, 0.5)
    return model


def inputs():
    ids = torch.randint(1, VOCABULARY, (len(LENGTHS), max(LENGTHS)))
    mask = (torch.arange(max(LENGTHS))[None] < torch.tensor(LENGTHS)[:, None]).long()
    return ids * mask, mask


def expected_of_pictures(model):
    """What it computes from pictures, wider than it is made for if it has labels."""
    labels = isinstance(model, ViTForImageClassification)
    pixels = torch.randn(2, model.config.num_channels, 15, 35 if labels else 15)
    with torch.no_grad():
        output = model(
            pixels,
            interpolate_pos_encoding=labels,
            output_hidden_states=True,
            output_attentions=True,
        )
    tensors = {"input.pixel_values": pixels}
    for series in ("hidden_states", "attentions"):
        tensors |= {f"{series}.{i}": tensor for i, tensor in enumerate(output[series])}
    tensors |= {"logits": output.logits} if labels else {"pooled": output.pooler_output}
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def expected(model):
    if model.config.model_type == "vit":
        return expected_of_pictures(model)
    ids, mask = inputs()
    given = {"input_ids": ids, "attention_mask": mask}
    if model.config.is_encoder_decoder:
        given["decoder_input_ids"] = torch.randint(1, VOCABULARY, (len(LENGTHS), 7))
    with torch.no_grad():
        output = model(**given, output_hidden_states=True, output_attentions=True)
    tensors = {f"input.{name}": tensor for name, tensor in given.items()}
    for series in (name for name in output if name.endswith(("hidden_states", "attentions"))):
        tensors |= {f"{series}.{i}": tensor for i, tensor in enumerate(output[series])}
    if "logits" in output:
        tensors["logits"] = output.logits
        tensors["greedy"] = model.generate(
            ids[:1], max_new_tokens=12, do_sample=False, eos_token_id=-1, pad_token_id=0
        )
    else:
        states = output.last_hidden_state * mask[..., None]
        tensors["mean_pooled"] = states.sum(1) / mask.sum(1, keepdim=True)
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = pathlib.Path(__file__).resolve().parents[2] / "hub/src/test/resources/fixtures"
    parser.add_argument("--out", type=pathlib.Path, default=default)
    options = parser.parse_args()
    torch.manual_seed(20_181_011)
    torch.set_num_threads(1)
    for name, model in models():
        model = model.eval()
        with torch.no_grad():  # biases begin at zero and norms at one, where mistakes hide
            for key, parameter in model.named_parameters():
                if parameter.dim() == 1:
                    parameter.normal_(float(key.endswith("weight")), 0.2)
        folder = options.out / name
        model.save_pretrained(folder, max_shard_size="20KB" if name == "qwen2" else "1GB")
        save_file(expected(model), folder / "expected.safetensors")
        print(name, sum(file.stat().st_size for file in folder.iterdir()), "bytes")


if __name__ == "__main__":
    main()
