"""Remakes how families of models cut a text into words: python fixtures_words.py [--out FILE].

One small byte-level BPE, whose merges go across the places where the families cut and where a pattern
that is nearly theirs would, so that the ids tell where a text was cut; and the ids that Hugging Face's
tokenizers library gives hard texts with each family's normalizer, pre-tokenizer and `ignore_merges`,
as its `tokenizer.json` on Hugging Face's hub has them.
"""

import argparse
import json
import pathlib

from tokenizers import Tokenizer, pre_tokenizers


def byte_level(use_regex, trim_offsets=True):
    return {
        "type": "ByteLevel",
        "add_prefix_space": False,
        "trim_offsets": trim_offsets,
        "use_regex": use_regex,
    }


def split(pattern, then):
    cut = {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}
    return {"type": "Sequence", "pretokenizers": [cut, then]}


# Of meta-llama/Meta-Llama-3-8B.
LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
# Of Qwen/Qwen2-7B; transformers has it as qwen2.tokenization_qwen2.PRETOKENIZE_REGEX.
QWEN2 = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
# By what GGUF calls them in `tokenizer.ggml.pre`.
FAMILIES = {
    "gpt-2": {"pre_tokenizer": byte_level(True)},
    "llama-bpe": {"pre_tokenizer": split(LLAMA3, byte_level(False)), "ignore_merges": True},
    "qwen2": {
        "pre_tokenizer": split(QWEN2, byte_level(False, trim_offsets=False)),
        "normalizer": {"type": "NFC"},
    },
    # Of HuggingFaceTB/SmolLM2-135M.
    "smollm": {
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [{"type": "Digits", "individual_digits": True}, byte_level(True)],
        }
    },
}

# Each becomes a token, merged from its left end; those further up merge first.
CONTRACTED = ("'so", "'to", "'rex", "'vex", "'mo", "'llo", "'do")
MERGED = [*CONTRACTED, *map(str.upper, CONTRACTED)]
MERGED += [" 1", "1234567", "½²", "(two", " (", "...\n", "!\r\n", "\n\n ", "\ntwo", " \t\n", "\ttwo", "  ", " two"]
MERGED += [" кіт", "'як", "’як", "й", " 🐈", "\u200d🐈", "🇺🇦"]
# Tokens that no merges lead to.
UNMERGED = [" neural"]
TEXTS = [
    "Кіт спить, а пес не спить: кіт не пес.",
    "м'який м’який М'ЯКИЙ; и\u0306 і\u0308 е\u0301, \u0301",
    "I'm, you're, we've, he'll, she'd, it's, can't; I'M, YOU'RE, WE'VE, HE'LL, SHE'D, IT'S, CAN'T",
    "x'so x'to x'rex x'vex x'mo x'llo x'do X'SO X'TO X'REX X'VEX X'MO X'LLO X'DO x'So x'LLo",
    "1 12 123 1234 12345 123456 1234567 7654321 1,234.5 a1b22 ½²Ⅷ ٣٤",
    "two\ntwo\n\ntwo\r\n\r\n  two\n\n\n   two\n\t\ttwo \t\ntwo \t two \n \n",
    "two  two   two    two     ",
    "🐈 🐈🐈 👩\u200d🐈 🇺🇦!?\n\n(two) ((two)) two...\n\n!\r\n\r\n--- ***",
    " neural neurals neural",
    "",
    " ",
    "\n",
    "   two",
]


def spelled(text):
    pieces = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(text)
    return "".join(piece for piece, _ in pieces)


def vocabulary():
    tokens = ["<|endoftext|>", *sorted(pre_tokenizers.ByteLevel.alphabet())]
    merges = []
    for word in map(spelled, MERGED):
        for end in range(1, len(word)):
            if word[: end + 1] not in tokens:
                merges.append(f"{word[:end]} {word[end]}")
                tokens.append(word[: end + 1])
    return tokens + list(map(spelled, UNMERGED)), merges


def tokenizer(tokens, merges, pre_tokenizer, normalizer=None, ignore_merges=False):
    model = {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": ignore_merges,
        "vocab": {token: id for id, token in enumerate(tokens)},
        "merges": merges,
    }
    parts = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": normalizer,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": None,
        "decoder": byte_level(True),
        "model": model,
    }
    return Tokenizer.from_str(json.dumps(parts))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = pathlib.Path(__file__).resolve().parents[2] / "hub/src/test/resources/fixtures/gguf/words.json"
    parser.add_argument("--out", type=pathlib.Path, default=default)
    options = parser.parse_args()
    tokens, merges = vocabulary()
    families = {name: tokenizer(tokens, merges, **family) for name, family in FAMILIES.items()}
    texts = [
        {"text": text, "ids": {name: family.encode(text).ids for name, family in families.items()}}
        for text in TEXTS
    ]
    content = {"tokens": tokens, "merges": merges, "texts": texts}
    options.out.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
