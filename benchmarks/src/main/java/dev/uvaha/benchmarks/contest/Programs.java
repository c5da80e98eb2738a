package dev.uvaha.benchmarks.contest;

import dev.uvaha.benchmarks.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Starts programs, each in a process of its own with the same number of threads, and reads their
/// JSON lines. Ours get what `./uvaha` sets besides; the peers get their own defaults, since the
/// same settings make PyTorch up to three times slower.
final class Programs {
  /// As `./uvaha` has it.
  private static final Map<String, String> OURS =
      Map.of("OMP_WAIT_POLICY", "passive", "GOMP_SPINCOUNT", "1000", "MALLOC_ARENA_MAX", "1");

  private final Map<String, String> threads;
  private final Path peers;
  private final Path log;

  /// Programs whose complaints go to a log.
  Programs(int threads, Path peers, Path log) {
    var count = Integer.toString(threads);
    this.threads =
        Map.of("OMP_NUM_THREADS", count, "OPENBLAS_NUM_THREADS", count, "MKL_NUM_THREADS", count);
    this.peers = peers;
    this.log = log;
  }

  /// What ours are started with.
  Map<String, String> environment() {
    var all = new HashMap<>(threads);
    all.putAll(OURS);
    return Map.copyOf(all);
  }

  /// Runs a main class of this class path.
  List<ObjectNode> java(List<String> program) throws IOException, InterruptedException {
    return lines(JavaCommand.of(program), environment());
  }

  /// Runs a script of the peers.
  List<ObjectNode> python(Path python, List<String> program)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(python.toString(), "-B"));
    command.addAll(program);
    return lines(command, threads);
  }

  private List<ObjectNode> lines(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .directory(peers.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    try {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var status = process.waitFor();
      if (status != 0) throw new IOException(failure(command, status));
      return output.lines().filter(line -> line.startsWith("{")).map(Programs::object).toList();
    } finally {
      process.destroy();
    }
  }

  private static ObjectNode object(String line) {
    return (ObjectNode) JsonMapper.shared().readTree(line);
  }

  private String failure(List<String> command, int status) throws IOException {
    var complaints = Files.readAllLines(log);
    var last = complaints.isEmpty() ? "" : complaints.getLast().strip();
    return "%s ended with %d: %s (all of it in %s)"
        .formatted(
            String.join(" ", command.subList(Math.max(0, command.size() - 5), command.size())),
            status,
            last,
            log);
  }
}
