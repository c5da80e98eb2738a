"""Parallel text, byte-level BPE and token-count batches for the translation peer."""

import gzip
import pathlib
import random

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

SPECIALS = ["<pad>", "<s>", "</s>"]
PAD, BOS, EOS = range(3)


def read_pairs(path):
    """(source, target) of each line of a TSV file, plain or .gz."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as lines:
        return [tuple(line.rstrip("\n").split("\t")[:2]) for line in lines]


def load(folder):
    return {
        part: read_pairs(pathlib.Path(folder) / f"{part}.tsv.gz")
        for part in ("train", "valid", "test")
    }


def train_tokenizer(pairs, vocabulary):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=SPECIALS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator((text for pair in pairs for text in pair), trainer)
    return tokenizer


def encode(tokenizer, pairs, longest=None):
    """[(source ids with </s>, target ids with <s> and </s>)], without pairs above `longest`."""
    sources = tokenizer.encode_batch([source for source, _ in pairs])
    targets = tokenizer.encode_batch([target for _, target in pairs])
    examples = [(s.ids + [EOS], [BOS] + t.ids + [EOS]) for s, t in zip(sources, targets)]
    if longest is None:
        return examples
    return [pair for pair in examples if max(map(len, pair)) <= longest]


def pad(rows):
    width = max(map(len, rows))
    return torch.tensor([row + [PAD] * (width - len(row)) for row in rows])


def batches(examples, tokens, shuffle=None):
    """Batches of like lengths with rows * longest side <= `tokens`, in random order if shuffling.

    Each is (source [B, S], decoder input [B, T], decoder target [B, T]).
    """
    order = list(range(len(examples)))
    if shuffle:
        shuffle.shuffle(order)
    order.sort(key=lambda i: (len(examples[i][1]), len(examples[i][0])))
    groups, group, width = [], [], 0
    for i in order:
        longer = max(width, len(examples[i][0]), len(examples[i][1]) - 1)
        if group and longer * (len(group) + 1) > tokens:
            groups.append(group)
            group, longer = [], max(len(examples[i][0]), len(examples[i][1]) - 1)
        group.append(i)
        width = longer
    groups.append(group)
    if shuffle:
        shuffle.shuffle(groups)
    for group in groups:
        targets = [examples[i][1] for i in group]
        yield (
            pad([examples[i][0] for i in group]),
            pad([row[:-1] for row in targets]),
            pad([row[1:] for row in targets]),
        )


def endless(examples, tokens, seed):
    shuffle = random.Random(seed)
    while True:
        yield from batches(examples, tokens, shuffle)
