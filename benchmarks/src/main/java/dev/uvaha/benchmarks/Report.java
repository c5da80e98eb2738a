package dev.uvaha.benchmarks;

import dev.uvaha.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/// What a benchmark prints: one JSON line per result.
public final class Report {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final long KIBIBYTES = 1024;

  private Report() {}

  /// Prints a result, with threads and peak memory unless the fields say them.
  public static void print(String name, Map<String, ?> fields) {
    var all = new LinkedHashMap<String, Object>(fields);
    all.putIfAbsent("threads", Engine.threads());
    peakMegabytes().ifPresent(megabytes -> all.putIfAbsent("peak_rss_mb", megabytes));
    printAsIs(name, all);
  }

  /// Prints a result of another process: this one's threads and memory say nothing about it.
  public static void printAsIs(String name, Map<String, ?> fields) {
    var all = new LinkedHashMap<String, Object>();
    all.put("name", name);
    all.putAll(fields);
    System.out.println(JsonMapper.shared().writeValueAsString(all));
  }

  /// The most memory that this process ever had, in MiB; empty where the system does not tell.
  public static OptionalLong peakMegabytes() {
    if (!Files.isReadable(STATUS)) return OptionalLong.empty();
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIBIBYTES)
          .findFirst();
    } catch (IOException unreadable) {
      return OptionalLong.empty();
    }
  }
}
