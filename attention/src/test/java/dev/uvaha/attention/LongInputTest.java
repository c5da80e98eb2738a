package dev.uvaha.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LongInputTest {
  private static final int HALF = 8_192;

  /// Linear growth is 2, less what is of one size; quadratic growth is 4.
  private static final double MOST_GROWTH = 2.6;

  /// 16 rows of 512 numbers: input, queries, keys, values and results are a row each, and blocks
  /// need some room. All scores of 8 heads over 16,384 keys would be 512 KiB for each position.
  private static final long MOST_BYTES_PER_POSITION = 32 << 10;

  /// The longer input has both masks, so its growth is, if anything, too great. Once each: the
  /// longer one takes seconds.
  @Test
  void memoryGrowsLinearlyWithTheInput() throws Exception {
    var half = growth(HALF, "causal");
    var whole = growth(2 * HALF, "causal-padding");
    assertThat(half).as("bytes for half").isLessThan(HALF * MOST_BYTES_PER_POSITION);
    assertThat(whole).as("bytes").isLessThan(2 * HALF * MOST_BYTES_PER_POSITION);
    assertThat((double) whole / half)
        .as("%,d bytes over %,d for half of the positions", whole, half)
        .isLessThan(MOST_GROWTH);
  }

  private static long growth(int length, String mask) throws IOException, InterruptedException {
    var command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LongInputProgram.class.getName(),
            Integer.toString(length),
            mask);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      var line = out.readLine();
      assertThat(process.waitFor()).isZero();
      return Long.parseLong(String.valueOf(line));
    } finally {
      process.destroyForcibly();
    }
  }
}
