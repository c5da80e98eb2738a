"""Remakes the tokenizer of a tiny Marian: python fixtures_marian.py [--out FOLDER].

`source.spm`, `target.spm` and `vocab.json` as translators of the Helsinki group have them, trained by the
sentencepiece library on a few lines, and in `expected.json` the ids that transformers gives texts. The
vocabulary has as many tokens as the fixture `marian_scaled`.
"""

import argparse
import json
import pathlib
import tempfile

import sentencepiece
from transformers import MarianTokenizer

VOCABULARY = 200
SOURCE = """The cat sees the street. The old dog sleeps in the garden, and the cat does not.
A model reads a text token by token; each token is a number. Attention tells it where to look.
We train small models on plain text, for small models teach large lessons about attention."""
TARGET = """Кіт бачить вулицю. Старий пес спить у саду, а кіт не спить.
Модель читає текст за токенами; кожен токен є числом. Увага каже їй, куди дивитися."""
CHANGES = {"ﬁ": "fi", "Ａ": "A", "“": '"', "”": '"', "…": "...", "\t": " ", "\u00a0": " "}
TEXTS = (
    "The cat sees the garden.",
    "  two   spaces, and a tab\t! ",
    "“attention” attends attentively… ﬁne, Ａ",
    "Кіт and 日本語 🐈",
    "< /s> is text",
    "",
    "a\u00a0b",
)


def train(text, size, prefix):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as rules:
        for source, target in CHANGES.items():
            codes = [" ".join(f"{ord(c):X}" for c in side) for side in (source, target)]
            rules.write("\t".join(codes) + "\n")
        rules.flush()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(text.splitlines()),
            model_prefix=str(prefix),
            model_type="unigram",
            vocab_size=size,
            normalization_rule_tsv=rules.name,
            bos_id=-1,
            eos_id=0,
            unk_id=1,
            hard_vocab_limit=False,
            num_threads=1,
            minloglevel=2,
        )
    model = prefix.with_suffix(".model").rename(prefix.with_suffix(".spm"))
    prefix.with_suffix(".vocab").unlink()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    return [pieces.id_to_piece(i) for i in range(pieces.vocab_size())]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = pathlib.Path(__file__).resolve().parents[2] / "hub/src/test/resources/fixtures"
    parser.add_argument("--out", type=pathlib.Path, default=default / "marian_tokenizer")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    pieces = [*train(SOURCE, 90, out / "source"), *train(TARGET, 90, out / "target")]
    tokens = list(dict.fromkeys(pieces))[: VOCABULARY - 1]
    tokens += [f"unused{i}" for i in range(VOCABULARY - 1 - len(tokens))] + ["<pad>"]
    ids = {token: i for i, token in enumerate(tokens)}
    (out / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False) + "\n", encoding="utf-8")
    config = {"source_lang": "en", "target_lang": "uk", "tokenizer_class": "MarianTokenizer"}
    (out / "tokenizer_config.json").write_text(json.dumps(config) + "\n")
    tokenizer = MarianTokenizer.from_pretrained(out)
    texts = [
        {"text": text, "ids": tokenizer.convert_tokens_to_ids(tokenizer._tokenize(text))}
        for text in TEXTS
    ]
    expected = json.dumps(texts, ensure_ascii=False, indent=0)
    (out / "expected.json").write_text(expected + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
