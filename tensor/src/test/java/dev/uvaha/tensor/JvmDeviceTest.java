package dev.uvaha.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The device `jvm` computes what the CPU's engine does.
class JvmDeviceTest {
  /// Sums in another order, and float32's own exponentials.
  private static final float TOLERANCE = 2e-5f;

  private static final long WHOLE = (1L << 24) + 1;

  private final Random random = new Random(5);

  private Tensor drawn(long... sizes) {
    var values = new float[(int) Shape.of(sizes).elements()];
    for (var i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return Tensors.of(values, sizes);
  }

  static Stream<Arguments> unaryOperations() {
    return Stream.of(
        unary("negate", Tensor::negate),
        unary("exp", Tensor::exp),
        unary("abs then log", x -> x.abs().add(0.1).log()),
        unary("sqrt", x -> x.abs().sqrt()),
        unary("power", x -> x.abs().power(1.5)),
        unary("sin", Tensor::sin),
        unary("cos", Tensor::cos),
        unary("tanh", Tensor::tanh),
        unary("sigmoid", Tensor::sigmoid),
        unary("relu", Kernels::relu),
        unary("gelu", Kernels::gelu),
        unary("geluTanh", Kernels::geluTanh),
        unary("silu", Kernels::silu),
        unary("add a number", x -> x.add(3)),
        unary("multiply by a number", x -> x.multiply(-0.3)),
        unary("divide by a number", x -> x.divide(7)),
        unary("sum", Tensor::sum),
        unary("sum of a dimension", x -> x.sum(1)),
        unary("mean of a dimension", x -> x.mean(0)),
        unary("max of a dimension", x -> x.max(-1)),
        unary("argmax", x -> x.argmax(1)),
        unary("softmax", x -> x.softmax(-1)),
        unary("softmax of a dimension", x -> x.softmax(1)),
        unary("logSoftmax", x -> x.logSoftmax(-1)),
        unary("topK", x -> x.topK(3).values()),
        unary("topK's places", x -> x.topK(3).indices()),
        unary("transpose", x -> x.transpose(0, 2)),
        unary("permute", x -> x.permute(1, 2, 0)),
        unary("reshape after transpose", x -> x.transpose(0, 1).reshape(5, -1)),
        unary("reshape of a part", x -> x.narrow(1, 1, 3).reshape(3, 3 * 7)),
        unary("reshape that joins what lies together", x -> x.narrow(0, 1, 2).reshape(10, 7)),
        unary("select", x -> x.select(-1, 4)),
        unary("select from the end", x -> x.select(1, -2)),
        unary("unsqueeze and expand", x -> x.unsqueeze(1).expand(-1, 2, -1, -1)),
        unary("squeeze", x -> x.narrow(1, 2, 1).squeeze(1)),
        unary(
            "fill a view",
            x -> {
              var copy = x.copy();
              copy.select(-1, 3).fillInPlace(9);
              return copy;
            }),
        unary("fill by a mask", x -> x.copy().fillInPlace(x.lessThan(x.negate()), -1)),
        unary("where", x -> x.where(x.lessThan(x.multiply(2)), 0.5)),
        unary("where of two", x -> Tensors.where(x.lessOrEqual(x.abs()), x, x.negate())),
        unary(
            "not, and, or",
            x -> {
              var below = x.lessThan(Tensors.zerosLike(x));
              return below.not().and(below.or(x.equalTo(x))).to(DataType.INT64);
            }),
        unary("any", x -> x.lessThan(Tensors.zerosLike(x)).any(-1).to(DataType.INT64)),
        unary("concatenate", x -> Tensors.concatenate(1, List.of(x, x.narrow(1, 0, 2)))),
        unary("split", x -> Tensors.split(x, 2, 1).get(1)),
        unary("chunks", x -> Tensors.chunks(x, 7, 2).get(6)),
        unary("addInPlace", x -> x.copy().addInPlace(x.select(0, 1), 2)),
        unary("multiplyInPlace", x -> x.copy().multiplyInPlace(x).multiplyInPlace(3)),
        unary(
            "copyInPlace into a part",
            x -> {
              var copy = x.copy();
              copy.narrow(2, 1, 2).copyInPlace(x.narrow(2, 4, 2));
              return copy;
            }));
  }

  private static Arguments unary(String name, UnaryOperator<Tensor> operation) {
    return Arguments.of(name, operation);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unaryOperations")
  void computesWhatTheEngineDoes(String name, UnaryOperator<Tensor> operation) {
    try (var _ = TensorScope.open()) {
      var input = drawn(3, 5, 7);
      assertSame(operation.apply(input.to(Device.JVM)), operation.apply(input));
    }
  }

  static Stream<Arguments> wholeOperations() {
    return Stream.of(
        unary("add", x -> x.add(x)),
        unary("add a flag", x -> x.add(x.equalTo(x))),
        unary("subtract", x -> x.subtract(x.select(0, 1))),
        unary("multiply", x -> x.multiply(x)),
        unary("divide", x -> x.divide(x.select(0, 2))),
        unary("maximum", x -> x.maximum(x.select(0, 1))),
        unary("negate", Tensor::negate),
        unary("abs", Tensor::abs),
        unary("relu", Kernels::relu),
        unary("sum", Tensor::sum),
        unary("sum of a dimension", x -> x.sum(0)),
        unary("max", Tensor::max),
        unary("max of a dimension", x -> x.max(-1)),
        unary("sum of flags", x -> x.lessThan(x.negate()).sum(0)),
        unary("equalTo", x -> x.equalTo(x.add(x))),
        unary("equalTo a number", x -> x.equalTo(WHOLE).or(x.equalTo(WHOLE - 1))),
        unary("equalTo a fraction", x -> x.equalTo(WHOLE + 0.5)),
        unary("where", x -> Tensors.where(x.lessThan(x.negate()), x, x.add(x))),
        unary(
            "where of flags", x -> Tensors.where(x.equalTo(x), x.lessThan(x.abs()), x.equalTo(x))),
        unary("fill", x -> x.copy().fillInPlace(WHOLE)),
        unary("fill by a mask", x -> x.copy().fillInPlace(x.lessThan(x.abs()), WHOLE + 0.5)),
        unary("full", x -> Tensors.full(WHOLE, DataType.INT64, x.device(), 2)),
        unary("addInPlace", x -> x.copy().addInPlace(x.select(0, 1))),
        unary("multiplyInPlace", x -> x.copy().multiplyInPlace(x)),
        unary("concatenate", x -> Tensors.concatenate(0, List.of(x, x))),
        unary("indexSelect", x -> x.indexSelect(0, Tensors.range(2, x.device()))));
  }

  /// Above 2²⁴ float32 skips odd numbers.
  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeOperations")
  void wholeNumbersStayExact(String name, UnaryOperator<Tensor> operation) {
    try (var _ = TensorScope.open()) {
      var values = new long[] {WHOLE, -3, WHOLE + 2, 0, -WHOLE, 7};
      var expected = operation.apply(Tensors.of(values, 3, 2));
      var actual = operation.apply(Tensors.of(Device.JVM, values, 3, 2));
      assertThat(actual.dataType()).isEqualTo(expected.dataType());
      assertThat(actual.shape()).isEqualTo(expected.shape());
      if (expected.dataType().isFloating()) assertSame(actual, expected);
      else assertThat(actual.toLongs()).isEqualTo(expected.toLongs());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "jvm"})
  void equalToIsExact(String device) {
    try (var _ = TensorScope.open()) {
      var whole = Tensors.of(Device.parse(device), new long[] {WHOLE, WHOLE - 1}, 2);
      assertThat(whole.equalTo(WHOLE).toLongs()).containsExactly(1, 0);
      assertThat(whole.equalTo(WHOLE + 0.5).toLongs()).containsExactly(0, 0);
    }
  }

  /// Where the engine does, and where whole numbers would be rounded.
  @Test
  void whatWouldRoundWholeNumbersIsRefused() {
    var whole = Tensors.of(Device.JVM, new long[] {WHOLE, 3}, 2, 1);
    var real = whole.to(DataType.FLOAT32);
    var flags = whole.equalTo(whole);
    assertRefused(() -> whole.addInPlace(real), "addInPlace(INT64 [2, 1], FLOAT32 [2, 1]): ");
    assertRefused(() -> whole.addInPlace(whole, 0.5), "addInPlace(INT64 [2, 1], FLOAT32 [2, 1]): ");
    assertRefused(() -> whole.multiplyInPlace(2), "multiplyInPlace(INT64 [2, 1], FLOAT32 []): ");
    assertRefused(whole::mean, "mean(INT64 [2]): ");
    assertRefused(() -> whole.topK(1), "topK(INT64 [2, 1]): ");
    assertRefused(() -> whole.argmax(0), "argmax(INT64 [2, 1]): ");
    assertRefused(() -> flags.add(flags), "add(BOOL [2, 1], BOOL [2, 1]): ");
    assertRefused(
        () -> Tensors.concatenate(0, List.of(whole, real)),
        "concatenate(INT64 [2, 1], FLOAT32 [2, 1]): ");
    assertRefused(
        () -> Kernels.embedding(Tensors.range(1, Device.JVM), whole),
        "embedding(INT64 [1], INT64 [2, 1]): ");
    assertThat(whole.toLongs()).containsExactly(WHOLE, 3);
  }

  private static void assertRefused(ThrowingCallable operation, String beginning) {
    assertThatThrownBy(operation)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(beginning)
        .message()
        .hasLineCount(1);
  }

  static Stream<Arguments> products() {
    return Stream.of(
        Arguments.of(new long[] {3, 5}, new long[] {5, 7}),
        Arguments.of(new long[] {2, 3, 5}, new long[] {5, 7}),
        Arguments.of(new long[] {2, 3, 5}, new long[] {2, 5, 7}),
        Arguments.of(new long[] {2, 1, 3, 5}, new long[] {3, 5, 7}),
        Arguments.of(new long[] {13, 129}, new long[] {129, 1031}));
  }

  @ParameterizedTest
  @MethodSource("products")
  void multipliesMatrices(long[] left, long[] right) {
    try (var _ = TensorScope.open()) {
      BinaryOperator<Tensor> product = Tensor::matmul;
      var a = drawn(left);
      var b = drawn(right);
      assertSame(product.apply(a.to(Device.JVM), b.to(Device.JVM)), product.apply(a, b));
      var turned = b.transpose(-2, -1).contiguous();
      assertSame(
          a.to(Device.JVM).matmul(turned.to(Device.JVM).transpose(-2, -1)), product.apply(a, b));
    }
  }

  @Test
  void kernelsAreTheEngines() {
    try (var _ = TensorScope.open()) {
      var input = drawn(2, 3, 11);
      var weight = drawn(13, 11);
      var bias = drawn(13);
      var scale = drawn(11);
      var shift = drawn(11);
      var ids = Tensors.indices(new int[] {12, 0, 5, 5}, 2, 2);
      assertSame(
          Kernels.linear(jvm(input), jvm(weight), jvm(bias)), Kernels.linear(input, weight, bias));
      assertSame(Kernels.linear(jvm(input), jvm(weight)), Kernels.linear(input, weight));
      assertSame(
          Kernels.layerNorm(jvm(input), jvm(scale), jvm(shift), 1e-5),
          Kernels.layerNorm(input, scale, shift, 1e-5));
      assertSame(
          Kernels.rmsNorm(jvm(input), jvm(scale), 1e-6), Kernels.rmsNorm(input, scale, 1e-6));
      assertSame(Kernels.embedding(jvm(ids), jvm(weight)), Kernels.embedding(ids, weight));
      assertSame(Kernels.embedding(jvm(ids), jvm(weight), 0), Kernels.embedding(ids, weight, 0));
      assertSame(
          jvm(weight).indexSelect(0, Tensors.indices(Device.JVM, new int[] {7, 1}, 2)),
          weight.indexSelect(0, Tensors.indices(new int[] {7, 1}, 2)));
      var key = drawn(2, 11, 5);
      var base = drawn(1, 3, 5);
      assertSame(
          Kernels.scaledMatmul(jvm(base), jvm(input), jvm(key), 0.3),
          Kernels.scaledMatmul(base, input, key, 0.3));
    }
  }

  /// FLOAT16 has 11 bits: the product differs from that of the rounded weights by float32's sums
  /// alone.
  @Test
  void halfWeightsAreRoundedOnce() {
    try (var _ = TensorScope.open()) {
      var input = drawn(3, 67);
      var weight = drawn(129, 67);
      var rounded = weight.to(DataType.FLOAT16).to(DataType.FLOAT32);
      var half = jvm(weight).to(DataType.FLOAT16);
      assertThat(half.dataType()).isEqualTo(DataType.FLOAT16);
      assertSame(Kernels.linear(jvm(input), half), Kernels.linear(input, rounded));
      assertSame(half.to(DataType.FLOAT32), rounded);
      assertSame(half.copy().to(Device.CPU).to(DataType.FLOAT32), rounded);
    }
  }

  @Test
  void itIsNobodysToClose() {
    var before = LiveTensors.count();
    Tensor kept;
    try (var _ = TensorScope.open()) {
      kept = Tensors.zeros(DataType.FLOAT32, Device.JVM, 2, 3);
    }
    assertThat(kept.add(1).toFloats()).containsOnly(1);
    assertThat(kept.requiresGradient()).isFalse();
    assertThat(kept).hasToString("FLOAT32 [2, 3] on jvm");
    assertThat(LiveTensors.count()).isEqualTo(before);
  }

  @Test
  void refusesInOneLine() {
    try (var _ = TensorScope.open()) {
      var left = Tensors.zeros(DataType.FLOAT32, Device.JVM, 2, 3);
      var right = Tensors.zeros(DataType.FLOAT32, Device.JVM, 5, 7);
      assertThatThrownBy(() -> left.matmul(right))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "matmul(FLOAT32 [2, 3], FLOAT32 [5, 7]): the shapes cannot be multiplied: [2, 3] and [5, 7]");
      assertThatThrownBy(() -> left.add(right))
          .hasMessage("add(FLOAT32 [2, 3], FLOAT32 [5, 7]): [2, 3] and [5, 7] do not broadcast");
      assertThatThrownBy(() -> left.add(Tensors.zeros(2, 3)))
          .hasMessage("one tensor is on jvm, another on cpu: move them to one device");
      assertThatThrownBy(() -> Tensors.zeros(2, 3).add(left))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("one tensor is on jvm, another on cpu: move them to one device");
      assertThatThrownBy(() -> left.reshape(7)).hasMessageContaining("reshape to [7](");
      assertThatThrownBy(() -> left.to(DataType.BFLOAT16)).hasMessageContaining("BFLOAT16");
    }
  }

  @Test
  void whatNeedsTheNativeEngineSaysSo() {
    try (var _ = TensorScope.open()) {
      var real = Tensors.zeros(DataType.FLOAT32, Device.JVM, 2, 3);
      var ids = Tensors.zeros(DataType.INT64, Device.JVM, 2);
      var heads = Tensors.zeros(DataType.FLOAT32, Device.JVM, 1, 2, 3, 5);
      var weight = Tensors.zeros(3, 5).requireGradient();
      var refused = ": not on the device jvm; move the tensors to cpu first";
      assertThatThrownBy(() -> real.gather(0, ids)).hasMessage("gather" + refused);
      assertThatThrownBy(() -> Kernels.crossEntropy(real, ids))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("crossEntropy" + refused);
      assertThatThrownBy(() -> Kernels.meanSquaredError(real, real))
          .hasMessage("meanSquaredError" + refused);
      assertThatThrownBy(() -> Kernels.dropout(real, 0.5)).hasMessage("dropout" + refused);
      assertThatThrownBy(() -> Kernels.embedding(ids, weight, 0))
          .hasMessage("one tensor is on jvm, another on cpu: move them to one device");
      assertThatThrownBy(() -> Kernels.fusedAttention(heads, heads, heads, 1))
          .hasMessage("fusedAttention" + refused);
      assertThatThrownBy(() -> Kernels.fusedCausalAttention(heads, heads, heads, 1))
          .hasMessage("fusedCausalAttention" + refused);
      assertThatThrownBy(real::requireGradient).hasMessage("requireGradient" + refused);
      assertThatThrownBy(real::gradient).hasMessage("gradient" + refused);
      assertThatThrownBy(real::clearGradient).hasMessage("clearGradient" + refused);
      assertThatThrownBy(real::backward).hasMessage("backward" + refused);
      assertThatThrownBy(real::segment)
          .hasMessage("segment: the tensor is on jvm; copy it to the CPU first");
      assertThatThrownBy(() -> Randomness.normalInPlace(real, 0, 1))
          .hasMessage("normalInPlace" + refused);
    }
  }

  @Test
  void startsNoNatives() throws Exception {
    assertThat(OwnProcess.run(JvmProgram.class.getName(), "-verbose:class"))
        .contains("meanSquaredError: not on the device jvm")
        .doesNotContain(" org.bytedeco.pytorch.global.torch ");
  }

  private static Tensor jvm(Tensor tensor) {
    return tensor.to(Device.JVM);
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.device()).isIn(Device.JVM, Device.CPU);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.dataType()).isEqualTo(expected.dataType());
    var found = actual.toFloats();
    var wanted = expected.toFloats();
    for (var i = 0; i < wanted.length; i++)
      assertThat(found[i])
          .as("element %d", i)
          .isCloseTo(wanted[i], within(TOLERANCE * Math.max(1, Math.abs(wanted[i]))));
  }
}
