package dev.uvaha.benchmarks;

import dev.uvaha.nn.Loss;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.Moments;
import dev.uvaha.training.Optimizer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Single operations by JMH, which [Operations] starts. The peer is `operations.py`.
///
/// Every call makes and frees its tensors, as a step does. All but `gemm`, `small_add` and
/// `optimizer_step` run forward and backward.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class OperationsBenchmark {
  private static final int WIDTH = 384;
  private static final int VOCABULARY = 8000;
  private static final int ROWS = 1024;

  /// Operands of a matrix product, `M×K×N`.
  @State(Scope.Benchmark)
  public static class Gemm {
    @Param({"4096x384x1536", "4096x1536x384", "4096x256x8000", "1x256x8000", "2048x2048x2048"})
    public String shape;

    @Param({"bfloat16", "float32"})
    public String dtype;

    private Tensor input;
    private Tensor weight;

    /// Draws the operands.
    @Setup
    public void draw() {
      var sizes = sizes(shape);
      input = normal(dtype, sizes[0], sizes[1]);
      weight = normal(dtype, sizes[2], sizes[1]);
    }
  }

  /// Rows of the model's width.
  @State(Scope.Benchmark)
  public static class Rows {
    @Param("4096x384")
    public String shape;

    @Param({"bfloat16", "float32"})
    public String dtype;

    private Tensor input;
    private Tensor weight;
    private Tensor bias;

    /// Draws the rows.
    @Setup
    public void draw() {
      input = normal(dtype, sizes(shape)).requireGradient();
      weight = normal(dtype, WIDTH);
      bias = normal(dtype, WIDTH);
    }
  }

  /// Attention scores of 16 sentences and 6 heads.
  @State(Scope.Benchmark)
  public static class Scores {
    @Param("96x256x256")
    public String shape;

    @Param({"bfloat16", "float32"})
    public String dtype;

    private Tensor input;

    /// Draws the scores.
    @Setup
    public void draw() {
      input = normal(dtype, sizes(shape)).requireGradient();
    }
  }

  /// Logits and what should have been predicted.
  @State(Scope.Benchmark)
  public static class Logits {
    @Param("1024x8000")
    public String shape;

    @Param("float32")
    public String dtype;

    private Tensor input;
    private Tensor targets;

    /// Draws the logits.
    @Setup
    public void draw() {
      input = normal(dtype, sizes(shape)).requireGradient();
      var ids = new java.util.Random(1).ints(ROWS, 0, VOCABULARY).toArray();
      targets = Tensors.indices(ids, ROWS);
    }
  }

  /// Two tensors so small that only the call costs.
  @State(Scope.Benchmark)
  public static class Small {
    @Param("8")
    public String shape;

    @Param("float32")
    public String dtype;

    private Tensor left;
    private Tensor right;

    /// Draws the terms.
    @Setup
    public void draw() {
      left = normal(dtype, sizes(shape));
      right = normal(dtype, sizes(shape));
    }
  }

  /// The parameters of [GptStep]'s model, with gradients.
  @State(Scope.Benchmark)
  public static class Trained {
    @Param("10770816")
    public String shape;

    @Param("float32")
    public String dtype;

    private Moments moments;

    /// Runs one backward pass.
    @Setup
    public void learn() {
      var task = GptStep.Task.create(new GptStep.Size(1, 256, 6, 384, 6, 65), 1);
      try (var _ = TensorScope.open()) {
        task.loss(task.ids(), dev.uvaha.nn.Mode.TRAINING).sum().backward();
      }
      var adamW = new Optimizer.AdamW(0.9, 0.999, 1e-8, 0.1, Optimizer.Decayed.EVERYTHING);
      moments = new Moments(adamW, task.model().parameters());
    }

    /// Frees what the optimizer remembers.
    @TearDown
    public void free() {
      moments.close();
    }
  }

  /// `input × weightᵀ`.
  @Benchmark
  public void gemm(Gemm state) {
    try (var _ = TensorScope.open()) {
      Kernels.linear(state.input, state.weight);
    }
  }

  @Benchmark
  public void layer_norm(Rows state) {
    both(state.input, input -> Kernels.layerNorm(input, state.weight, state.bias, 1e-5));
  }

  @Benchmark
  public void gelu(Rows state) {
    both(state.input, Kernels::gelu);
  }

  @Benchmark
  public void softmax(Scores state) {
    both(state.input, input -> input.softmax(-1));
  }

  /// With label smoothing.
  @Benchmark
  public void cross_entropy(Logits state) {
    both(state.input, input -> Loss.crossEntropy(input, state.targets, 0.1, 0));
  }

  @Benchmark
  public void small_add(Small state) {
    try (var _ = TensorScope.open()) {
      state.left.add(state.right);
    }
  }

  /// AdamW over all parameters.
  @Benchmark
  public void optimizer_step(Trained state) {
    state.moments.update(1e-6, 1);
  }

  private static void both(Tensor input, UnaryOperator<Tensor> operation) {
    try (var _ = TensorScope.open()) {
      input.clearGradient();
      operation.apply(input).sum().backward();
    }
  }

  static long[] sizes(String shape) {
    return Arrays.stream(shape.split("x")).mapToLong(Long::parseLong).toArray();
  }

  private static Tensor normal(String dtype, long... sizes) {
    return Randomness.normal(0, 1, Device.CPU, sizes).to(DataTypes.named(dtype));
  }
}
