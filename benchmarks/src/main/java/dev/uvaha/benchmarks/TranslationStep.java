package dev.uvaha.benchmarks;

import dev.uvaha.translation.recipe.Recipe;
import dev.uvaha.translation.recipe.TranslationTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/// Tokens a second of training a 3+3 Transformer on parallel text by the recipe `parallel`, one
/// way; validation comes after the clock has stopped. The peer is `translation.py`.
///
/// `--data DIR` (with `train.tsv.gz`) `--tokens 4096 --steps 60 --vocabulary 8000`
public final class TranslationStep {
  private static final int BYTES_AND_SPECIALS = 256 + 4;
  private static final long NEVER = 1_000_000_000;

  private TranslationStep() {}

  /// Prints target tokens a second over all steps, padding not counted.
  public static void main(String[] args) throws IOException {
    var arguments = Arguments.of(args);
    var data =
        arguments
            .text("data")
            .orElseThrow(() -> new IllegalArgumentException("--data names no folder"));
    var steps = arguments.integer("steps", 60);
    var tokens = arguments.integer("tokens", 4096);
    var merges = arguments.integer("vocabulary", 8000) - BYTES_AND_SPECIALS;
    var recipe =
        Recipe.named(
            "parallel",
            List.of(
                "data.train=" + Path.of(data, "train.tsv.gz").toAbsolutePath(),
                "data.valid={held-out: 64}",
                "data.batches.tokens=" + tokens,
                "model.block.dropout=0.1", // as in the peer
                "languages.directions=forward",
                "tokenizer.merges=" + merges,
                "training.validation.every=" + NEVER,
                "training.validation.sentences=0",
                "training.checkpoints.every=" + NEVER,
                "training.checkpoints.keep=0",
                "training.schedule.decay=constant",
                "training.limits.minutes=0",
                "training.limits.steps=" + steps));
    var clock = new StepClock(0);
    try (var folder = TemporaryFolder.create("translation")) {
      TranslationTraining.start(recipe, folder.path(), clock);
    }
    var said = new LinkedHashMap<String, Object>();
    said.put("target_tokens_per_second", Math.round(clock.tokensPerSecond()));
    said.put("step", clock.losses().size());
    said.put("tokens", tokens);
    said.put(
        "train_loss",
        clock.losses().stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    clock.peakMegabytes().ifPresent(megabytes -> said.put("peak_rss_mb", megabytes));
    Report.print("translation_step", said);
  }
}
