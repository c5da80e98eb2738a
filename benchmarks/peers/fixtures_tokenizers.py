"""Writes the tokenizer fixtures of the text module with the Hugging Face tokenizers library.

Usage: python fixtures_tokenizers.py text/src/test/resources/dev/uvaha/text
"""

import json
import random
import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
SPECIALS = ["<pad>", "<s>", "</s>", "<2en>", "<2uk>"]
rng = random.Random(11)

# A small bilingual text of our own, with many ties between pairs.
english = [
    ["The cat", "A tired dog", "My sister's friend", "The old bridge", "Nobody", "Our teacher", "The red car"],
    ["didn't cross", "saw", "has found", "won't open", "will repair", "is painting", "never loved"],
    ["the street", "a small house", "this letter", "two windows", "the wide river", "our garden", "42 stones"],
    ["because it was too tired.", "because it was too wide!", "yesterday;", "in 1,998 days?", "- again - and again...", ""],
]
ukrainian = [
    ["Кіт", "Втомлений пес", "Подруга моєї сестри", "Старий міст", "Ніхто не", "Наш учитель", "Червоне авто"],
    ["не перейшов", "побачив", "знайшло", "не відчинить", "полагодить", "малює", "ніколи не любив"],
    ["вулицю,", "маленький будинок,", "цей лист,", "два вікна,", "широку річку,", "м'яке п’ять,", "42 камені,"],
    ["бо був занадто втомлений.", "бо була занадто широка!", "учора;", "через 1 998 днів?", "— знову — і знову…", ""],
]
corpus = []
for _ in range(300):
    for slots in (english, ukrainian):
        corpus.append(" ".join(rng.choice(slot) for slot in slots).rstrip())
corpus += ["    indented\tcode();  // 'll 've 'RE", "aaaaaaaaaaaaaaaa", "👩‍👩‍👧‍👦🇺🇦 emoji 🙂🙃", "<pad> is text here </s>"]
(out / "corpus.txt").write_text("".join(line + "\n" for line in corpus), encoding="utf-8", newline="\n")

texts = [
    "",
    " ",
    "     ",
    "a",
    "I am learning AI.",
    "The cat didn't cross the street because it was too tired.",
    "Кіт не перейшов вулицю, бо був занадто втомлений.",
    "м'який м’який п'ять I'll we'VE they're it's can't 'tis ''s",
    "  two  spaces   three \t tab\t\ttabs \n\n lines\r\n end  ",
    " " * 997,
    "a" * 1009,
    "ab " * 499,
    "👩‍👩‍👧‍👦🇺🇦 🙂🙃 emoji👍🏽 in text",
    "\x00\x01\x02\x1b[31mred\x7f\x80\x9f",
    "\u00a0nbsp\u2003em\u3000ideographic\u200bzero\u2028line\u0085nel\x1cfs",
    "½ ² Ⅷ ٣ १२३ 12,345.67 ४x",
    "日本語テキスト 한국어 العربية עברית हिन्दी ไทย",
    "e\u0301 й\u0306 Å \u0301alone",
    "\ufffd\ufeff\uffff\ue000\U0010ffff\U000e0001",
    "!?!? ... --- *** (((x))) [[y]] {{z}} <2uk> <pad></s>",
    "https://example.org/a?b=c&d=1#e user@mail.example %s: %d\\n",
    "ΑΒΓ αβγς ǅ ẞ İ ı ﬁ ﷺ",
]
for _ in range(200):
    kind = rng.random()
    if kind < 0.3:
        points = [rng.randrange(0x110000) for _ in range(rng.randint(1, 41))]
    elif kind < 0.6:
        points = [rng.randrange(0x3000) for _ in range(rng.randint(1, 61))]
    else:
        points = [ord(rng.choice(" \t\n'stvmdlreabСтмя’12!?.-\u00a0\U0001f642")) for _ in range(rng.randint(1, 83))]
    texts.append("".join(chr(p) for p in points if not 0xD800 <= p < 0xE000))

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.train_from_iterator(
    corpus,
    trainers.BpeTrainer(
        vocab_size=len(SPECIALS) + 256 + 700,
        special_tokens=SPECIALS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    ),
)
tokenizer.save(str(out / "bpe.json"))
tokenizer.encode_special_tokens = True  # text that spells a special token is text
size = tokenizer.get_vocab_size()
broken = [[rng.randrange(len(SPECIALS), size) for _ in range(rng.randint(1, 17))] for _ in range(100)]
expected = {
    "encoded": [{"text": t, "ids": tokenizer.encode(t, add_special_tokens=False).ids} for t in texts],
    "decoded": [{"ids": ids, "text": tokenizer.decode(ids)} for ids in broken],
}
(out / "bpe-expected.json").write_text(json.dumps(expected) + "\n", encoding="utf-8")

# Tokenizers of other kinds, which go through the library in Java too.
wordpiece = Tokenizer(models.WordPiece(unk_token="[UNK]"))
wordpiece.normalizer = normalizers.BertNormalizer(lowercase=True)
wordpiece.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
wordpiece.decoder = decoders.WordPiece()
wordpiece.train_from_iterator(
    corpus,
    trainers.WordPieceTrainer(vocab_size=300, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]"], show_progress=False),
)
unigram = Tokenizer(models.Unigram())
unigram.normalizer = normalizers.NFKC()
unigram.pre_tokenizer = pre_tokenizers.Metaspace()
unigram.decoder = decoders.Metaspace()
unigram.train_from_iterator(
    corpus,
    trainers.UnigramTrainer(
        vocab_size=300, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False
    ),
)
for name, other in (("wordpiece", wordpiece), ("unigram", unigram)):
    other.save(str(out / f"{name}.json"))
    cases = []
    for text in [t for t in texts[:17] if t.strip()]:
        ids = other.encode(text, add_special_tokens=False).ids
        cases.append({"text": text, "ids": ids, "decoded": other.decode(ids)})
    (out / f"{name}-expected.json").write_text(json.dumps(cases) + "\n", encoding="utf-8")
