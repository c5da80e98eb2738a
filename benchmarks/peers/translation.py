"""The plain PyTorch Transformer, trained on parallel text by the clock and scored by sacreBLEU.

JSON lines: a curve by minutes (training time alone; validation and decoding are not counted), then
BLEU and chrF of the test set. A batch has rows * longest side <= --tokens.
"""

import argparse
import math
import pathlib
import time
import warnings

import sacrebleu
import torch
from torch import nn
from torch.nn import functional

import text_data
from decoding import translate
from model import PAD, EncoderDecoder, parameter_count
from timing import peak_megabytes, report


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True, help="train|valid|test.tsv.gz")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--steps", type=int, help="stop after so many, if the minutes allow")
    parser.add_argument("--tokens", type=int, default=4096)
    parser.add_argument("--rate", type=float, default=2e-3, help="peak learning rate")
    parser.add_argument("--warmup-steps", type=int, default=400)
    parser.add_argument(
        "--cosine-steps", type=int, help="decay by a cosine to zero at this step, not by 1/sqrt"
    )
    parser.add_argument("--vocabulary", type=int, default=8000)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--inner", type=int, default=1024)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--post-norm", action="store_true")
    parser.add_argument("--longest", type=int, default=128, help="tokens of a training sentence")
    parser.add_argument("--dtype", choices=["bfloat16", "float32"], default="bfloat16")
    parser.add_argument("--report-every", type=float, default=1, help="minutes")
    parser.add_argument("--bleu-every", type=float, default=5, help="minutes; greedy, valid subset")
    parser.add_argument("--bleu-sentences", type=int, default=300)
    parser.add_argument("--test-sentences", type=int, help="only the first so many of test")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--alpha", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=pathlib.Path, help="folder for model.pt and tokenizer.json")
    return parser.parse_args()


class Peer:
    def __init__(self, options):
        self.options = options
        self.text = text_data.load(options.data)
        begin = time.perf_counter()
        self.tokenizer = text_data.train_tokenizer(self.text["train"], options.vocabulary)
        self.bpe_seconds = time.perf_counter() - begin
        self.train = text_data.encode(self.tokenizer, self.text["train"], options.longest)
        valid = text_data.encode(self.tokenizer, self.text["valid"], options.longest)
        self.valid = list(text_data.batches(valid, options.tokens))
        self.model = EncoderDecoder(
            self.tokenizer.get_vocab_size(), options.width, options.heads, options.inner,
            options.layers, options.dropout, pre_norm=not options.post_norm,
        )  # fmt: skip
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(),
            lr=0.0,
            betas=(0.9, 0.98),
            eps=1e-9,
            weight_decay=0.01,
            fused=True,
        )

    def loss(self, batch, smoothing):
        source, decoder_input, target = batch
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.dtype == "bfloat16"):
            logits = self.model(source, decoder_input)
        return functional.cross_entropy(
            logits.float().flatten(0, 1),
            target.flatten(),
            ignore_index=PAD,
            label_smoothing=smoothing,
        )

    def rate(self, number):
        peak, warmup, end = (
            self.options.rate,
            self.options.warmup_steps,
            self.options.cosine_steps,
        )
        if number <= warmup:
            return peak * number / warmup
        if end is None:
            return peak * (warmup / number) ** 0.5
        return peak * (1 + math.cos(math.pi * min(1, (number - warmup) / (end - warmup)))) / 2

    def step(self, number, batch):
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate(number)
        loss = self.loss(batch, 0.1)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return loss.item()

    @torch.no_grad()
    def validate(self):
        """Mean negative log-likelihood a target token, without label smoothing."""
        self.model.eval()
        total = count = 0
        for batch in self.valid:
            tokens = (batch[2] != PAD).sum().item()
            total += self.loss(batch, 0.0).item() * tokens
            count += tokens
        self.model.train()
        return total / count

    def score(self, part, sentences, beams):
        pairs = self.text[part][:sentences]
        begin = time.perf_counter()
        found = translate(
            self.model, self.tokenizer, [source for source, _ in pairs], beams, self.options.alpha
        )
        references = [[target for _, target in pairs]]
        bleu = sacrebleu.metrics.BLEU()
        chrf = sacrebleu.metrics.CHRF()
        return {
            "sentences": len(pairs),
            "beam": beams,
            "bleu": round(bleu.corpus_score(found, references).score, 2),
            "chrf": round(chrf.corpus_score(found, references).score, 2),
            "signatures": [str(bleu.get_signature()), str(chrf.get_signature())],
            "seconds": round(time.perf_counter() - begin, 1),
        }, found

    def run(self):
        options = self.options
        clock = steps = window_loss = window_steps = source_tokens = target_tokens = 0
        window = 0.0
        next_report, next_bleu = options.report_every, options.bleu_every
        for batch in text_data.endless(self.train, options.tokens, options.seed):
            begin = time.perf_counter()
            steps += 1
            window_loss += self.step(steps, batch)
            seconds = time.perf_counter() - begin
            clock, window, window_steps = clock + seconds / 60, window + seconds, window_steps + 1
            source_tokens += (batch[0] != PAD).sum().item()
            target_tokens += (batch[2] != PAD).sum().item()
            finished = clock >= options.minutes or steps == options.steps
            if clock >= next_report or finished:
                report(
                    "curve",
                    minutes=round(clock, 2),
                    step=steps,
                    train_loss=round(window_loss / window_steps, 4),
                    valid_loss=round(self.validate(), 4),
                    source_tokens_per_second=round(source_tokens / window),
                    target_tokens_per_second=round(target_tokens / window),
                )
                window = window_loss = window_steps = source_tokens = target_tokens = 0
                next_report += options.report_every
            if clock >= next_bleu and not finished:
                scores, _ = self.score("valid", options.bleu_sentences, 1)
                report("valid_bleu", minutes=round(clock, 2), step=steps, **scores)
                next_bleu += options.bleu_every
            if finished:
                return


def main():
    options = arguments()
    warnings.filterwarnings("ignore", message="enable_nested_tensor")
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    peer = Peer(options)
    report(
        "setup",
        parameters=parameter_count(peer.model),
        train_pairs=len(peer.train),
        bpe_seconds=round(peer.bpe_seconds, 1),
        threads=options.threads,
        dtype=options.dtype,
        tokens=options.tokens,
        rate=options.rate,
        warmup_steps=options.warmup_steps,
        decay=f"cosine to {options.cosine_steps}" if options.cosine_steps else "inverse square root",
        dropout=options.dropout,
        order="post-norm" if options.post_norm else "pre-norm",
        torch=torch.__version__,
    )
    peer.run()
    training_peak = peak_megabytes()
    for beams in (1, options.beam):
        scores, found = peer.score("test", options.test_sentences, beams)
        report("test", **scores, example=found[0], training_peak_rss_mb=training_peak)
    if options.save:
        options.save.mkdir(parents=True, exist_ok=True)
        torch.save(peer.model.state_dict(), options.save / "model.pt")
        peer.tokenizer.save(str(options.save / "tokenizer.json"))


if __name__ == "__main__":
    main()
