package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ArrivingLinesTest {
  /// What the input may throw: checked, unchecked, or no exception at all.
  private interface Failing {
    int read() throws IOException;
  }

  @Test
  void whateverFailsAtReadingReachesWhoAsksForLines() throws IOException {
    fails(
        IOException.class,
        () -> {
          throw new IOException("gone");
        });
    fails(
        IllegalStateException.class,
        () -> {
          throw new IllegalStateException("gone");
        });
    fails(
        OutOfMemoryError.class,
        () -> {
          throw new OutOfMemoryError("gone");
        });
  }

  private static void fails(Class<? extends Throwable> kind, Failing end) throws IOException {
    var failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return end.read();
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return end.read();
          }
        };
    var text = new ByteArrayInputStream("first\n".getBytes(StandardCharsets.UTF_8));
    var lines = new ArrivingLines(new SequenceInputStream(text, failing), 7);
    assertThat(lines.next()).hasSize(1);
    assertThatThrownBy(lines::next).isInstanceOf(kind).hasMessageContaining("gone");
  }
}
