"""Writes the metric fixtures of the text module from sacreBLEU 2.6.0.

Usage: python fixtures_metrics.py text/src/test/resources/dev/uvaha/text/metrics
"""

import json
import random
import subprocess
import sys
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)

PAIRS = [
    ("Кіт не перейшов вулицю, бо був занадто втомлений.", "Кіт не перейшов вулицю, бо був занадто втомлений."),
    ("Кіт не перейшов дорогу, бо вона була занадто широка.", "Кіт не перейшов вулицю, бо була занадто широка."),
    ("Собака з’їв м'який хліб.", "Собака з'їв м’який хліб."),
    ("I am learning AI.", "I'm learning AI!"),
    ("", "An empty hypothesis"),
    ("An empty reference", ""),
    ("", ""),
    ("   ", "\u00a0"),
    ("The price is 1,000.5 dollars, or 1.000,5 euros.", "The price is 1,000.50 dollars , or 1000.5 euros ."),
    ("Call 555-1234 or 5-6,7-.", "Call 555 - 1234 or 5 -6, 7-."),
    ("&quot;Hello&quot; &amp; &lt;b&gt;goodbye&lt;/b&gt; &amp;quot;", "\"Hello\" & <b>goodbye</b> &quot;"),
    ("See https://example.org/a?b=c&d=e#f, please.", "See https://example.org/a?b=c&amp;d=e#f please"),
    ("<skipped>one two-three", "one two-three<skipped>"),
    ("a.b.c ... d,,e 1.2.3 .5 5. 5.a a.5", "a . b . c … d , , e 1.2.3 .5 5. 5.a a.5"),
    ("the the the the the the the", "the cat is on the mat"),
    ("cat", "cat"),
    ("cat", "dog"),
    ("cat sat", "cat sat"),
    ("(hi) \"quoted\" [x] {y} ~z~ `w` 'v' *u* _t_ ^s^", "(hi) “quoted” [x] {y} ~z~ 'w' `v` *u* _t_ ^s^"),
    ("emoji 👩‍👩‍👧‍👦 and 🇺🇦 𝔘𝔳𝔞𝔥𝔞 x", "emoji 👩‍👧 and 🇺🇦 𝔘vaha 𝔘"),
    ("tab\tand\u2003wide\u3000space\u200bzero \x1cfs\x1d \x85nel", "tab and wide space zero fs nel"),
    ("İSTANBUL ΟΔΟΣ STRASSE ẞ ǅ", "i̇stanbul οδος strasse ß ǆ"),
    ("це — тире, «лапки» та №5; 20% від 3½ §7 ₴100", "це - тире, \"лапки\" та № 5; 20 % від 3,5 § 7 100₴"),
    ("a\u0301 e\u0308 й", "á ë й"),
    ("%s: не вдалося відкрити «%s» (помилка %d)", "%s: не вдалось відкрити \"%s\" (помилка %d)"),
    ("aaaaaaaaaaaa", "aaaaaaa"),
    ("$1.00 €2,50 ±3 4×5 6÷7 8°C", "$1.00 €2.50 ± 3 4 × 5 6 ÷ 7 8 °C"),
    ("A . B , C : D ; E", "A. B, C: D; E"),
    ("trailing spaces   ", "trailing spaces"),
    ("/path/to/file.txt --option=value -x", "/path/to/file --option=value -y"),
]

rng = random.Random(7)
words = [w for h, r in PAIRS for w in (h + " " + r).split(" ") if w]
for _ in range(170):
    reference = [rng.choice(words) for _ in range(rng.randint(0, 23))]
    hypothesis = [rng.choice(words) if rng.random() < 0.2 else w for w in reference if rng.random() < 0.9]
    PAIRS.append((" ".join(hypothesis), " ".join(reference)))

hypotheses = [h for h, _ in PAIRS]
references = [r for _, r in PAIRS]
METRICS = {
    "bleu": BLEU(),
    "bleu-lc": BLEU(lowercase=True),
    "bleu-intl": BLEU(tokenize="intl"),
    "bleu-none": BLEU(tokenize="none"),
    "bleu-eff": BLEU(effective_order=True),
    "chrf": CHRF(),
    "chrf-lc": CHRF(lowercase=True),
    "chrf++": CHRF(word_order=2),
    "chrf+": CHRF(word_order=1),
}
lines = [json.dumps({"hypothesis": h, "reference": r}, ensure_ascii=False) for h, r in PAIRS]
(out / "pairs.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
expected = {}
for name, metric in METRICS.items():
    sentences = [metric.sentence_score(h, [r]) for h, r in PAIRS]
    corpus = metric.corpus_score(hypotheses, [references])
    part = metric.corpus_score(hypotheses[:30], [references[:30]])
    expected[name] = {
        "sentences": [s.score for s in sentences],
        "corpus": corpus.format(4, False, str(metric.get_signature())),
        "part": part.format(4, False, str(metric.get_signature())),
    }
(out / "scores.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

# What the command prints for two files.
clean = [(h, r) for h, r in PAIRS if not set("\n\r") & set(h + r)]
(out / "hypotheses.txt").write_text("".join(h + "\n" for h, _ in clean), encoding="utf-8", newline="\n")
(out / "references.txt").write_text("".join(r + "\n" for _, r in clean), encoding="utf-8", newline="\n")


def command(*options):
    files = [str(out / "references.txt"), "-i", str(out / "hypotheses.txt")]
    run = [sys.executable, "-m", "sacrebleu", *files, *options]
    return subprocess.run(run, check=True, capture_output=True, text=True, encoding="utf-8").stdout


(out / "both.txt").write_text(command("-m", "bleu", "chrf", "-f", "text"), encoding="utf-8")
(out / "both.json").write_text(command("-m", "bleu", "chrf", "-w", "2"), encoding="utf-8")
(out / "bleu.json").write_text(command("-w", "4"), encoding="utf-8")
