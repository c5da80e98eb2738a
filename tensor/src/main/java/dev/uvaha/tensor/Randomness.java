package dev.uvaha.tensor;

import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/// Random numbers of the engine's one generator per process (dropout, initialisation), seeded and
/// resumable.
public final class Randomness {
  static {
    Engine.start();
  }

  private Randomness() {}

  /// Starts the sequence anew, on the CPU and every GPU.
  public static void seed(long seed) {
    torch.manual_seed(seed);
  }

  /// Where the sequence stands: give it to [#resume] to go on from here bit for bit.
  public static byte[] state() {
    var generator = torch.getDefaultCPUGenerator();
    try (var state = Tensor.adopt(generator.get_state())) {
      return state.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }
  }

  /// Sets the sequence to where [#state] found it.
  ///
  /// @throws IllegalArgumentException if these bytes are not a state
  public static void resume(byte[] state) {
    Generator generator = torch.getDefaultCPUGenerator();
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

  private static void sample(
      String name, Tensor tensor, Function<GeneratorOptional, org.bytedeco.pytorch.Tensor> fill) {
    Autograd.noGradient(() -> {
      try (var generator = new GeneratorOptional()) {
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
