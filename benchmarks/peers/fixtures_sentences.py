"""Remakes a tiny sentence encoder with its tokenizer, and the vectors that Hugging Face makes.

Writes language/src/test/resources/dev/uvaha/language/sentences: a BERT, tokenizer.json, vectors.json.
"""

import json
import pathlib

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

OUT = pathlib.Path(__file__).parents[2] / "language/src/test/resources/dev/uvaha/language/sentences"
WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] a the cat dog sleep ##s run ##ning . , кіт спить".split()
TEXTS = ["A cat sleeps.", "the dog, running", "кіт спить", "unknown words"]


def main():
    torch.manual_seed(1)
    tokenizer = Tokenizer(models.WordPiece({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.add_special_tokens(WORDS[:5])
    model = BertModel(
        BertConfig(
            vocab_size=len(WORDS),
            hidden_size=12,
            num_hidden_layers=2,
            num_attention_heads=3,
            intermediate_size=20,
            max_position_embeddings=19,
            initializer_range=0.5,
        )
    ).eval()
    OUT.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(OUT)
    tokenizer.save(str(OUT / "tokenizer.json"))
    cases = []
    for text in TEXTS:
        ids = tokenizer.encode(text).ids
        with torch.inference_mode():
            states = model(torch.tensor([ids])).last_hidden_state[0]
        vector = torch.nn.functional.normalize(states.mean(0), dim=0)
        cases.append({"text": text, "ids": ids, "vector": vector.tolist()})
    (OUT / "vectors.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
