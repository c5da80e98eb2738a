"""Remakes what GGUF tests compare with: python fixtures_gguf.py [--out FOLDER].

`blocks.safetensors`: for each type, blocks of random bytes and the values that the `gguf` package of
llama.cpp's authors unpacks them to. `tokenizer.model` and `sentencepiece.json`: a tiny SentencePiece BPE, as the library and as GGUF files
hold one, and the ids that the sentencepiece library gives texts. `llama-f16.gguf`: the fixture `llama` with
its tokenizer, matrices in F16, by that package's writer.
"""

import argparse
import io
import json
import pathlib

import gguf
import numpy
import sentencepiece
import torch
from safetensors.numpy import load_file
from safetensors.torch import save_file

TYPES = ("F32", "F16", "Q4_0", "Q4_1", "Q8_0", "Q4_K", "Q6_K", "BF16", "Q5_0", "Q5_1")
SCALES = {"Q4_0": (0,), "Q4_1": (0, 2), "Q8_0": (0,), "Q4_K": (0, 2), "Q6_K": (208,), "Q5_0": (0,), "Q5_1": (0, 2)}
BLOCKS = 7
TRAINING = """The cat sees the street. The old dog sleeps in the garden, and the cat does not.
A model reads a text token by token; each token is a number. Attention tells it where to look.
We train small models on plain text, for small models teach large lessons about attention.
Кіт бачить вулицю. Старий пес спить у саду, а кіт не спить. Модель читає текст за токенами."""
TEXTS = (
    "The cat sees the garden.",
    "  two  spaces, and a tab\t!",
    "attention attends attentively",
    "Кіт спить, а пес читає.",
    "日本語 🐈 < s >",
    "",
    " ",
    "line\nfeed",
)


def blocks(name, random):
    quantised = gguf.GGMLQuantizationType[name]
    _, size = gguf.GGML_QUANT_SIZES[quantised]
    if name in ("F32", "F16", "BF16"):
        values = torch.from_numpy(random.normal(size=32)).to(
            {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}[name]
        )
        return values.view(torch.uint8).clone(), values.float()
    packed = random.integers(0, 256, (BLOCKS, size), dtype=numpy.uint8)
    for at in SCALES[name]:
        scales = random.normal(0, 0.01, BLOCKS).astype(numpy.float16)
        packed[:, at : at + 2] = scales.view(numpy.uint8).reshape(BLOCKS, 2)
    values = gguf.quants.dequantize(packed, quantised)
    return torch.from_numpy(packed), torch.from_numpy(values).float().reshape(-1)


def vocabulary(path):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TRAINING.splitlines()),
        model_writer=model,
        model_type="bpe",
        vocab_size=340,
        byte_fallback=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        split_digits=True,
        num_threads=1,
        minloglevel=2,
    )
    path.write_bytes(model.getvalue())
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())

    def kind(i):
        if pieces.is_unknown(i):
            return 2
        if pieces.is_control(i):
            return 3
        return 6 if pieces.is_byte(i) else 1

    ids = range(pieces.vocab_size())
    return {
        "tokens": [pieces.id_to_piece(i) for i in ids],
        "scores": [pieces.get_score(i) for i in ids],
        "types": [kind(i) for i in ids],
        "texts": [{"text": text, "ids": pieces.encode(text)} for text in TEXTS],
    }


def paired(tensor, heads):
    """Rows of a head that turn together side by side, as llama.cpp's converter has them."""
    halves = tensor.reshape(heads, 2, tensor.shape[0] // heads // 2, -1)
    return numpy.ascontiguousarray(halves.swapaxes(1, 2)).reshape(tensor.shape)


def llama(folder, path):
    config = json.loads((folder / "config.json").read_text())
    heads = {"q_proj": config["num_attention_heads"], "k_proj": config["num_key_value_heads"]}
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads["q_proj"])
    writer.add_head_count_kv(heads["k_proj"])
    writer.add_key_length(config["head_dim"])
    writer.add_value_length(config["head_dim"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
    tokenizer = json.loads((folder / "tokenizer.json").read_text())
    tokens = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    special = {token["content"] for token in tokenizer["added_tokens"]}
    merges = tokenizer["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([3 if token in special else 1 for token in tokens])
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in merges])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(0)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config["num_hidden_layers"])
    for name, tensor in load_file(folder / "model.safetensors").items():
        part = name.split(".")[-2]
        values = paired(tensor, heads[part]) if part in heads else tensor
        stored = values.astype(numpy.float16) if values.ndim == 2 else values
        writer.add_tensor(names.get_name(name, (".weight", ".bias")), stored)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = pathlib.Path(__file__).resolve().parents[2] / "hub/src/test/resources/fixtures/gguf"
    parser.add_argument("--out", type=pathlib.Path, default=default)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(1_706)
    tensors = {}
    for name in TYPES:
        tensors[f"{name}.packed"], tensors[f"{name}.values"] = blocks(name, random)
    save_file(tensors, options.out / "blocks.safetensors")
    llama(options.out.parent / "llama", options.out / "llama-f16.gguf")
    text = json.dumps(vocabulary(options.out / "tokenizer.model"), ensure_ascii=False, indent=0)
    (options.out / "sentencepiece.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
