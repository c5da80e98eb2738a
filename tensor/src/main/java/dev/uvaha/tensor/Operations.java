package dev.uvaha.tensor;

import dev.uvaha.tensor.Tensor.TopK;
import java.util.List;

/// What an engine computes with tensors of its own: [NativeOperations] on the CPU and on GPUs,
/// [JvmOperations] in plain Java. [Tensor], [Tensors] and [Kernels] say what each operation means.
///
/// A new tensor belongs to the innermost scope; an operation in place returns nothing.
sealed interface Operations permits NativeOperations, JvmOperations {
  /// Of one number, a number.
  enum Unary {
    NEGATE("negate"),
    EXP("exp"),
    LOG("log"),
    SQRT("sqrt"),
    ABS("abs"),
    SIN("sin"),
    COS("cos"),
    TANH("tanh"),
    SIGMOID("sigmoid"),
    RELU("relu"),
    GELU("gelu"),
    GELU_TANH("geluTanh"),
    SILU("silu"),
    NOT("not");

    final String label;

    Unary(String label) {
      this.label = label;
    }
  }

  /// Of two numbers, one.
  enum Binary {
    ADD("add"),
    SUBTRACT("subtract"),
    MULTIPLY("multiply"),
    DIVIDE("divide"),
    POWER("power"),
    MAXIMUM("maximum"),
    EQUAL_TO("equalTo"),
    LESS_THAN("lessThan"),
    LESS_OR_EQUAL("lessOrEqual"),
    AND("and"),
    OR("or");

    final String label;

    Binary(String label) {
      this.label = label;
    }
  }

  /// Of many, one.
  enum Reduction {
    SUM("sum"),
    MEAN("mean"),
    MAX("max");

    final String label;

    Reduction(String label) {
      this.label = label;
    }
  }

  Tensor unary(Unary operation, Tensor input);

  Tensor binary(Binary operation, Tensor left, Tensor right);

  Tensor binary(Binary operation, Tensor left, double right);

  void addInPlace(Tensor target, Tensor other, double factor);

  void multiplyInPlace(Tensor target, Tensor other);

  void multiplyInPlace(Tensor target, double value);

  void fillInPlace(Tensor target, double value);

  void fillInPlace(Tensor target, Tensor mask, double value);

  void copyInPlace(Tensor target, Tensor source);

  Tensor where(Tensor condition, Tensor yes, double no);

  Tensor where(Tensor condition, Tensor yes, Tensor no);

  Tensor reduce(Reduction reduction, Tensor input);

  Tensor reduce(Reduction reduction, Tensor input, int dimension);

  Tensor any(Tensor input, int dimension);

  Tensor argmax(Tensor input, int dimension);

  TopK topK(Tensor input, int count);

  Tensor softmax(Tensor input, int dimension);

  Tensor logSoftmax(Tensor input, int dimension);

  boolean isFinite(Tensor input);

  boolean contentEquals(Tensor left, Tensor right);

  Tensor reshape(Tensor input, long... sizes);

  Tensor permute(Tensor input, long... dimensions);

  Tensor transpose(Tensor input, int first, int second);

  Tensor unsqueeze(Tensor input, int dimension);

  Tensor squeeze(Tensor input, int dimension);

  Tensor expand(Tensor input, long... sizes);

  Tensor narrow(Tensor input, int dimension, long start, long length);

  Tensor select(Tensor input, int dimension, long index);

  Tensor indexSelect(Tensor input, int dimension, Tensor indices);

  Tensor contiguous(Tensor input);

  Tensor copy(Tensor input);

  Tensor to(Tensor input, DataType type);

  Tensor detach(Tensor input);

  List<Tensor> split(Tensor input, long size, int dimension);

  Tensor concatenate(int dimension, List<Tensor> tensors);

  Tensor matmul(Tensor left, Tensor right);

  Tensor scaledMatmul(Tensor base, Tensor left, Tensor right, double factor);

  Tensor linear(Tensor input, Tensor weight);

  Tensor linear(Tensor input, Tensor weight, Tensor bias);

  Tensor embedding(Tensor ids, Tensor weight);

  Tensor layerNorm(Tensor input, Tensor weight, Tensor bias, double epsilon);

  Tensor rmsNorm(Tensor input, Tensor weight, double epsilon);

  Tensor full(double value, DataType type, Device device, long... sizes);

  Tensor empty(DataType type, Device device, long... sizes);

  Tensor range(long end, Device device);
}
