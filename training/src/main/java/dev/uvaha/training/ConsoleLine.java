package dev.uvaha.training;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// Tells a person how training goes, a line at a time.
public final class ConsoleLine implements TrainingListener {
  private static final long MEBIBYTE = 1 << 20;

  private final Consumer<String> out;
  private final String metric;

  /// Writes to `out`, such as `System.err::println`.
  public ConsoleLine(Consumer<String> out) {
    this(out, "metric");
  }

  /// Writes to `out`, with a name for the metric of the task, such as `BLEU`.
  public ConsoleLine(Consumer<String> out, String metric) {
    this.out = out;
    this.metric = metric;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.Started started -> out.accept(line(started));
      case TrainingEvent.Reported report -> out.accept(line(report));
      case TrainingEvent.Validated validated -> out.accept(line(validated));
      case TrainingEvent.Finished finished -> out.accept(line(finished));
      case TrainingEvent.Stepped _, TrainingEvent.Saved _ -> {}
    }
  }

  private static String line(TrainingEvent.Started started) {
    return String.format(
        Locale.ROOT,
        "training %,d parameters in %s from step %,d",
        started.parameters(),
        switch (started.precision()) {
          case FLOAT32 -> "float32";
          case BFLOAT16_MIXED -> "bfloat16";
        },
        started.progress().step());
  }

  private static String line(TrainingEvent.Reported report) {
    var progress = report.progress();
    var line = new StringBuilder(place(progress));
    line.append(
        String.format(
            Locale.ROOT,
            "  loss %.4f  rate %.2e  norm %.2f  %s",
            report.loss(),
            report.rate(),
            report.gradientNorm(),
            speed(report)));
    progress.remaining().ifPresent(left -> line.append("  left ").append(clock(left)));
    return line.toString();
  }

  /// How fast it goes, and in how much memory where the system tells: `1,234 tokens/s 567 MB`.
  public static String speed(TrainingEvent.Reported report) {
    var speed =
        String.format(Locale.ROOT, "%,.0f %s/s", report.speed().perSecond(), report.speed().unit());
    return report.memory().isPresent()
        ? String.format(Locale.ROOT, "%s  %,d MB", speed, report.memory().getAsLong() / MEBIBYTE)
        : speed;
  }

  private String line(TrainingEvent.Validated validated) {
    var line = new StringBuilder(place(validated.progress())).append("  validation");
    validated.loss().ifPresent(loss -> line.append(String.format(Locale.ROOT, " loss %.4f", loss)));
    validated
        .perplexity()
        .ifPresent(
            perplexity -> line.append(String.format(Locale.ROOT, " perplexity %.2f", perplexity)));
    validated
        .bitsPerByte()
        .ifPresent(bits -> line.append(String.format(Locale.ROOT, " bits/byte %.3f", bits)));
    validated
        .metric()
        .ifPresent(value -> line.append(String.format(Locale.ROOT, " %s %.2f", metric, value)));
    if (validated.standing() == TrainingEvent.Standing.BEST) line.append(", the best so far");
    return line.toString();
  }

  private static String line(TrainingEvent.Finished finished) {
    var result = finished.result();
    var reason =
        switch (result.ending()) {
          case STEPS -> "all steps are taken";
          case EPOCHS -> "all epochs are over";
          case TIME -> "the time is over";
          case EARLY -> "validation gets no better";
          case STOPPED -> "stopped and saved; resume to go on";
        };
    return String.format(
        Locale.ROOT,
        "%s after %s: %s",
        place(finished.progress()),
        clock(finished.progress().elapsed()),
        reason);
  }

  private static String place(Progress progress) {
    return progress.steps() == Long.MAX_VALUE
        ? String.format(Locale.ROOT, "step %,d epoch %d", progress.step(), progress.epoch())
        : String.format(
            Locale.ROOT,
            "step %,d/%,d epoch %d",
            progress.step(),
            progress.steps(),
            progress.epoch());
  }

  private static String clock(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}
