package dev.uvaha.cli;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Engine;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// Says what Uvaha found on this machine, and what to do where something is amiss.
@Command(
    name = "doctor",
    description = "Check this machine: JDK, natives, processor, threads, precision, memory, GPU.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha doctor",
      "  uvaha doctor --json > report.json    to attach to a question",
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int MATRIX_SIZE = 1024;
  private static final int PRODUCTS = 8;
  private static final long LEAST_MEMORY = 2L << 30;
  private static final long LEAST_DISK = 2L << 30;

  private final Console console;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final List<String> advice = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    for (var line : new Versions().getVersion()) {
      var colon = line.indexOf(": ");
      facts.put(
          colon < 0 ? "uvaha" : line.substring(0, colon),
          colon < 0 ? line.substring("uvaha ".length()) : line.substring(colon + 2));
    }
    facts.put("processor", Machine.processor());
    facts.put("features", String.join(" ", Machine.processorFeatures()));
    var nativesLoad = examineEngine();
    examineMemory();
    examineDisk();
    print();
    return nativesLoad ? 0 : Failures.FAILED;
  }

  /// False if the natives don't load, so that nothing works.
  private boolean examineEngine() {
    var processors = Runtime.getRuntime().availableProcessors();
    try {
      var start = System.nanoTime();
      Engine.start();
      facts.put(
          "natives",
          String.format(Locale.ROOT, "load in %.1f s", (System.nanoTime() - start) / 1e9));
    } catch (LinkageError e) {
      facts.put("natives", "don't load: " + e.getMessage());
      advice.add(
          "The natives are for this machine's system and processor only as far as the build knew:"
              + " run ./uvaha build, and delete "
              + Machine.nativesCache()
              + " if it was interrupted.");
      return false;
    }
    facts.put("vector instructions", Engine.vectorInstructions());
    facts.put("threads", Engine.threads() + " of " + processors + " processors");
    if (Engine.threads() > processors) {
      advice.add("More threads than processors slow everything down: UVAHA_THREADS=" + processors);
    }
    facts.put("freed memory", Engine.keepsMemory() ? "kept for reuse" : "given back at once");
    examinePrecision();
    examineGpu();
    return true;
  }

  private void examinePrecision() {
    var float32 = gigaflops(DataType.FLOAT32);
    var bfloat16 = gigaflops(DataType.BFLOAT16);
    facts.put(
        "precision",
        String.format(
            Locale.ROOT,
            "%s (%d×%d matrix product: float32 %.0f GFLOP/s, bfloat16 %.0f GFLOP/s)",
            bfloat16 > float32 ? "bfloat16 is faster" : "float32 is faster",
            MATRIX_SIZE,
            MATRIX_SIZE,
            float32,
            bfloat16));
  }

  /// The speed of the best of some matrix products on the processor.
  private static double gigaflops(DataType type) {
    try (var _ = TensorScope.open()) {
      var matrix = Randomness.normal(0, 1, Device.CPU, MATRIX_SIZE, MATRIX_SIZE).to(type);
      var best = Long.MAX_VALUE;
      for (int i = 0; i < PRODUCTS; i++) {
        var start = System.nanoTime();
        var product = Autograd.noGradient(() -> matrix.matmul(matrix));
        best = Math.min(best, System.nanoTime() - start);
        product.close();
      }
      return 2.0 * MATRIX_SIZE * MATRIX_SIZE * MATRIX_SIZE / best;
    }
  }

  private void examineGpu() {
    var gpus = Machine.nvidiaGpus();
    if (Device.cudaIsAvailable()) {
      facts.put("gpu", gpus.isEmpty() ? "CUDA" : String.join("; ", gpus));
    } else if (gpus.isEmpty()) {
      facts.put("gpu", "none");
    } else {
      facts.put("gpu", String.join("; ", gpus) + " (not used by this build)");
      advice.add(
          "To use the GPU: ./uvaha build -Pcuda (fetches about a gigabyte), then --device cuda"
              + " where a command has it; training computes on the processor.");
    }
  }

  private void examineMemory() {
    facts.put(
        "memory",
        String.format(
            Locale.ROOT,
            "%s, %s of it free; Java's heap may take %s",
            size(Machine.memory()),
            size(Machine.freeMemory()),
            size(Runtime.getRuntime().maxMemory())));
    if (Machine.freeMemory() < LEAST_MEMORY) {
      advice.add("Training needs some 2 GB of free memory: close other programs.");
    }
  }

  private void examineDisk() throws IOException {
    var cache = Machine.nativesCache();
    var free = Machine.freeDisk(cache);
    facts.put("disk", size(free) + " free for the natives in " + cache);
    if (free < LEAST_DISK && !Files.exists(cache)) {
      advice.add(
          "The natives need some 1 GB there: free it, or move the folder by"
              + " UVAHA_JAVA_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER");
    }
  }

  private void print() {
    if (json) {
      var report = new LinkedHashMap<String, Object>(facts);
      report.put("advice", advice);
      console.print(JsonMapper.builder().build().writeValueAsString(report));
      return;
    }
    var width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach(
        (name, value) -> console.print(name + " ".repeat(width + 2 - name.length()) + value));
    advice.forEach(line -> console.print("! " + line));
    if (advice.isEmpty()) console.print("Nothing amiss.");
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
