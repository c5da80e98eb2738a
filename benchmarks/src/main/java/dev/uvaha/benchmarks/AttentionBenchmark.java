package dev.uvaha.benchmarks;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.FastAttention;
import dev.uvaha.attention.KeyValue;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Engine;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Attention forward and backward at 4,096 tokens, 6 heads of 64, as
/// `benchmarks/peers/attention.py` runs it: one JSON line for each result. Arguments: data type
/// (`BFLOAT16`), threads (`2`), lengths (`128,256,…`).
public final class AttentionBenchmark {
  private static final int TOKENS = 4096;
  private static final int HEADS = 6;
  private static final int HEAD_WIDTH = 64;
  private static final int WARM_UP = 3;
  private static final int RUNS = 15;

  private AttentionBenchmark() {}

  /// Runs all of it.
  public static void main(String... arguments) {
    var type = DataType.valueOf(arguments.length > 0 ? arguments[0] : "BFLOAT16");
    Engine.setThreads(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2);
    var lengths = arguments.length > 2 ? arguments[2] : "128,256,512,1024,2048,4096";
    for (var length : List.of(lengths.split(",", -1)))
      for (var mask : List.of(AttentionMask.causal(), AttentionMask.none()))
        report(type, Integer.parseInt(length), mask);
  }

  private static void report(DataType type, int length, AttentionMask mask) {
    try (var _ = TensorScope.open()) {
      long[] shape = {Math.max(1, TOKENS / length), HEADS, length, HEAD_WIDTH};
      var query = random(type, shape).requireGradient();
      var key = random(type, shape).requireGradient();
      var value = random(type, shape).requireGradient();
      var upstream = random(type, shape);
      var times = new long[RUNS];
      for (var run = -WARM_UP; run < RUNS; run++) {
        for (var leaf : List.of(query, key, value)) leaf.clearGradient();
        var start = System.nanoTime();
        try (var _ = TensorScope.open()) {
          var output = FastAttention.attend(query, new KeyValue(key, value), mask, 0);
          output.multiply(upstream).sum().backward();
        }
        if (run >= 0) times[run] = System.nanoTime() - start;
      }
      Arrays.sort(times);
      System.out.printf(
          Locale.ROOT,
          "{\"name\": \"attention_forward_backward\", \"median\": %.3f, \"quartiles\": [%.3f, %.3f],"
              + " \"least\": %.3f, \"unit\": \"ms\", \"runs\": %d, \"threads\": %d, \"dtype\": \"%s\","
              + " \"causal\": %b, \"shape\": %s}%n",
          times[RUNS / 2] / 1e6,
          times[RUNS / 4] / 1e6,
          times[RUNS * 3 / 4] / 1e6,
          times[0] / 1e6,
          RUNS,
          Engine.threads(),
          type.name().toLowerCase(Locale.ROOT),
          mask.equals(AttentionMask.causal()),
          Arrays.toString(shape));
    }
  }

  private static Tensor random(DataType type, long... sizes) {
    return Randomness.normal(0, 1, Device.CPU, sizes).to(type);
  }
}
