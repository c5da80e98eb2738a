package dev.uvaha.tensor;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;

/// Does each operation once in a scope, and prints those after which the binding holds more native
/// objects than before: tensors, numbers, optionals, lists. To be run with the binding's own
/// garbage collection, which alone counts them.
final class NativeObjectsProgram {
  private final Map<String, Runnable> operations = new LinkedHashMap<>();
  private final Tensor x = filled(2, 3, 5);
  private final Tensor square = filled(2, 5, 5);
  private final Tensor weight = filled(7, 5).requireGradient();
  private final Tensor ones = filled(5).fillInPlace(1);
  private final Tensor ids = Tensors.indices(new int[] {1, 0, 2}, 3);
  private final Tensor heads = filled(1, 2, 3, 5);

  private NativeObjectsProgram() {
    values();
    arithmetic();
    reductions();
    views();
    kernels();
    gradients();
    making();
    surroundings();
    refusals();
  }

  static void main() {
    var program = new NativeObjectsProgram();
    program.operations.forEach((name, operation) -> {
      leaves(operation); // what is made once for all
      var left = leaves(operation);
      if (left != 0) System.out.println(name + " leaves " + left);
    });
    if (leaves(org.bytedeco.pytorch.DoubleOptional::new) != 1)
      System.out.println("the binding does not count");
  }

  private static long leaves(Runnable operation) {
    var before = Pointer.totalCount();
    try (var _ = TensorScope.open()) {
      operation.run();
    }
    return Pointer.totalCount() - before;
  }

  private void values() {
    add("shape", () -> x.add(1).shape());
    add("dataType", x::dataType);
    add("device", x::device);
    add("item", () -> x.sum().item());
    add("toFloats", x::toFloats);
    add("toLongs", ids::toLongs);
    add("segment", x::segment);
    add("isFinite", x::isFinite);
    add("contentEquals", () -> x.contentEquals(x));
    add("requiresGradient", weight::requiresGradient);
    add("toString", () -> Objects.requireNonNull(x.toString()));
  }

  private void arithmetic() {
    for (var unary : Operations.Unary.values())
      add(unary.label, () -> x.operations().unary(unary, x));
    for (var binary : Operations.Binary.values())
      add(binary.label, () -> x.operations().binary(binary, x, x));
    add("add a number", () -> x.add(2));
    add("multiply by a number", () -> x.multiply(2));
    add("divide by a number", () -> x.divide(2));
    add("power", () -> x.power(2));
    add("equalTo a number", () -> x.equalTo(2));
    add("equalTo a fraction", () -> x.equalTo(2.5));
    add("addInPlace", () -> x.copy().addInPlace(x));
    add("addInPlace of a multiple", () -> x.copy().addInPlace(x, 2));
    add("multiplyInPlace", () -> x.copy().multiplyInPlace(x).multiplyInPlace(2));
    add("fillInPlace", () -> x.copy().fillInPlace(2).fillInPlace(x.lessThan(x), 3));
    add("copyInPlace", () -> x.copy().copyInPlace(x));
    add("where", () -> x.where(x.equalTo(x), 2));
    add("where of two", () -> Tensors.where(x.equalTo(x), x, x));
    add("matmul", () -> x.matmul(square));
  }

  private void reductions() {
    for (var reduction : Operations.Reduction.values()) {
      add(reduction.label, () -> x.operations().reduce(reduction, x));
      add(reduction.label + " of a dimension", () -> x.operations().reduce(reduction, x, 1));
    }
    add("any", () -> x.equalTo(x).any(0));
    add("argmax", () -> x.argmax(1));
    add("topK", () -> x.topK(2));
    add("softmax", () -> x.softmax(-1));
    add("logSoftmax", () -> x.logSoftmax(-1));
  }

