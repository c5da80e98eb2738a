package dev.uvaha.cli;

import dev.uvaha.training.ConsoleLine;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.recipe.PreparationEvent;
import dev.uvaha.translation.recipe.Corpus;
import dev.uvaha.translation.recipe.RecipeEvent;
import java.util.Locale;
import java.util.Optional;

/// Shows a training as it goes: a progress for each stage, and a line for what is worth keeping.
final class TrainingView implements TrainingListener, AutoCloseable {
  private final Console console;
  private final ConsoleLine lines;
  private Optional<Progress> progress = Optional.empty();
  private String stage = "";
  private String loss = "";
  private String speed = "";

  /// @param metric what validations measure beside the loss, such as `BLEU`
  TrainingView(Console console, String metric) {
    this.console = console;
    lines = new ConsoleLine(this::note, metric);
  }

  /// Shows what comes before the first step, translations, and that the last step is taken.
  void on(RecipeEvent event) {
    switch (event) {
      case RecipeEvent.Prepared(var preparation) -> on(preparation);
      case RecipeEvent.Translated sample ->
          note(
              String.format(
                  Locale.ROOT,
                  "BLEU %.1f  chrF %.1f  %s → %s",
                  sample.bleu(),
                  sample.chrF(),
                  TerminalText.oneLine(sample.source()),
                  TerminalText.oneLine(sample.translation())));
      case RecipeEvent.Measuring measuring -> note(line(measuring));
    }
  }

  private static String line(RecipeEvent.Measuring measuring) {
    var data =
        switch (measuring.test()) {
          case Corpus.Tsv(var file) -> " --data " + file;
          case Corpus.Aligned(var source, var target) -> " --data " + source + "," + target;
          case Corpus.Grammar _, Corpus.HeldOut _, Corpus.None _ -> "";
        };
    return "the model is saved; measuring it on the test pairs. Ctrl-C ends that; to do it later: uvaha evaluate --model %s%s"
        .formatted(measuring.folder(), data);
  }

  /// Shows what comes before the first step.
  void on(PreparationEvent event) {
    switch (event) {
      case PreparationEvent.Advanced advanced -> on(advanced);
      case PreparationEvent.Told told -> note(told.line());
    }
  }

  private void on(PreparationEvent.Advanced advanced) {
    var name = advanced.stage().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (!stage.equals(name)) {
      close();
      stage = name;
      var total = advanced.total() == 0 ? Progress.UNKNOWN : advanced.total();
      progress = Optional.of(new Progress(console, name, advanced.unit(), 0, total));
    }
    progress.ifPresent(bar -> bar.update(advanced.done(), ""));
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.Started started -> {
        close();
        stage = "training";
        progress =
            Optional.of(
                new Progress(console, stage, "steps", started.progress().step(), Progress.UNKNOWN));
        lines.on(started);
      }
      case TrainingEvent.Stepped stepped -> {
        loss = String.format(Locale.ROOT, "loss %.3f", stepped.loss());
        show(stepped.progress());
      }
      case TrainingEvent.Reported reported -> speed = "  " + ConsoleLine.speed(reported);
      case TrainingEvent.Validated validated -> lines.on(validated);
      case TrainingEvent.Saved _ -> {}
      case TrainingEvent.Finished finished -> {
        show(finished.progress());
        close();
      }
    }
  }

  /// The nearest limit counts: of steps, of epochs or of time.
  private void show(dev.uvaha.training.Progress at) {
    progress.ifPresent(
        bar -> bar.update(at.step(), new Progress.Share(at.done(), at.remaining()), loss + speed));
  }

  private void note(String line) {
    if (progress.isPresent()) progress.get().note(line);
    else console.note(line);
  }

  /// Ends the progress that is shown.
  @Override
  public void close() {
    progress.ifPresent(Progress::close);
    progress = Optional.empty();
  }
}
