package dev.uvaha.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What the processor can do, as Linux tells it.
public final class Processor {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Pattern FEATURES =
      Pattern.compile("(?m)^(?:flags|Features)\\h*:\\h*(\\S.*)$");

  private Processor() {}

  /// Its instructions by their names, such as `avx512_bf16`, in the system's order; none where the
  /// system does not tell.
  public static Set<String> features() {
    return features(CPU_INFO);
  }

  static Set<String> features(Path cpuInfo) {
    try {
      var line = FEATURES.matcher(Files.readString(cpuInfo, StandardCharsets.ISO_8859_1));
      return line.find()
          ? new LinkedHashSet<>(Arrays.asList(line.group(1).split("\\s+")))
          : Set.of();
    } catch (IOException unreadable) {
      return Set.of();
    }
  }
}
