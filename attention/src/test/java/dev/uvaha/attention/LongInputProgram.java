package dev.uvaha.attention;

import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program: by how many bytes the process grows at most while multi-head attention reads an input
/// of so many positions. A process of its own, since memory that an earlier test left free would
/// not show; only Linux tells.
final class LongInputProgram {
  private static final int WIDTH = 512;
  private static final int HEADS = 8;
  private static final int SHORT = 128;

  private LongInputProgram() {}

  @SuppressWarnings("SystemOut") // what it prints is its result
  public static void main(String[] arguments) throws IOException {
    var length = Integer.parseInt(arguments[0]);
    var mask =
        switch (arguments[1]) {
          case "causal" -> AttentionMask.causal();
          case "causal-padding" -> AttentionMask.causal().and(AttentionMask.padding(length - 997));
          default -> throw new IllegalArgumentException(arguments[1]);
        };
    var attention = MultiHeadAttention.create(new AttentionConfig(WIDTH, HEADS, 0));
    attend(attention, SHORT, AttentionMask.causal()); // what the engine and Java load once
    var before = kibibytes("VmRSS");
    attend(attention, length, mask);
    System.out.println((kibibytes("VmHWM") - before) << 10);
  }

  private static void attend(MultiHeadAttention attention, int length, AttentionMask mask) {
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var input = Randomness.normal(0, 1, Device.CPU, 1, length, WIDTH);
        attention.forward(input, attention.project(input), mask, Mode.INFERENCE);
      }
    });
  }

  private static long kibibytes(String name) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith(name + ":")) return Long.parseLong(line.replaceAll("\\D", ""));
    throw new IOException("/proc/self/status has no " + name);
  }
}
