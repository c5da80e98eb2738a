package dev.uvaha.tensor;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Random numbers (dropout, initialisation) of the engine's one generator per process, seeded and
/// resumable. While two computations run side by side each has a generator of its own, which this
/// is then about.
public final class Randomness {
  /// Those of the thread's own, while it has one.
  private static final ThreadLocal<@Nullable Generator> OWN = new ThreadLocal<>();

  static {
    Engine.start();
  }

  private Randomness() {}

  /// Starts the sequence anew, on the CPU and every GPU.
  public static void seed(long seed) {
    var own = OWN.get();
    if (own == null) torch.manual_seed(seed);
    else own.set_current_seed(seed);
  }

  /// Where the sequence stands: give it to [#resume] to go on from here bit for bit.
  public static byte[] state() {
    var generator = current();
    try (var state = Tensor.adopt(generator.get_state())) {
      return state.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }
  }

  /// Sets the sequence to where [#state] found it.
  ///
  /// @throws IllegalArgumentException if these bytes are not a state
  public static void resume(byte[] state) {
    var generator = current();
    try (var tensor = Tensors.empty(DataType.UINT8, Device.CPU, state.length)) {
      tensor.segment().copyFrom(java.lang.foreign.MemorySegment.ofArray(state));
      generator.set_state(tensor.handle());
    } catch (RuntimeException failure) {
      throw new IllegalArgumentException(
          "not a random state: %d bytes; it is one of another version or damaged"
              .formatted(state.length),
          failure);
    }
  }

  /// FLOAT32, from the normal distribution.
  public static Tensor normal(double mean, double deviation, Device device, long... sizes) {
    return sampled(device, sizes, tensor -> normalInPlace(tensor, mean, deviation));
  }

  /// FLOAT32, uniform in `[low, high)`.
  public static Tensor uniform(double low, double high, Device device, long... sizes) {
    return sampled(device, sizes, tensor -> uniformInPlace(tensor, low, high));
  }

  /// Replaces the values by normal ones.
  public static void normalInPlace(Tensor tensor, double mean, double deviation) {
    sample(
        "normalInPlace", tensor, generator -> tensor.handle().normal_(mean, deviation, generator));
  }

  /// Replaces the values by uniform ones in `[low, high)`.
  public static void uniformInPlace(Tensor tensor, double low, double high) {
    sample("uniformInPlace", tensor, generator -> tensor.handle().uniform_(low, high, generator));
  }

  /// A number of this thread's sequence.
  static long draw() {
    try (var number = Tensors.empty(DataType.INT64, Device.CPU, 1)) {
      fillWithBits(number);
      return number.toLongs()[0];
    }
  }

  /// Computes with a sequence of the thread's own, which begins at a seed.
  static <R> R from(long seed, Supplier<R> body) {
    var before = OWN.get();
    try (var own = torch.createCPUGenerator(seed)) {
      OWN.set(own);
      return body.get();
    } finally {
      if (before == null) OWN.remove();
      else OWN.set(before);
    }
  }

  /// Replaces the values of an INT64 tensor on the CPU by random bits.
  static void fillWithBits(Tensor numbers) {
    sample(
        "fillWithBits",
        numbers,
        generator -> {
          try (var noUpperBound = new LongOptional()) {
            return numbers.handle().random_(Long.MIN_VALUE, noUpperBound, generator);
          }
        });
  }

  private static Generator current() {
    var own = OWN.get();
    return own == null ? torch.getDefaultCPUGenerator() : own;
  }

  private static GeneratorOptional generator(Device device) {
    var own = OWN.get();
    return own == null || !(device instanceof Device.Cpu)
        ? new GeneratorOptional()
        : new GeneratorOptional(own);
  }

  private static void sample(
      String name, Tensor tensor, Function<GeneratorOptional, org.bytedeco.pytorch.Tensor> fill) {
    Autograd.noGradient(() -> {
      try (var generator = generator(tensor.device())) {
        EngineCall.run(name, () -> fill.apply(generator), tensor);
      }
    });
  }

  private static Tensor sampled(Device device, long[] sizes, Consumer<Tensor> fill) {
    var tensor = Tensors.empty(DataType.FLOAT32, device, sizes);
    fill.accept(tensor);
    return tensor;
  }
}