  private void views() {
    add("reshape", () -> x.reshape(-1));
    add("permute", () -> x.permute(2, 0, 1));
    add("transpose", () -> x.transpose(0, 1));
    add("unsqueeze and squeeze", () -> x.unsqueeze(1).squeeze(1));
    add("expand", () -> x.unsqueeze(0).expand(7, -1, -1, -1));
    add("narrow", () -> x.narrow(1, 0, 2));
    add("select", () -> x.select(1, 0));
    add("indexSelect", () -> x.indexSelect(2, ids));
    add("gather", () -> x.gather(2, x.argmax(2).unsqueeze(2)));
    add("contiguous and copy", () -> x.transpose(0, 1).contiguous().copy());
    add("to a type", () -> x.to(DataType.BFLOAT16));
    add("to a device", () -> x.to(Device.CPU).to(Device.JVM).to(Device.CPU));
    add("detach", () -> x.detach());
    add("split", () -> Tensors.split(x, 2, 1));
    add("chunks", () -> Tensors.chunks(x, 3, 1));
    add("concatenate", () -> Tensors.concatenate(1, List.of(x, x)));
    add("stack", () -> Tensors.stack(1, List.of(x, x)));
  }

  private void kernels() {
    add("linear", () -> Kernels.linear(x, weight));
    add("linear with a bias", () -> Kernels.linear(x, weight, filled(7)));
    add("embedding", () -> Kernels.embedding(ids, weight));
    add("embedding with padding", () -> Kernels.embedding(ids, weight, 0));
    add("layerNorm", () -> Kernels.layerNorm(x, ones, ones, 1e-5));
    add("rmsNorm", () -> Kernels.rmsNorm(x, ones, 1e-5));
    add("dropout", () -> Kernels.dropout(x, 0.5));
    add("crossEntropy", () -> Kernels.crossEntropy(x.select(0, 0), ids));
    add("binaryCrossEntropy", () -> Kernels.binaryCrossEntropy(x, x));
    add("meanSquaredError", () -> Kernels.meanSquaredError(x, x));
    add("scaledMatmul", () -> Kernels.scaledMatmul(Tensors.zeros(1, 1, 1), x, square, 0.5));
    add("fusedAttention", () -> Kernels.fusedAttention(heads, heads, heads, 1));
    add(
        "fusedAttention under a mask",
        () -> Kernels.fusedAttention(heads, heads, heads, Tensors.zeros(3, 3).equalTo(0), 1));
    add("fusedCausalAttention", () -> Kernels.fusedCausalAttention(heads, heads, heads, 1));
  }

  private void gradients() {
    add(
        "a step",
        () -> {
          try (var _ = Autocast.bfloat16(Device.CPU)) {
            Autocast.input(Kernels.linear(x, weight)).to(DataType.FLOAT32).sum().backward();
          }
          weight.gradient().orElseThrow().isFinite();
          weight.clearGradient();
        });
    add("noGradient", () -> Autograd.noGradient(() -> weight.multiplyInPlace(1)));
    add("requireGradient", () -> x.copy().requireGradient());
  }

  private void making() {
    for (var type : DataType.values())
      if (type != DataType.QINT8) // of the device jvm alone
      add("zeros of " + type, () -> Tensors.zeros(type, Device.CPU, 2, 3));
    add("range", () -> Tensors.range(7, Device.CPU));
    add("zerosLike", () -> Tensors.zerosLike(x));
    add("wrap", () -> Tensors.wrap(Arena.ofAuto().allocate(8), DataType.FLOAT32, 2));
    add("normal", () -> Randomness.normal(0, 1, Device.CPU, 3));
    add("uniform", () -> Randomness.uniform(0, 1, Device.CPU, 3));
    add("random state", () -> Randomness.resume(Randomness.state()));
  }

  private void surroundings() {
    add("vectorInstructions", Engine::vectorInstructions);
    add("buildConfiguration", Engine::buildConfiguration);
    add("threads", Engine::threads);
    add("cudaIsAvailable", Device::cudaIsAvailable);
  }

  private void refusals() {
    add("a refused matmul", () -> refused(() -> x.matmul(x)));
    add("a refused concatenate", () -> refused(() -> Tensors.concatenate(0, List.of(x, square))));
    add("a refused layerNorm", () -> refused(() -> Kernels.layerNorm(x, weight, ones, 1)));
    add("a refused topK", () -> refused(() -> x.topK(11)));
    add("a refused random state", () -> refused(() -> Randomness.resume(new byte[3])));
  }

  private static void refused(Runnable operation) {
    try {
      operation.run();
    } catch (IllegalArgumentException expected) {
      return;
    }
    throw new AssertionError("not refused");
  }

  private void add(String name, Runnable operation) {
    operations.put(name, operation);
  }

  private static Tensor filled(long... sizes) {
    return Randomness.uniform(0.5, 1.5, Device.CPU, sizes);
  }
}
