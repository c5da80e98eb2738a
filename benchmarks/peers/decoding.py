"""Greedy and beam decoding with a key-value cache over an EncoderDecoder's own weights.

B sentences, K beams, R = B*K rows, N heads, H head width, D model width.
"""

import torch
from torch.nn import functional

from text_data import BOS, EOS, PAD, pad


class CachedDecoder:
    """Steps the decoder by one token a row; keys and values of the past are kept."""

    def __init__(self, model, source, beams=1):
        self.model = model
        self.layers = model.transformer.decoder.layers
        self.heads = self.layers[0].self_attn.num_heads
        memory = model.encode(source).repeat_interleave(beams, 0)
        visible = (source != PAD).repeat_interleave(beams, 0)
        self.visible = None if visible.all() else visible[:, None, None]
        self.memory = [self.projected(layer.multihead_attn, memory, 1, 3) for layer in self.layers]
        self.past = [None] * len(self.layers)
        self.position = 0

    def projected(self, attention, x, begin, end):
        """Query, key, value (0, 1, 2) from `begin` to `end`, each [R, N, T, H]."""
        d = attention.embed_dim
        rows = slice(begin * d, end * d)
        mixed = functional.linear(x, attention.in_proj_weight[rows], attention.in_proj_bias[rows])
        return mixed.view(*x.shape[:2], end - begin, self.heads, -1).permute(2, 0, 3, 1, 4)

    def attend(self, attention, query, key, value, visible=None):
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=visible)
        return attention.out_proj(mixed.transpose(1, 2).flatten(2))

    def self_attention(self, index, x):
        attention = self.layers[index].self_attn
        query, key, value = self.projected(attention, x, 0, 3)
        if self.past[index] is not None:
            key = torch.cat([self.past[index][0], key], 2)
            value = torch.cat([self.past[index][1], value], 2)
        self.past[index] = (key, value)
        return self.attend(attention, query, key, value)

    def cross_attention(self, index, x):
        attention = self.layers[index].multihead_attn
        (query,) = self.projected(attention, x, 0, 1)
        return self.attend(attention, query, *self.memory[index], self.visible)

    def step(self, ids):
        """Logits [R, V] after the newest token `ids` [R] of each row."""
        x = self.model.embed(ids[:, None], self.position)
        self.position += 1
        for i, layer in enumerate(self.layers):
            if layer.norm_first:
                x = x + self.self_attention(i, layer.norm1(x))
                x = x + self.cross_attention(i, layer.norm2(x))
                x = x + layer.linear2(functional.relu(layer.linear1(layer.norm3(x))))
            else:
                x = layer.norm1(x + self.self_attention(i, x))
                x = layer.norm2(x + self.cross_attention(i, x))
                x = layer.norm3(x + layer.linear2(functional.relu(layer.linear1(x))))
        norm = self.model.transformer.decoder.norm
        return self.model.logits(norm(x) if norm else x)[:, 0]

    def reorder(self, rows):
        self.past = [(key[rows], value[rows]) for key, value in self.past]


@torch.inference_mode()
def greedy(model, source, longest):
    """Token ids of each row, without <s> and </s>."""
    decoder = CachedDecoder(model, source)
    ids = torch.full((len(source),), BOS)
    done = torch.zeros(len(source), dtype=torch.bool)
    output = []
    for _ in range(longest):
        ids = decoder.step(ids).argmax(-1).masked_fill(done, EOS)
        done |= ids == EOS
        output.append(ids)
        if done.all():
            break
    rows = torch.stack(output, 1).tolist()
    return [row[: row.index(EOS)] if EOS in row else row for row in rows]


@torch.inference_mode()
def beam(model, source, longest, beams, alpha):
    """The best finished hypothesis of each row by log probability / ((5 + length) / 6)^alpha."""
    b = len(source)
    decoder = CachedDecoder(model, source, beams)
    ids = torch.full((b * beams,), BOS)
    scores = torch.full((b, beams), -torch.inf)
    scores[:, 0] = 0.0
    prefixes = torch.empty(b * beams, 0, dtype=torch.long)
    best = [(-float("inf"), []) for _ in range(b)]
    for length in range(1, longest + 1):
        penalty = ((5 + length) / 6) ** alpha
        probabilities = decoder.step(ids).float().log_softmax(-1)
        total = scores[:, :, None] + probabilities.view(b, beams, -1)  # [B, K, V]
        vocabulary = total.shape[-1]
        top, flat = total.flatten(1).topk(2 * beams)
        parent, token = flat // vocabulary, flat % vocabulary
        ended = token == EOS
        for i, j in (ended[:, :beams] & top[:, :beams].isfinite()).nonzero().tolist():
            score = top[i, j].item() / penalty
            if score > best[i][0]:
                best[i] = (score, prefixes[i * beams + parent[i, j]].tolist())
        scores, keep = top.masked_fill(ended, -torch.inf).topk(beams)
        rows = (torch.arange(b)[:, None] * beams + parent.gather(1, keep)).flatten()
        ids = token.gather(1, keep).flatten()
        prefixes = torch.cat([prefixes[rows], ids[:, None]], 1)
        decoder.reorder(rows)
        reachable = scores[:, 0] / ((5 + longest) / 6) ** alpha
        if (torch.tensor([score for score, _ in best]) >= reachable).all():
            break
    for i, (score, _) in enumerate(best):
        if score == -float("inf"):
            best[i] = (score, prefixes[i * beams].tolist())
    return [ids for _, ids in best]


def translate(model, tokenizer, texts, beams=1, alpha=1.0, rows=64):
    """Translations in the order of `texts`; sentences of like length share a batch."""
    model.eval()
    sources = [encoding.ids + [EOS] for encoding in tokenizer.encode_batch(texts)]
    order = sorted(range(len(texts)), key=lambda i: len(sources[i]))
    output = [""] * len(texts)
    for begin in range(0, len(order), rows):
        group = order[begin : begin + rows]
        source = pad([sources[i] for i in group])
        longest = min(2 * source.shape[1] + 20, model.positions.shape[0])
        found = (
            greedy(model, source, longest)
            if beams == 1
            else beam(model, source, longest, beams, alpha)
        )
        for i, ids in zip(group, found):
            output[i] = tokenizer.decode(ids)
    model.train()
    return output
