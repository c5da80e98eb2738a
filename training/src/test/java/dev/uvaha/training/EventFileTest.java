package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads the file back as the format says: records with masked checksums, and in them messages of
/// fields.
class EventFileTest {
  private static final Progress AT_7 =
      new Progress(7, 11, 700, 2, Duration.ofSeconds(13), 0.7, Optional.empty());

  @TempDir Path folder;

  /// A field of a message: its number, and its bytes or its value.
  @SuppressWarnings("ArrayRecordComponent") // compared with nothing
  private record Field(int number, byte[] bytes, long value) {}

  @Test
  void scalarsComeBack() throws IOException {
    try (var events = EventFile.create(folder, 0)) {
      events.on(
          new TrainingEvent.Reported(
              AT_7, 2.5, 0.125, 3, new TrainingEvent.Speed(1009, "tokens"), OptionalLong.empty()));
      events.on(
          new TrainingEvent.Validated(
              AT_7,
              OptionalDouble.of(0.75),
              OptionalDouble.empty(),
              OptionalDouble.of(31),
              TrainingEvent.Standing.BEST));
    }
    var events = events();
    assertThat(text(field(fields(events.getFirst()), 3))).isEqualTo("brain.Event:2");
    assertThat(events.stream().skip(1).map(EventFileTest::scalar))
        .containsExactly(
            "7 train/loss 2.5",
            "7 train/rate 0.125",
            "7 train/gradient_norm 3.0",
            "7 train/tokens_per_second 1009.0",
            "7 validation/loss 0.75",
            "7 validation/perplexity " + (float) Math.exp(0.75),
            "7 validation/metric 31.0");
  }

  @Test
  void filesHaveTheSameNamesInEveryLocale() throws IOException {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      EventFile.create(folder, 300).close();
      var run = Run.create(folder.resolve("run"), RunContents.none());
      assertThat(run.checkpoint(300)).hasFileName("step-300.safetensors");
    } finally {
      Locale.setDefault(before);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.matches("events\\.out\\.tfevents\\.[0-9]{10}\\.300\\.uvaha"));
    }
  }

  @Test
  void aResumedRunTellsWhichStepsComeAgain() throws IOException {
    EventFile.create(folder, 300).close();
    var restart = fields(events().get(1));
    assertThat(field(restart, 2).value()).isEqualTo(301);
    assertThat(field(fields(field(restart, 7).bytes()), 1).value()).isEqualTo(1);
  }

  @Test
  void theChecksumIsTheKnownOne() {
    // CRC-32C of "123456789" is e3069283 (RFC 3720's polynomial); masked by hand.
    var checksum = 0xe3069283;
    var masked = ((checksum >>> 15) | (checksum << 17)) + 0xa282ead8;
    assertThat(EventFile.masked("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(masked);
  }

  private List<byte[]> events() throws IOException {
    Path file;
    try (var files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
    var buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    var events = new ArrayList<byte[]>();
    while (buffer.hasRemaining()) {
      var length = new byte[8];
      buffer.get(length);
      assertThat(buffer.getInt()).isEqualTo(EventFile.masked(length));
      var event = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      buffer.get(event);
      assertThat(buffer.getInt()).isEqualTo(EventFile.masked(event));
      events.add(event);
    }
    return events;
  }

  private static String scalar(byte[] event) {
    var fields = fields(event);
    var value = fields(field(fields(field(fields, 5).bytes()), 1).bytes());
    return "%d %s %s"
        .formatted(
            field(fields, 2).value(),
            text(field(value, 1)),
            Float.intBitsToFloat((int) field(value, 2).value()));
  }

  private static String text(Field field) {
    return new String(field.bytes(), StandardCharsets.UTF_8);
  }

  private static Field field(List<Field> fields, int number) {
    return fields.stream().filter(field -> field.number() == number).findFirst().orElseThrow();
  }

  private static List<Field> fields(byte[] message) {
    var buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    var fields = new ArrayList<Field>();
    while (buffer.hasRemaining()) {
      var key = (int) varint(buffer);
      var bytes = new byte[0];
      var value = 0L;
      switch (key & 7) {
        case 0 -> value = varint(buffer);
        case 1 -> value = buffer.getLong();
        case 5 -> value = buffer.getInt();
        case 2 -> {
          bytes = new byte[(int) varint(buffer)];
          buffer.get(bytes);
        }
        default -> throw new AssertionError("unknown kind of field " + key);
      }
      fields.add(new Field(key >>> 3, bytes, value));
    }
    return fields;
  }

  private static long varint(ByteBuffer buffer) {
    var value = 0L;
    for (var shift = 0; ; shift += 7) {
      var next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) return value;
    }
  }
}
