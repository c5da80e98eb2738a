package dev.uvaha.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// An n-dimensional array of numbers on a device, with gradients if asked for.
///
/// Operations return new tensors and leave their arguments as they are, but for those called
/// `…InPlace`. A view ([#reshape], [#transpose], [#narrow], …) shares memory with its source.
/// Binary operations broadcast as NumPy does. Who frees a tensor: [TensorScope]. A tensor may be
/// read by several threads; changing one is for one thread alone.
///
/// An operation whose shapes or types do not fit throws an IllegalArgumentException: one line with
/// all of them.
public final class Tensor implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  static {
    Engine.start();
  }

  private final NativeHandle handle;
  private @Nullable Shape shape;
  private @Nullable TensorScope scope;
  private int slot;
  private Cleaner.@Nullable Cleanable cleanable;

  private Tensor(org.bytedeco.pytorch.Tensor pointer) {
    handle = new NativeHandle(pointer, LiveTensors.opened());
  }

  /// Takes over a tensor of the engine and gives it to the innermost scope.
  static Tensor adopt(org.bytedeco.pytorch.Tensor pointer) {
    var tensor = new Tensor(pointer);
    TensorScope.adopt(tensor);
    return tensor;
  }

  /// The sizes.
  public Shape shape() {
    var known = shape;
    if (known == null) {
      var sizes = new long[(int) handle().dim()];
      for (var i = 0; i < sizes.length; i++) sizes[i] = handle().size(i);
      shape = known = Shape.of(sizes);
    }
    return known;
  }

  /// The size of one dimension; `-1` is the last.
  public long size(int dimension) {
    return shape().size(dimension);
  }

  /// How many dimensions.
  public int rank() {
    return shape().rank();
  }

  /// The type of its elements.
  public DataType dataType() {
    return DataType.of(handle().scalar_type());
  }

  /// Where it is.
  public Device device() {
    try (var device = handle().device()) {
      return device.is_cuda() ? new Device.Cuda(device.index()) : Device.CPU;
    }
  }

  public Tensor add(Tensor other) {
    return operation("add", () -> handle().add(other.handle()), other);
  }

  public Tensor add(double value) {
    return withScalar("add", value, scalar -> handle().add(scalar));
  }

  public Tensor subtract(Tensor other) {
    return operation("subtract", () -> handle().sub(other.handle()), other);
  }

  public Tensor multiply(Tensor other) {
    return operation("multiply", () -> handle().mul(other.handle()), other);
  }

  public Tensor multiply(double value) {
    return withScalar("multiply", value, scalar -> handle().mul(scalar));
  }

  public Tensor divide(Tensor other) {
    return operation("divide", () -> handle().div(other.handle()), other);
  }

  public Tensor divide(double value) {
    return withScalar("divide", value, scalar -> handle().div(scalar));
  }

  public Tensor power(double exponent) {
    return withScalar("power", exponent, scalar -> handle().pow(scalar));
  }

  public Tensor negate() {
    return operation("negate", () -> handle().neg());
  }

  public Tensor exp() {
    return operation("exp", () -> handle().exp());
  }

  public Tensor log() {
    return operation("log", () -> handle().log());
  }

  public Tensor sqrt() {
    return operation("sqrt", () -> handle().sqrt());
  }

  public Tensor abs() {
    return operation("abs", () -> handle().abs());
  }

  public Tensor sin() {
    return operation("sin", () -> handle().sin());
  }

  public Tensor cos() {
    return operation("cos", () -> handle().cos());
  }

  public Tensor tanh() {
    return operation("tanh", () -> handle().tanh());
  }

  public Tensor sigmoid() {
    return operation("sigmoid", () -> handle().sigmoid());
  }

  public Tensor maximum(Tensor other) {
    return operation("maximum", () -> handle().maximum(other.handle()), other);
  }

  /// Matrix product over the last two dimensions, `[…, T, D] × […, D, S] → […, T, S]`; the others
  /// broadcast.
  public Tensor matmul(Tensor other) {
    return operation("matmul", () -> handle().matmul(other.handle()), other);
  }

  public Tensor addInPlace(Tensor other) {
    return changed("addInPlace", () -> handle().add_(other.handle()), other);
  }

  /// Adds `other * factor`.
  public Tensor addInPlace(Tensor other, double factor) {
    return changedWithScalar(
        "addInPlace", factor, scalar -> handle().add_(other.handle(), scalar), other);
  }

  public Tensor multiplyInPlace(double value) {
    return changedWithScalar("multiplyInPlace", value, scalar -> handle().mul_(scalar));
  }

  public Tensor multiplyInPlace(Tensor other) {
    return changed("multiplyInPlace", () -> handle().mul_(other.handle()), other);
  }

  public Tensor fillInPlace(double value) {
    return changedWithScalar("fillInPlace", value, scalar -> handle().fill_(scalar));
  }

  /// Sets the elements where `mask` is true.
  public Tensor fillInPlace(Tensor mask, double value) {
    return changedWithScalar(
        "fillInPlace", value, scalar -> handle().masked_fill_(mask.handle(), scalar), mask);
  }

  /// Takes the other's values, converted to this type; the shapes broadcast.
  public Tensor copyInPlace(Tensor other) {
    return changed("copyInPlace", () -> handle().copy_(other.handle()), other);
  }

  public Tensor equalTo(Tensor other) {
    return operation("equalTo", () -> handle().eq(other.handle()), other);
  }

  public Tensor equalTo(double value) {
    return withScalar("equalTo", value, scalar -> handle().eq(scalar));
  }

  public Tensor lessThan(Tensor other) {
    return operation("lessThan", () -> handle().lt(other.handle()), other);
  }

  public Tensor lessOrEqual(Tensor other) {
    return operation("lessOrEqual", () -> handle().le(other.handle()), other);
  }

  public Tensor and(Tensor other) {
    return operation("and", () -> handle().logical_and(other.handle()), other);
  }

  public Tensor or(Tensor other) {
    return operation("or", () -> handle().logical_or(other.handle()), other);
  }

  public Tensor not() {
    return operation("not", () -> handle().logical_not());
  }

  /// This where `condition` is true, `value` elsewhere.
  public Tensor where(Tensor condition, double value) {
    return withScalar(
        "where", value, scalar -> torch.where(condition.handle(), handle(), scalar), condition);
  }

  /// Whether shape, type and every element are the same; NaN equals nothing.
  public boolean contentEquals(Tensor other) {
    return dataType() == other.dataType()
        && raw("contentEquals", () -> handle().equal(other.handle()), other);
  }

  /// The sum of all, a scalar.
  public Tensor sum() {
    return operation("sum", () -> handle().sum());
  }

  public Tensor sum(int dimension) {
    return operation("sum", () -> handle().sum(dimension));
  }

  /// The mean of all, a scalar.
  public Tensor mean() {
    return operation("mean", () -> handle().mean());
  }

  public Tensor mean(int dimension) {
    return operation("mean", () -> handle().mean(dimension));
  }

  /// The largest of all, a scalar.
  public Tensor max() {
    return operation("max", () -> handle().max());
  }

  public Tensor max(int dimension) {
    return operation("max", () -> handle().amax(new long[] {dimension}, false));
  }

  /// Where the largest stands along a dimension, INT64.
  public Tensor argmax(int dimension) {
    return operation(
        "argmax",
        () -> {
          try (var along = new org.bytedeco.pytorch.LongOptional(dimension)) {
            return handle().argmax(along, false);
          }
        });
  }

  /// The `count` largest along the last dimension, the largest first, and where they stand.
  public TopK topK(int count) {
    var pair = raw("topK", () -> handle().topk(count));
    try (pair) {
      return new TopK(
          adopt(new org.bytedeco.pytorch.Tensor(pair.get0())),
          adopt(new org.bytedeco.pytorch.Tensor(pair.get1())));
    }
  }

  /// The largest elements along a dimension and their places.
  ///
  /// @param values `[…, K]`
  /// @param indices `[…, K]`, INT64
  public record TopK(Tensor values, Tensor indices) {}

  /// Whether a BOOL tensor has a true element along a dimension.
  public Tensor any(int dimension) {
    return operation("any", () -> handle().any(dimension));
  }

  /// Exponentials along a dimension, divided by their sum.
  public Tensor softmax(int dimension) {
    return operation("softmax", () -> handle().softmax(dimension));
  }

  /// The logarithm of [#softmax], computed stably.
  public Tensor logSoftmax(int dimension) {
    return operation("logSoftmax", () -> handle().log_softmax(dimension));
  }

  /// Whether no element is NaN or infinite.
  public boolean isFinite() {
    try (var flags = handle().isfinite();
        var all = flags.all()) {
      return all.item_long() != 0;
    }
  }

  /// The same elements in order under another shape; one size may be -1.
  public Tensor reshape(long... sizes) {
    return operation(
        "reshape to " + java.util.Arrays.toString(sizes), () -> handle().reshape(sizes));
  }

  public Tensor transpose(int first, int second) {
    return operation("transpose", () -> handle().transpose(first, second));
  }

  public Tensor permute(long... dimensions) {
    return operation("permute", () -> handle().permute(dimensions));
  }

  /// Inserts a dimension of size 1.
  public Tensor unsqueeze(int dimension) {
    return operation("unsqueeze", () -> handle().unsqueeze(dimension));
  }

  /// Drops a dimension of size 1.
  public Tensor squeeze(int dimension) {
    return operation("squeeze", () -> handle().squeeze(dimension));
  }

  /// Repeats dimensions of size 1 without copying; -1 leaves a size.
  public Tensor expand(long... sizes) {
    return operation("expand to " + java.util.Arrays.toString(sizes), () -> handle().expand(sizes));
  }

  /// The part `[start, start + length)` of a dimension.
  public Tensor narrow(int dimension, long start, long length) {
    return operation("narrow", () -> handle().narrow(dimension, start, length));
  }

  /// One index of a dimension, which goes.
  public Tensor select(int dimension, long index) {
    return operation("select", () -> handle().select(dimension, index));
  }

  /// The given indices (INT64 `[K]`) of a dimension, copied.
  public Tensor indexSelect(int dimension, Tensor indices) {
    return operation(
        "indexSelect", () -> handle().index_select(dimension, indices.handle()), indices);
  }

  /// Picks along a dimension by an INT64 tensor of the result's shape.
  public Tensor gather(int dimension, Tensor indices) {
    return operation("gather", () -> handle().gather(dimension, indices.handle()), indices);
  }

  /// Itself if its memory is in order, otherwise an ordered copy.
  public Tensor contiguous() {
    return operation("contiguous", () -> handle().contiguous());
  }

  /// A copy with memory of its own.
  public Tensor copy() {
    return operation("copy", () -> handle().clone());
  }

  /// Itself if it has the type, otherwise a converted copy.
  public Tensor to(DataType type) {
    return operation("to " + type, () -> handle().to(type.scalarType));
  }

  /// Itself if it is there, otherwise a copy on the device.
  public Tensor to(Device device) {
    return operation(
        "to " + device,
        () -> {
          try (var there = Engine.nativeDevice(device)) {
            return handle().to(there, handle().scalar_type());
          }
        });
  }

  /// Records what is done with this tensor, so that [#backward] reaches it.
  ///
  /// @throws IllegalArgumentException if its elements are not floating
  public Tensor requireGradient() {
    if (!dataType().isFloating())
      throw new IllegalArgumentException(
          "requireGradient: needs a floating type, got " + dataType());
    handle().set_requires_grad(true);
    return this;
  }

  public boolean requiresGradient() {
    return handle().requires_grad();
  }

  /// The derivative of the last [#backward] with respect to this leaf, of its shape; empty before.
  public Optional<Tensor> gradient() {
    var pointer = handle().grad();
    return pointer.defined()
        ? Optional.of(adopt(new org.bytedeco.pytorch.Tensor(pointer)))
        : Optional.empty();
  }

  /// Drops the gradient and its memory.
  public void clearGradient() {
    try (var none = new org.bytedeco.pytorch.Tensor()) {
      handle().mutable_grad().put(none);
    }
  }

  /// Adds to every recorded leaf its derivative of this scalar.
  ///
  /// @throws IllegalArgumentException if this is not a scalar or nothing was recorded
  public void backward() {
    raw(
        "backward",
        () -> {
          handle().backward();
          return this;
        });
  }

  /// The same values and memory, cut off from what was recorded.
  public Tensor detach() {
    return operation("detach", () -> handle().detach());
  }

  /// The value of a one-element tensor.
  public double item() {
    return raw("item", () -> handle().item_double());
  }

  /// A copy of the values in order, converted to float.
  public float[] toFloats() {
    return TensorMemory.floats(this);
  }

  /// A copy of the values in order, converted to long.
  public long[] toLongs() {
    return TensorMemory.longs(this);
  }

  /// The tensor's own memory, without copying; valid while the tensor is open.
  ///
  /// @throws IllegalArgumentException if it is not on the CPU or not contiguous
  public MemorySegment segment() {
    return TensorMemory.segment(this);
  }

  /// Type, shape and device, as in `FLOAT32 [8, 37, 512] on cpu`.
  @Override
  public String toString() {
    return handle.isClosed() ? "closed tensor" : dataType() + " " + shape() + " on " + device();
  }

  /// Leaves its scope, if it has one: from here on it lives as long as Java can reach it. For
  /// parameters and other tensors that outlive the step that made them.
  public Tensor outliveScopes() {
    var owner = scope;
    if (owner != null) {
      owner.forget(this);
      ownedByCollector();
    }
    return this;
  }

  /// Frees it now, whoever owns it. Closing again does nothing.
  @Override
  public void close() {
    var owner = scope;
    if (owner != null) owner.forget(this);
    free();
  }

  org.bytedeco.pytorch.Tensor handle() {
    return handle.pointer();
  }

  void free() {
    scope = null;
    if (cleanable != null) cleanable.clean();
    else handle.run();
  }

  void ownedBy(TensorScope owner, int position) {
    scope = owner;
    slot = position;
  }

  void ownedByCollector() {
    scope = null;
    cleanable = CLEANER.register(this, handle);
  }

  @Nullable TensorScope scope() {
    return scope;
  }

  int slot() {
    return slot;
  }

  private interface WithScalar {
    org.bytedeco.pytorch.Tensor apply(org.bytedeco.pytorch.Scalar scalar);
  }

  private Tensor operation(
      String name, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... others) {
    return adopt(raw(name, body, others));
  }

  private Tensor withScalar(String name, double value, WithScalar body, Tensor... others) {
    try (var scalar = Engine.scalar(value)) {
      return adopt(raw(name, () -> body.apply(scalar), others));
    }
  }

  private Tensor changed(
      String name, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... others) {
    raw(name, body, others);
    return this;
  }

  private Tensor changedWithScalar(String name, double value, WithScalar body, Tensor... others) {
    try (var scalar = Engine.scalar(value)) {
      raw(name, () -> body.apply(scalar), others);
    }
    return this;
  }

  private <R> R raw(String name, Supplier<R> body, Tensor... others) {
    if (others.length == 0) return Engine.call(name, body, this);
    var all = new Tensor[others.length + 1];
    all[0] = this;
    System.arraycopy(others, 0, all, 1, others.length);
    return Engine.call(name, body, all);
  }
}
