package dev.uvaha.tensor;

import dev.uvaha.tensor.Operations.Binary;
import dev.uvaha.tensor.Operations.Reduction;
import dev.uvaha.tensor.Operations.Unary;
import dev.uvaha.tensor.jvm.JvmArray;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An n-dimensional array of numbers on a device, with gradients if asked for.
///
/// Operations return new tensors and leave their arguments as they are, but for those called
/// `…InPlace`. A view ([#reshape], [#transpose], [#narrow], …) shares memory with its source.
/// Binary operations broadcast as NumPy does. Who frees a tensor: [TensorScope]. A tensor may be
/// read by several threads; changing one is for one thread alone. On the device `jvm` there are no
/// gradients, and closing does nothing.
///
/// Java's arrays are copied once on the way in ([Tensors#of]) and once on the way out ([#toFloats],
/// [#toLongs]), since they may move; memory outside of Java's heap is shared without a copy, either
/// way ([Tensors#wrap], [#segment]).
///
/// An operation whose shapes or types do not fit throws an IllegalArgumentException: one line with
/// all of them.
public final class Tensor implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final @Nullable NativeHandle handle;
  private final @Nullable JvmArray array;
  private @Nullable Shape shape;
  private @Nullable TensorScope scope;
  private int slot;
  private Cleaner.@Nullable Cleanable cleanable;

  private Tensor(@Nullable NativeHandle handle, @Nullable JvmArray array) {
    this.handle = handle;
    this.array = array;
  }

  /// Takes over a tensor of the engine and gives it to the innermost scope.
  static Tensor adopt(org.bytedeco.pytorch.Tensor pointer) {
    var tensor = new Tensor(new NativeHandle(pointer, LiveTensors.opened()), null);
    TensorScope.adopt(tensor);
    return tensor;
  }

  /// A tensor of the device `jvm`, which is the garbage collector's.
  static Tensor over(JvmArray array) {
    return new Tensor(null, array);
  }

  /// The sizes.
  public Shape shape() {
    var known = shape;
    if (known == null) {
      shape = known = array == null ? nativeShape() : JvmMemory.shape(array);
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
    if (array != null) return JvmMemory.dataType(array.element());
    return Engine.dataType(EngineCall.run("dataType", () -> handle().scalar_type(), this));
  }

  /// Where it is.
  public Device device() {
    if (array != null) return Device.JVM;
    return EngineCall.run(
        "device",
        () -> {
          try (var device = handle().device()) {
            return device.is_cuda() ? new Device.Cuda(device.index()) : Device.CPU;
          }
        },
        this);
  }

  public Tensor add(Tensor other) {
    return operations().binary(Binary.ADD, this, other);
  }

  public Tensor add(double value) {
    return operations().binary(Binary.ADD, this, value);
  }

  public Tensor subtract(Tensor other) {
    return operations().binary(Binary.SUBTRACT, this, other);
  }

  public Tensor multiply(Tensor other) {
    return operations().binary(Binary.MULTIPLY, this, other);
  }

  public Tensor multiply(double value) {
    return operations().binary(Binary.MULTIPLY, this, value);
  }

  public Tensor divide(Tensor other) {
    return operations().binary(Binary.DIVIDE, this, other);
  }

  public Tensor divide(double value) {
    return operations().binary(Binary.DIVIDE, this, value);
  }

  public Tensor power(double exponent) {
    return operations().binary(Binary.POWER, this, exponent);
  }

  public Tensor negate() {
    return operations().unary(Unary.NEGATE, this);
  }

  public Tensor exp() {
    return operations().unary(Unary.EXP, this);
  }

  public Tensor log() {
    return operations().unary(Unary.LOG, this);
  }

  public Tensor sqrt() {
    return operations().unary(Unary.SQRT, this);
  }

  public Tensor abs() {
    return operations().unary(Unary.ABS, this);
  }

  public Tensor sin() {
    return operations().unary(Unary.SIN, this);
  }

  public Tensor cos() {
    return operations().unary(Unary.COS, this);
  }

  public Tensor tanh() {
    return operations().unary(Unary.TANH, this);
  }

  public Tensor sigmoid() {
    return operations().unary(Unary.SIGMOID, this);
  }

  public Tensor maximum(Tensor other) {
    return operations().binary(Binary.MAXIMUM, this, other);
  }

  /// Matrix product over the last two dimensions, `[…, T, D] × […, D, S] → […, T, S]`; the others
  /// broadcast.
  public Tensor matmul(Tensor other) {
    return operations().matmul(this, other);
  }

  public Tensor addInPlace(Tensor other) {
    return addInPlace(other, 1);
  }

  /// Adds `other * factor`.
  public Tensor addInPlace(Tensor other, double factor) {
    operations().addInPlace(this, other, factor);
    return this;
  }

  public Tensor multiplyInPlace(double value) {
    operations().multiplyInPlace(this, value);
    return this;
  }

  public Tensor multiplyInPlace(Tensor other) {
    operations().multiplyInPlace(this, other);
    return this;
  }

  public Tensor fillInPlace(double value) {
    operations().fillInPlace(this, value);
    return this;
  }

  /// Sets the elements where `mask` is true.
  public Tensor fillInPlace(Tensor mask, double value) {
    operations().fillInPlace(this, mask, value);
    return this;
  }

  /// Takes the other's values, converted to this type; the shapes broadcast.
  public Tensor copyInPlace(Tensor other) {
    var here = (array == null) == (other.array == null) ? other : other.to(device());
    operations().copyInPlace(this, here);
    return this;
  }

  /// Takes values that stand in memory in order, such as a file's, converted to this type.
  ///
  /// @throws IllegalArgumentException if the memory is not of the size that they need
  public Tensor copyInPlace(MemorySegment values, DataType type) {
    var needed = Math.multiplyExact(shape().elements(), type.bytes());
    if (values.byteSize() != needed)
      throw new IllegalArgumentException(
          "copyInPlace: %s of shape %s needs %d bytes, the memory has %d"
              .formatted(type, shape(), needed, values.byteSize()));
    if (array != null) {
      JvmMemory.fill(array, values, type);
      return this;
    }
    try (var copy = Tensors.empty(type, Device.CPU, shape().sizes())) {
      TensorMemory.memory(copy).copyFrom(values);
      return copyInPlace(copy);
    }
  }

  public Tensor equalTo(Tensor other) {
    return operations().binary(Binary.EQUAL_TO, this, other);
  }

  public Tensor equalTo(double value) {
    return operations().binary(Binary.EQUAL_TO, this, value);
  }

  public Tensor lessThan(Tensor other) {
    return operations().binary(Binary.LESS_THAN, this, other);
  }

  public Tensor lessOrEqual(Tensor other) {
    return operations().binary(Binary.LESS_OR_EQUAL, this, other);
  }

  public Tensor and(Tensor other) {
    return operations().binary(Binary.AND, this, other);
  }

  public Tensor or(Tensor other) {
    return operations().binary(Binary.OR, this, other);
  }

  public Tensor not() {
    return operations().unary(Unary.NOT, this);
  }

  /// This where `condition` is true, `value` elsewhere.
  public Tensor where(Tensor condition, double value) {
    return operations().where(condition, this, value);
  }

  /// Whether shape, type and every element are the same; NaN equals nothing.
  public boolean contentEquals(Tensor other) {
    return dataType() == other.dataType() && operations().contentEquals(this, other);
  }

  /// The sum of all, a scalar.
  public Tensor sum() {
    return operations().reduce(Reduction.SUM, this);
  }

  public Tensor sum(int dimension) {
    return operations().reduce(Reduction.SUM, this, dimension);
  }

  /// The mean of all, a scalar.
  public Tensor mean() {
    return operations().reduce(Reduction.MEAN, this);
  }

  public Tensor mean(int dimension) {
    return operations().reduce(Reduction.MEAN, this, dimension);
  }

  /// The largest of all, a scalar.
  public Tensor max() {
    return operations().reduce(Reduction.MAX, this);
  }

  public Tensor max(int dimension) {
    return operations().reduce(Reduction.MAX, this, dimension);
  }

  /// Where the largest stands along a dimension, INT64.
  public Tensor argmax(int dimension) {
    return operations().argmax(this, dimension);
  }

  /// The `count` largest along the last dimension, the largest first, and where they stand.
  public TopK topK(int count) {
    return operations().topK(this, count);
  }

  /// The largest elements along a dimension and their places.
  ///
  /// @param values `[…, K]`
  /// @param indices `[…, K]`, INT64
  public record TopK(Tensor values, Tensor indices) {}

  /// Whether a BOOL tensor has a true element along a dimension.
  public Tensor any(int dimension) {
    return operations().any(this, dimension);
  }

  /// Exponentials along a dimension, divided by their sum.
  public Tensor softmax(int dimension) {
    return operations().softmax(this, dimension);
  }

  /// The logarithm of [#softmax], computed stably.
  public Tensor logSoftmax(int dimension) {
    return operations().logSoftmax(this, dimension);
  }

  /// Whether no element is NaN or infinite.
  public boolean isFinite() {
    return operations().isFinite(this);
  }

  /// The same elements in order under another shape; one size may be -1.
  public Tensor reshape(long... sizes) {
    return operations().reshape(this, sizes);
  }

  public Tensor transpose(int first, int second) {
    return operations().transpose(this, first, second);
  }

  public Tensor permute(long... dimensions) {
    return operations().permute(this, dimensions);
  }

  /// Inserts a dimension of size 1.
  public Tensor unsqueeze(int dimension) {
    return operations().unsqueeze(this, dimension);
  }

  /// Drops a dimension of size 1.
  public Tensor squeeze(int dimension) {
    return operations().squeeze(this, dimension);
  }

  /// Repeats dimensions of size 1 without copying; -1 leaves a size.
  public Tensor expand(long... sizes) {
    return operations().expand(this, sizes);
  }

  /// The part `[start, start + length)` of a dimension.
  public Tensor narrow(int dimension, long start, long length) {
    return operations().narrow(this, dimension, start, length);
  }

  /// One index of a dimension, which goes.
  public Tensor select(int dimension, long index) {
    return operations().select(this, dimension, index);
  }

  /// The given indices (INT64 `[K]`) of a dimension, copied.
  public Tensor indexSelect(int dimension, Tensor indices) {
    return operations().indexSelect(this, dimension, indices);
  }

  /// Picks along a dimension by an INT64 tensor of the result's shape.
  public Tensor gather(int dimension, Tensor indices) {
    return adopt(
        EngineCall.run(
            "gather", () -> handle().gather(dimension, indices.handle()), this, indices));
  }

  /// Itself if its memory is in order, otherwise an ordered copy.
  public Tensor contiguous() {
    return operations().contiguous(this);
  }

  /// A copy with memory of its own.
  public Tensor copy() {
    return operations().copy(this);
  }

  /// Itself if it has the type, otherwise a converted copy.
  public Tensor to(DataType type) {
    return operations().to(this, type);
  }

  /// Itself if it is there, otherwise a copy on the device.
  public Tensor to(Device device) {
    if (array != null)
      return device.equals(Device.JVM) ? this : JvmMemory.toNative(array).to(device);
    if (device.equals(Device.JVM)) return over(JvmMemory.fromNative(this));
    return adopt(
        EngineCall.run(
            () -> "to " + device,
            () -> {
              try (var there = Engine.nativeDevice(device)) {
                return handle().to(there, handle().scalar_type());
              }
            },
            this));
  }

  /// Records what is done with this tensor, so that [#backward] reaches it.
  ///
  /// @throws IllegalArgumentException if its elements are not floating
  public Tensor requireGradient() {
    if (!dataType().isFloating())
      throw new IllegalArgumentException(
          "requireGradient: needs a floating type, got " + dataType());
    EngineCall.run("requireGradient", () -> handle().set_requires_grad(true), this);
    return this;
  }

  public boolean requiresGradient() {
    return array == null
        && EngineCall.run("requiresGradient", () -> handle().requires_grad(), this);
  }

  /// The derivative of the last [#backward] with respect to this leaf, of its shape; empty before.
  public Optional<Tensor> gradient() {
    return EngineCall.run(
        "gradient",
        () -> {
          var pointer = handle().grad();
          return pointer.defined()
              ? Optional.of(adopt(new org.bytedeco.pytorch.Tensor(pointer)))
              : Optional.empty();
        },
        this);
  }

  /// Drops the gradient and its memory.
  public void clearGradient() {
    EngineCall.run(
        "clearGradient",
        () -> {
          try (var none = new org.bytedeco.pytorch.Tensor()) {
            return handle().mutable_grad().put(none);
          }
        },
        this);
  }

  /// Adds to the gradient of this leaf, which takes over the tensor's memory if it has none yet.
  ///
  /// @throws IllegalArgumentException if it is of another shape or type
  public void addToGradient(Tensor more) {
    if (!more.shape().equals(shape()) || more.dataType() != dataType())
      throw new IllegalArgumentException(
          "addToGradient: the gradient must be %s %s, got %s %s"
              .formatted(dataType(), shape(), more.dataType(), more.shape()));
    EngineCall.run(
        "addToGradient",
        () -> {
          var present = handle().mutable_grad();
          return present.defined() ? present.add_(more.handle()) : present.put(more.handle());
        },
        this,
        more);
  }

  /// Adds to every recorded leaf its derivative of this scalar. Several threads may do so at once
  /// for scalars of their own: the engine adds to a leaf one after another.
  ///
  /// @throws IllegalArgumentException if this is not a scalar or nothing was recorded
  public void backward() {
    EngineCall.run(
        "backward",
        () -> {
          handle().backward();
          return this;
        },
        this);
  }

  /// The same values and memory, cut off from what was recorded.
  public Tensor detach() {
    return operations().detach(this);
  }

  /// The value of a one-element tensor.
  public double item() {
    if (array != null) return JvmMemory.item(array);
    return EngineCall.run("item", () -> handle().item_double(), this);
  }

  /// A copy of the values in order, converted to float; of a FLOAT32 tensor in order it is the only
  /// one made.
  public float[] toFloats() {
    return array == null ? TensorMemory.floats(this) : array.floats().clone();
  }

  /// A copy of the values in order, converted to long; of an INT64 tensor in order it is the only
  /// one made.
  public long[] toLongs() {
    return array == null ? TensorMemory.longs(this) : array.longs().clone();
  }

  /// The tensor's own memory, without copying; valid while the tensor is open. It keeps the tensor
  /// reachable, so that a tensor outside of any scope stays open as long as its memory is used.
  ///
  /// @throws IllegalArgumentException if it is not on the CPU or not contiguous
  public MemorySegment segment() {
    return TensorMemory.segment(this);
  }

  /// Type, shape and device, as in `FLOAT32 [8, 37, 512] on cpu`.
  @Override
  public String toString() {
    return handle != null && handle.isClosed()
        ? "closed tensor"
        : dataType() + " " + shape() + " on " + device();
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

  /// The engine's tensor.
  org.bytedeco.pytorch.Tensor handle() {
    if (handle == null) throw new Refusal.WrongDevice(Device.CPU);
    return handle.pointer();
  }

  /// The array of the device `jvm`.
  JvmArray array() {
    if (array == null) throw new Refusal.WrongDevice(device());
    return array;
  }

  boolean isOnJvm() {
    return array != null;
  }

  Operations operations() {
    return array == null ? NativeOperations.INSTANCE : JvmOperations.INSTANCE;
  }

  private Shape nativeShape() {
    return EngineCall.run(
        "shape",
        () -> {
          var sizes = new long[(int) handle().dim()];
          for (var i = 0; i < sizes.length; i++) sizes[i] = handle().size(i);
          return Shape.of(sizes);
        },
        this);
  }

  void free() {
    scope = null;
    if (cleanable != null) cleanable.clean();
    else if (handle != null) handle.run();
  }

  void ownedBy(TensorScope owner, int position) {
    scope = owner;
    slot = position;
  }

  void ownedByCollector() {
    scope = null;
    if (handle != null) cleanable = CLEANER.register(this, handle);
  }

  @Nullable TensorScope scope() {
    return scope;
  }

  int slot() {
    return slot;
  }
}
