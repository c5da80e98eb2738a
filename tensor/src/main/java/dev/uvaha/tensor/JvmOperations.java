package dev.uvaha.tensor;

import dev.uvaha.tensor.Tensor.TopK;
import dev.uvaha.tensor.jvm.Activations;
import dev.uvaha.tensor.jvm.Elementwise;
import dev.uvaha.tensor.jvm.Elementwise.Arithmetic;
import dev.uvaha.tensor.jvm.Elementwise.Comparison;
import dev.uvaha.tensor.jvm.JvmArray;
import dev.uvaha.tensor.jvm.Products;
import dev.uvaha.tensor.jvm.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The operations of the device `jvm`: plain Java, without gradients.
final class JvmOperations implements Operations {
  static final JvmOperations INSTANCE = new JvmOperations();

  private JvmOperations() {}

  @Override
  public Tensor unary(Unary operation, Tensor input) {
    return run(
        operation.label,
        () -> {
          var x = input.array();
          return switch (operation) {
            case NEGATE -> Elementwise.map(x, value -> -value, value -> -value);
            case EXP -> Elementwise.map(x, Math::exp);
            case LOG -> Elementwise.map(x, Math::log);
            case SQRT -> Elementwise.map(x, Math::sqrt);
            case ABS -> Elementwise.map(x, Math::abs, Math::abs);
            case SIN -> Elementwise.map(x, Math::sin);
            case COS -> Elementwise.map(x, Math::cos);
            case TANH -> Elementwise.map(x, Math::tanh);
            case SIGMOID -> Elementwise.map(x, Activations::sigmoid);
            case RELU -> Elementwise.relu(x);
            case GELU -> Elementwise.map(x, Activations::gelu);
            case GELU_TANH -> Elementwise.map(x, Activations::geluTanh);
            case SILU -> Elementwise.map(x, Activations::silu);
            case NOT -> Elementwise.not(x);
          };
        },
        input);
  }

  @Override
  public Tensor binary(Binary operation, Tensor left, Tensor right) {
    return run(
        operation.label,
        () -> {
          var a = left.array();
          var b = right.array();
          return switch (operation) {
            case ADD -> Elementwise.compute(Arithmetic.ADD, a, b);
            case SUBTRACT -> Elementwise.compute(Arithmetic.SUBTRACT, a, b);
            case MULTIPLY -> Elementwise.compute(Arithmetic.MULTIPLY, a, b);
            case DIVIDE -> Elementwise.compute(Arithmetic.DIVIDE, a, b);
            case MAXIMUM -> Elementwise.compute(Arithmetic.MAXIMUM, a, b);
            case EQUAL_TO -> Elementwise.compare(Comparison.EQUAL, a, b);
            case LESS_THAN -> Elementwise.compare(Comparison.LESS, a, b);
            case LESS_OR_EQUAL -> Elementwise.compare(Comparison.LESS_OR_EQUAL, a, b);
            case AND -> Elementwise.and(a, b);
            case OR -> Elementwise.or(a, b);
            case POWER -> throw new AssertionError("POWER takes a number");
          };
        },
        left,
        right);
  }

  @Override
  public Tensor binary(Binary operation, Tensor left, double right) {
    if (operation == Binary.POWER)
      return run(
          operation.label, () -> Elementwise.map(left.array(), x -> Math.pow(x, right)), left);
    var exact = operation == Binary.EQUAL_TO && right == (long) right;
    return binary(operation, left, exact ? like(left, right) : number(right));
  }

  private static Tensor number(double value) {
    return Tensor.over(JvmArray.of(new float[] {(float) value}));
  }

  /// A number as INT64, without its fraction, if the tensor is that.
  private static Tensor like(Tensor tensor, double value) {
    return tensor.dataType() == DataType.INT64
        ? Tensor.over(JvmArray.of(new long[] {(long) value}))
        : number(value);
  }

  @Override
  public void addInPlace(Tensor target, Tensor other, double factor) {
    var added = factor == 1 ? other : binary(Binary.MULTIPLY, other, factor);
    change("addInPlace", Arithmetic.ADD, target, added);
  }

  @Override
  public void multiplyInPlace(Tensor target, Tensor other) {
    change("multiplyInPlace", Arithmetic.MULTIPLY, target, other);
  }

  @Override
  public void multiplyInPlace(Tensor target, double value) {
    multiplyInPlace(target, number(value));
  }

  private static void change(String name, Arithmetic operation, Tensor target, Tensor other) {
    call(
        () -> name,
        () -> {
          Elementwise.change(operation, target.array(), other.array());
          return target;
        },
        target,
        other);
  }

