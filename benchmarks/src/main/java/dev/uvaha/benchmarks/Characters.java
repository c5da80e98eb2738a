package dev.uvaha.benchmarks;

import dev.uvaha.pretraining.Pretraining;
import dev.uvaha.pretraining.PretrainingRecipe;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// nanoGPT's recipe for the processor, from the text to the model: the shipped recipe `characters`,
/// as `./uvaha train` follows it. The peer is `characters.py`.
///
/// `--text FILE --steps 2000 --dtype bfloat16 --seed 1`
public final class Characters {
  private static final int LAST = 100;

  private Characters() {}

  /// Times the steps and what the validation comes to in the end.
  private static final class Watch implements TrainingListener {
    private static final double NANOS = 1e9;

    private final ArrayList<Double> losses = new ArrayList<>();
    private long parameters;
    private long began;
    private long ended;
    private double validation = Double.NaN;

    @Override
    public void on(TrainingEvent event) {
      switch (event) {
        case TrainingEvent.Started started -> {
          parameters = started.parameters();
          began = System.nanoTime();
        }
        case TrainingEvent.Stepped stepped -> {
          losses.add(stepped.loss());
          ended = System.nanoTime();
        }
        case TrainingEvent.Validated validated -> validation = validated.loss().orElseThrow();
        case TrainingEvent.Reported _, TrainingEvent.Saved _, TrainingEvent.Finished _ -> {}
      }
    }

    double stepsPerSecond() {
      return losses.size() / ((ended - began) / NANOS);
    }

    double lastLoss() {
      return losses.subList(Math.max(0, losses.size() - LAST), losses.size()).stream()
          .mapToDouble(Double::doubleValue)
          .average()
          .orElseThrow();
    }
  }

  /// Prints steps a second, the loss over the whole validation text, and the peak memory.
  public static void main(String[] args) throws IOException {
    var arguments = Arguments.of(args);
    var steps = arguments.integer("steps", 2000);
    var type = arguments.text("dtype").orElse("bfloat16");
    var seed = arguments.integer("seed", 1);
    var recipe =
        PretrainingRecipe.named(
            "characters",
            List.of(
                "data.train=" + Path.of(arguments.text("text").orElseThrow()).toAbsolutePath(),
                "training.step.precision=" + type,
                "training.limits.steps=" + steps,
                "training.schedule.warmup=" + Math.min(100, steps / 2),
                // As the peer: one validation, at the end, over all of the text.
                "training.validation.every=" + steps,
                "training.validation.batches=0",
                "training.checkpoints.every=" + steps,
                "seed=" + seed));
    var watch = new Watch();
    try (var folder = TemporaryFolder.create("characters")) {
      Pretraining.start(recipe, folder.path().resolve("run"), watch);
    }
    var said = new LinkedHashMap<String, Object>();
    said.put("dtype", type);
    said.put("seed", seed);
    said.put("parameters", watch.parameters);
    said.put("steps_per_second", Math.round(watch.stepsPerSecond() * 100) / 1e2);
    said.put("validation_loss", Math.round(watch.validation * 1e4) / 1e4);
    said.put("first_loss", watch.losses.getFirst());
    said.put("last_loss", watch.lastLoss());
    Report.print("characters", said);
  }
}
