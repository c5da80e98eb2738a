package dev.uvaha.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Shows how far a long task is: on a terminal one line, drawn again and again; elsewhere a line
/// now and then, so that a log stays readable.
///
/// ```
/// training ████████████░░░░░░░░ 60%  600/1000  12.5 steps/s  0:32 left  loss 2.31
/// ```
final class Progress implements AutoCloseable {
  static final Duration TERMINAL_INTERVAL = Duration.ofMillis(100);
  static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

  /// A total that nobody knows: there is a speed, but no bar and no end in sight.
  static final long UNKNOWN = Long.MAX_VALUE;

  /// How much of the whole is done, 0 to 1, and how long the rest takes, where that is known.
  record Share(double done, Optional<Duration> left) {}

  private static final int BAR_WIDTH = 20;
  private static final String CLEAR_LINE = "\r\033[K";

  private final Console console;
  private final String title;
  private final String unit;
  private final long first;
  private final long total;
  private final LongSupplier nanoTime;
  private final long start;
  private final boolean redraws;
  private long drawn;
  private long done;
  private Optional<Share> share;
  private String details = "";
  private boolean pending = true;

  /// Starts at `first` (0, or where a resumed task goes on) of `total` units, such as `steps`; with
  /// an empty unit only their share is shown.
  Progress(Console console, String title, String unit, long first, long total) {
    this(console, title, unit, first, total, System::nanoTime);
  }

  Progress(
      Console console, String title, String unit, long first, long total, LongSupplier nanoTime) {
    if (first < 0 || total < first)
      throw new IllegalArgumentException(
          "progress must go from 0 or more up: first=" + first + ", total=" + total);
    this.console = console;
    this.title = title;
    this.unit = unit;
    this.first = first;
    this.total = total;
    this.nanoTime = nanoTime;
    redraws = console.notesReader() == Console.Reader.TERMINAL;
    done = first;
    start = nanoTime.getAsLong();
    share = counted();
    drawn = start;
    if (redraws) draw();
  }

  /// Says that `done` units of the total are done; cheap enough to call for each.
  void update(long done, String details) {
    this.done = done;
    update(counted(), details);
  }

  /// Says that `done` units are done, which are this share of a whole that others than units limit.
  void update(long done, Share share, String details) {
    this.done = done;
    update(Optional.of(share), details);
  }

  private void update(Optional<Share> share, String details) {
    this.share = share;
    this.details = details;
    pending = true;
    var interval = redraws ? TERMINAL_INTERVAL : LOG_INTERVAL;
    if (nanoTime.getAsLong() - drawn >= interval.toNanos()) draw();
  }

  /// Writes a line of its own above the progress.
  void note(String line) {
    if (redraws) console.redraw(CLEAR_LINE);
    console.note(line);
    if (redraws) draw();
  }

  /// Draws the last state and leaves it there.
  @Override
  public void close() {
    if (pending) draw();
    if (redraws) console.redraw("\n");
  }

  private void draw() {
    drawn = nanoTime.getAsLong();
    pending = false;
    var line = line(Duration.ofNanos(drawn - start));
    if (redraws) {
      var width = Math.max(1, console.columns() - 1);
      console.redraw(CLEAR_LINE + (line.length() > width ? line.substring(0, width) : line));
    } else {
      console.note(line);
    }
  }

  /// The share that the count of units is.
  private Optional<Share> counted() {
    if (total == UNKNOWN) return Optional.empty();
    var elapsed = nanoTime.getAsLong() - start;
    return Optional.of(
        new Share(
            total == 0 ? 1 : Math.clamp((double) done / total, 0, 1),
            done == first
                ? Optional.empty()
                : Optional.of(
                    Duration.ofNanos(
                        (long) ((double) (total - done) * elapsed / (done - first))))));
  }

  private String line(Duration elapsed) {
    var line = new StringBuilder(title);
    share.ifPresent(known -> appendBar(line, known.done()));
    if (!unit.isEmpty()) line.append("  ").append(count());
    if (done > first && elapsed.isPositive()) {
      if (!unit.isEmpty()) line.append("  ").append(rate(elapsed.toNanos() / 1e9));
      share.ifPresent(known -> appendTime(line, known, elapsed));
    }
    return details.isEmpty() ? line.toString() : line.append("  ").append(details).toString();
  }

  private String count() {
    return total == UNKNOWN ? String.format(Locale.ROOT, "%,d %s", done, unit) : done + "/" + total;
  }

  private void appendBar(StringBuilder line, double part) {
    if (redraws) {
      var full = (int) (part * BAR_WIDTH);
      line.append(' ').append("█".repeat(full)).append("░".repeat(BAR_WIDTH - full));
    }
    line.append(' ').append((int) (part * 100)).append('%');
  }

  private static void appendTime(StringBuilder line, Share known, Duration elapsed) {
    if (known.done() >= 1) line.append("  ").append(clock(elapsed)).append(" in all");
    else known.left().ifPresent(left -> line.append("  ").append(clock(left)).append(" left"));
  }

  private String rate(double seconds) {
    var rate = (done - first) / seconds;
    var format = rate < 10 ? "%.2f %s/s" : rate < 100 ? "%.1f %s/s" : "%,.0f %s/s";
    return String.format(Locale.ROOT, format, rate, unit);
  }

  /// Minutes and seconds, with hours where there are any: `1:05`, `2:00:09`.
  static String clock(Duration exact) {
    var duration = Duration.ofSeconds(Math.round(exact.toNanos() / 1e9));
    var tail = String.format(Locale.ROOT, "%02d", duration.toSecondsPart());
    return duration.toHours() > 0
        ? String.format(Locale.ROOT, "%d:%02d:", duration.toHours(), duration.toMinutesPart())
            + tail
        : duration.toMinutes() + ":" + tail;
  }
}
