package dev.uvaha.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.uvaha.training.Processor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What the operating system tells about this machine. What it doesn't tell is absent, never an
/// error.
final class Machine {
  /// Instructions that matter for matrix products, by their names in Linux and macOS.
  private static final Pattern MATRIX_FEATURES =
      Pattern.compile(
          "\\b(avx2|fma|avx512f|avx512_bf16|avx512_vnni|avx512_fp16|avx_vnni|amx_tile|amx_bf16"
              + "|amx_int8|neon|asimd|asimddp|sve2?|bf16|i8mm|FEAT_BF16|FEAT_I8MM|FEAT_DotProd)\\b");

  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /// The processor's name, such as `AMD EPYC 9B14`.
  static String processor() {
    return (isMac()
            ? output("sysctl", "-n", "machdep.cpu.brand_string")
            : first(MODEL, read(PROCESSORS)))
        .orElse(System.getProperty("os.arch"));
  }

  /// Its instructions for matrix products, such as `avx512_bf16`; empty where it can't be told.
  static List<String> processorFeatures() {
    return matrixFeatures(
        isMac()
            ? output("sysctl", "hw.optional.arm").orElse("").replaceAll("(?m)^.*: 0$", "")
            : String.join(" ", Processor.features()));
  }

  static List<String> matrixFeatures(String flags) {
    var features = new ArrayList<String>();
    var matcher = MATRIX_FEATURES.matcher(flags);
    while (matcher.find()) {
      if (!features.contains(matcher.group())) features.add(matcher.group());
    }
    return features;
  }

  /// Bytes of main memory that this process may use in all, its container's limit included.
  static long memory() {
    return system().getTotalMemorySize();
  }

  /// Bytes of main memory that nothing holds for good.
  static long freeMemory() {
    return first(
            Pattern.compile("(?m)^MemAvailable:\\s*(\\d+) kB$"), read(Path.of("/proc/meminfo")))
        .map(kibibytes -> Math.min(Long.parseLong(kibibytes) << 10, memory()))
        .orElseGet(() -> system().getFreeMemorySize());
  }

  /// Where the natives unpack to at the first start.
  static Path nativesCache() {
    return Path.of(
        System.getProperty(
            "org.bytedeco.javacpp.cachedir",
            Path.of(System.getProperty("user.home"), ".javacpp", "cache").toString()));
  }

  /// Bytes free for a file in a folder, which need not exist yet.
  static long freeDisk(Path folder) throws IOException {
    var existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) existing = existing.getParent();
    return Files.getFileStore(existing).getUsableSpace();
  }

  /// The NVIDIA GPUs that the driver knows, such as `NVIDIA H100 80GB HBM3, 81559 MiB`.
  static List<String> nvidiaGpus() {
    return output("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader")
        .map(text -> text.lines().map(String::strip).toList())
        .orElse(List.of());
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<String> first(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }

  /// What a program prints; empty if there is no such program, it fails or it hangs.
  private static Optional<String> output(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 && !text.isBlank()
          ? Optional.of(text.strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
