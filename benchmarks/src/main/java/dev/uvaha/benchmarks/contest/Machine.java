package dev.uvaha.benchmarks.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What the benchmarks run on.
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Set<String> TOLD = Set.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");
  private static final double KIBIBYTES = 1 << 20;

  private Machine() {}

  /// Cores of this machine that Java may use.
  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  static String processor() throws IOException {
    var model = field(PROCESSORS, "model name").orElse(System.getProperty("os.arch"));
    var flags =
        field(PROCESSORS, "flags").stream()
            .flatMap(all -> List.of(all.split(" ")).stream())
            .filter(TOLD::contains)
            .toList();
    return "%s, %d cores%s"
        .formatted(model, cores(), flags.isEmpty() ? "" : " (" + String.join(", ", flags) + ")");
  }

  static String system() throws IOException {
    var memory =
        field(MEMORY, "MemTotal")
            .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / KIBIBYTES)
            .map(gigabytes -> ", " + Math.round(gigabytes) + " GiB")
            .orElse("");
    return System.getProperty("os.name") + " " + System.getProperty("os.version") + memory;
  }

  /// Of Java, our engine and, if it is there, the peers' PyTorch.
  static Map<String, String> versions(Programs programs, Optional<Path> python)
      throws IOException, InterruptedException {
    var versions = new LinkedHashMap<String, String>();
    versions.put("Java", Runtime.version().toString());
    var engine = programs.java(List.of("dev.uvaha.benchmarks.EngineVersion")).getFirst();
    versions.put("engine", engine.get("version").asString());
    if (python.isPresent()) {
      var peer = programs.python(python.get(), List.of("versions.py")).getFirst();
      versions.put("PyTorch", peer.get("torch").asString());
      versions.put("Python", peer.get("python").asString());
    }
    return versions;
  }

  private static Optional<String> field(Path file, String name) throws IOException {
    if (!Files.isReadable(file)) return Optional.empty();
    Predicate<String> isIt = line -> line.startsWith(name);
    try (var lines = Files.lines(file)) {
      return lines
          .filter(isIt)
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    }
  }
}