  @Override
  public void fillInPlace(Tensor target, double value) {
    copyInPlace(target, like(target, value));
  }

  @Override
  public void fillInPlace(Tensor target, Tensor mask, double value) {
    copyInPlace(target, where(mask, like(target, value), target));
  }

  @Override
  public void copyInPlace(Tensor target, Tensor source) {
    call(
        () -> "copyInPlace",
        () -> {
          target.array().store(source.array());
          return target;
        },
        target,
        source);
  }

  @Override
  public Tensor where(Tensor condition, Tensor yes, double no) {
    return where(condition, yes, number(no));
  }

  @Override
  public Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return run(
        "where",
        () -> Elementwise.choose(condition.array(), yes.array(), no.array()),
        condition,
        yes,
        no);
  }

  @Override
  public Tensor reduce(Reduction reduction, Tensor input) {
    return reduce(reduction, input.reshape(-1), 0);
  }

  @Override
  public Tensor reduce(Reduction reduction, Tensor input, int dimension) {
    return along(
        reduction.label,
        input,
        dimension,
        rows ->
            switch (reduction) {
              case SUM -> Rows.reduce(Rows.Reduction.SUM, rows);
              case MEAN -> Rows.reduce(Rows.Reduction.MEAN, rows);
              case MAX -> Rows.reduce(Rows.Reduction.MAX, rows);
            });
  }

  @Override
  public Tensor any(Tensor input, int dimension) {
    return along("any", input, dimension, Rows::any);
  }

  @Override
  public Tensor argmax(Tensor input, int dimension) {
    return along("argmax", input, dimension, Rows::argmax);
  }

  private interface OfRows {
    JvmArray apply(JvmArray rows);
  }

  /// Reduces a dimension, which becomes the last first.
  private static Tensor along(String name, Tensor input, int dimension, OfRows reduction) {
    return run(
        name,
        () -> {
          var array = input.array();
          var last = array.rank() - 1;
          var at = dimension < 0 ? dimension + array.rank() : dimension;
          var order = IntStream.range(0, last + 1).filter(i -> i != at);
          return reduction.apply(
              at == last
                  ? array
                  : array.permuted(IntStream.concat(order, IntStream.of(at)).toArray()));
        },
        input);
  }

  @Override
  public TopK topK(Tensor input, int count) {
    return call(
        () -> "topK",
        () -> {
          var largest = Rows.largest(input.array(), count);
          return new TopK(Tensor.over(largest.values()), Tensor.over(largest.places()));
        },
        input);
  }

  @Override
  public Tensor softmax(Tensor input, int dimension) {
    return lastOnly("softmax", input, dimension, Rows::softmax);
  }

  @Override
  public Tensor logSoftmax(Tensor input, int dimension) {
    return lastOnly("logSoftmax", input, dimension, Rows::logSoftmax);
  }

  private static Tensor lastOnly(String name, Tensor input, int dimension, OfRows function) {
    return run(
        name,
        () -> function.apply(input.array().transposed(dimension, -1)).transposed(dimension, -1),
        input);
  }

  @Override
  public boolean isFinite(Tensor input) {
    for (var value : input.array().floats()) if (!Float.isFinite(value)) return false;
    return true;
  }

  @Override
  public boolean contentEquals(Tensor left, Tensor right) {
    if (!left.shape().equals(right.shape())) return false;
    for (var same : binary(Binary.EQUAL_TO, left, right).array().flags()) if (!same) return false;
    return true;
  }

  @Override
  public Tensor reshape(Tensor input, long... sizes) {
    return run(
        () -> "reshape to " + Arrays.toString(sizes),
        () -> input.array().reshaped(ints(sizes)),
        input);
  }

  @Override
  public Tensor permute(Tensor input, long... dimensions) {
    return run("permute", () -> input.array().permuted(ints(dimensions)), input);
  }

  @Override
  public Tensor transpose(Tensor input, int first, int second) {
    return run("transpose", () -> input.array().transposed(first, second), input);
  }

  @Override
  public Tensor unsqueeze(Tensor input, int dimension) {
    return run("unsqueeze", () -> input.array().unsqueezed(dimension), input);
  }

  @Override
  public Tensor squeeze(Tensor input, int dimension) {
    return run("squeeze", () -> input.array().squeezed(dimension), input);
  }

  @Override
  public Tensor expand(Tensor input, long... sizes) {
    return run(
        () -> "expand to " + Arrays.toString(sizes),
        () -> input.array().expanded(ints(sizes)),
        input);
  }

  @Override
  public Tensor narrow(Tensor input, int dimension, long start, long length) {
    return run(
        "narrow",
        () -> input.array().narrowed(dimension, Math.toIntExact(start), Math.toIntExact(length)),
        input);
  }

  @Override
  public Tensor select(Tensor input, int dimension, long index) {
    var at = index < 0 ? index + input.size(dimension) : index;
    return run("select", () -> input.array().selected(dimension, Math.toIntExact(at)), input);
  }

  @Override
  public Tensor indexSelect(Tensor input, int dimension, Tensor indices) {
    return run(
        "indexSelect",
        () -> Rows.select(input.array(), dimension, indices.array()),
        input,
        indices);
  }

  @Override
  public Tensor contiguous(Tensor input) {
    return run("contiguous", () -> input.array().contiguous(), input);
  }

  @Override
  public Tensor copy(Tensor input) {
    return run("copy", () -> input.array().copy(), input);
  }

  @Override
  public Tensor to(Tensor input, DataType type) {
    return run("to " + type, () -> input.array().of(JvmMemory.element(type)), input);
  }

  @Override
  public Tensor detach(Tensor input) {
    return input;
  }

  @Override
  public List<Tensor> split(Tensor input, long size, int dimension) {
    var whole = input.size(dimension);
    var parts = new Tensor[Math.toIntExact(Math.max(1, Math.ceilDiv(whole, size)))];
    for (var i = 0; i < parts.length; i++)
      parts[i] = narrow(input, dimension, i * size, Math.min(size, whole - i * size));
    return List.of(parts);
  }

  @Override
  public Tensor concatenate(int dimension, List<Tensor> tensors) {
    return run(
        "concatenate",
        () ->
            Rows.concatenate(
                dimension, tensors.stream().map(Tensor::array).toArray(JvmArray[]::new)),
        tensors.toArray(Tensor[]::new));
  }

  @Override
  public Tensor matmul(Tensor left, Tensor right) {
    return run("matmul", () -> Products.matmul(left.array(), right.array()), left, right);
  }

  @Override
  public Tensor scaledMatmul(Tensor base, Tensor left, Tensor right, double factor) {
    return run(
        "scaledMatmul",
        () -> Products.scaled(base.array(), left.array(), right.array(), factor),
        base,
        left,
        right);
  }

  @Override
  public Tensor linear(Tensor input, Tensor weight) {
    return run("linear", () -> Products.linear(input.array(), weight.array()), input, weight);
  }

  @Override
  public Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    return run(
        "linear",
        () -> Products.linear(input.array(), weight.array(), bias.array()),
        input,
        weight,
        bias);
  }

  @Override
  public Tensor embedding(Tensor ids, Tensor weight) {
    return run("embedding", () -> Rows.lookUp(ids.array(), weight.array()), ids, weight);
  }

  @Override
  public Tensor layerNorm(Tensor input, Tensor weight, Tensor bias, double epsilon) {
    return run(
        "layerNorm",
        () -> Rows.layerNorm(input.array(), weight.array(), bias.array(), epsilon),
        input,
        weight);
  }

  @Override
  public Tensor rmsNorm(Tensor input, Tensor weight, double epsilon) {
    return run(
        "rmsNorm", () -> Rows.rmsNorm(input.array(), weight.array(), epsilon), input, weight);
  }

  @Override
  public Tensor full(double value, DataType type, Device device, long... sizes) {
    var tensor = empty(type, device, sizes);
    if (value != 0) fillInPlace(tensor, value);
    return tensor;
  }

  /// A floating matrix lies by columns, as a weight does.
  @Override
  public Tensor empty(DataType type, Device device, long... sizes) {
    return run("empty", () -> JvmMemory.zeros(type, ints(sizes)));
  }

  @Override
  public Tensor range(long end, Device device) {
    return run(
        "range",
        () -> {
          var values = new long[Math.toIntExact(end)];
          Arrays.setAll(values, i -> i);
          return JvmArray.of(values, values.length);
        });
  }

  private static int[] ints(long... values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  private static Tensor run(String name, Supplier<JvmArray> body, Tensor... tensors) {
    return Tensor.over(call(() -> name, body, tensors));
  }

  private static Tensor run(Supplier<String> name, Supplier<JvmArray> body, Tensor... tensors) {
    return Tensor.over(call(name, body, tensors));
  }

  private static <R> R call(Supplier<String> name, Supplier<R> body, Tensor... tensors) {
    try {
      return body.get();
    } catch (IllegalArgumentException | ArithmeticException failure) {
      throw Refusal.of(name.get(), failure, tensors);
    }
  }
}
