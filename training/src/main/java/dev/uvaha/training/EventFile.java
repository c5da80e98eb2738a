package dev.uvaha.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;

/// Writes reports and validations as a TensorBoard event file.
///
/// The file is a sequence of records: length (8 bytes), its masked CRC-32C (4), the event, its
/// masked CRC-32C (4), all little-endian. A resumed run writes a file of its own, which begins by
/// telling TensorBoard to forget what earlier files have of the steps that come again.
public final class EventFile implements TrainingListener, AutoCloseable {
  private static final int MASK = 0xa282ead8;
  private static final double MILLIS = 1e3;

  private final Path file;
  private final FileChannel channel;

  private EventFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Begins a file in a folder.
  ///
  /// @param step how many steps were taken before
  static EventFile create(Path folder, long step) {
    var name =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.%d.uvaha",
            Instant.now().getEpochSecond(),
            step);
    var file = folder.resolve(name);
    try {
      var channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      var events = new EventFile(file, channel);
      events.write(EventMessage.version(now()));
      if (step > 0) events.write(EventMessage.restart(now(), step + 1));
      return events;
    } catch (IOException failure) {
      throw Run.failed("write", file, failure);
    }
  }

  @Override
  public void on(TrainingEvent event) {
    var step = event.progress().step();
    switch (event) {
      case TrainingEvent.Reported report -> {
        scalar(step, "train/loss", report.loss());
        scalar(step, "train/rate", report.rate());
        scalar(step, "train/gradient_norm", report.gradientNorm());
        scalar(step, "train/tokens_per_second", report.speed().perSecond());
        report.memory().ifPresent(bytes -> scalar(step, "train/memory", (double) bytes));
      }
      case TrainingEvent.Validated validated -> {
        validated.loss().ifPresent(loss -> scalar(step, "validation/loss", loss));
        validated.perplexity().ifPresent(value -> scalar(step, "validation/perplexity", value));
        validated.bitsPerByte().ifPresent(bits -> scalar(step, "validation/bits_per_byte", bits));
        validated.metric().ifPresent(metric -> scalar(step, "validation/metric", metric));
      }
      case TrainingEvent.Started _,
          TrainingEvent.Stepped _,
          TrainingEvent.Saved _,
          TrainingEvent.Finished _ -> {}
    }
  }

  private void scalar(long step, String tag, double value) {
    try {
      write(EventMessage.scalar(now(), step, tag, (float) value));
    } catch (IOException failure) {
      throw Run.failed("write", file, failure);
    }
  }

  private void write(byte[] event) throws IOException {
    var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(0, event.length);
    var entry =
        ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + event.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(length.array())
            .putInt(masked(length.array()))
            .put(event)
            .putInt(masked(event))
            .flip();
    while (entry.hasRemaining()) channel.write(entry);
  }

  /// The checksum, turned so that a checksum of data that holds checksums stays useful.
  static int masked(byte[] bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }

  private static double now() {
    return System.currentTimeMillis() / MILLIS;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw Run.failed("write", file, failure);
    }
  }
}
