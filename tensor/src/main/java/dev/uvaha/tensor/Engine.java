package dev.uvaha.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/// The engine beneath: libtorch through the JavaCPP presets. Starts by itself at the first tensor.
public final class Engine {
  private static final String VERSION = "libtorch 2.10.0 (JavaCPP presets 1.5.13)";

  static {
    // Every native object here has an owner, so the binding's own registration of each with the
    // garbage collector, and its look at the process's memory at each, are cost without use.
    preset("org.bytedeco.javacpp.nopointergc", "true");
    preset("org.bytedeco.javacpp.maxphysicalbytes", "0");
    org.bytedeco.javacpp.Loader.load(torch.class);
    // The weight cache of autocast cannot be cleared through this binding, so it would pin stale
    // copies.
    torch.set_autocast_cache_enabled(false);
  }

  private Engine() {}

  /// Loads the natives now rather than at the first tensor: half a second, three at the very first
  /// start.
  public static void start() {}

  /// The engine's name and version.
  public static String version() {
    return VERSION;
  }

  /// Threads that one operation may use.
  public static int threads() {
    return torch.get_num_threads();
  }

  /// Sets the threads that one operation may use, 1 or more.
  public static void setThreads(int threads) {
    if (threads < 1)
      throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
    torch.set_num_threads(threads);
  }

  /// The vector instructions that the engine's own kernels use here, such as `AVX512`.
  public static String vectorInstructions() {
    try (var text = torch.get_cpu_capability()) {
      return text.getString();
    }
  }

  /// How the engine was built: BLAS, oneDNN, OpenMP.
  public static String buildConfiguration() {
    try (var text = torch.show_config()) {
      return text.getString();
    }
  }

  private static void preset(String property, String value) {
    if (System.getProperty(property) == null) System.setProperty(property, value);
  }

  static TensorOptions options(DataType type, Device device) {
    try (var plain = new TensorOptions();
        var typed = plain.dtype(new org.bytedeco.pytorch.ScalarTypeOptional(type.scalarType));
        var where = nativeDevice(device);
        var optional = new org.bytedeco.pytorch.DeviceOptional(where)) {
      return typed.device(optional);
    }
  }

  static org.bytedeco.pytorch.Device nativeDevice(Device device) {
    return switch (device) {
      case Device.Cpu() -> new org.bytedeco.pytorch.Device(DeviceType.CPU);
      case Device.Cuda(var index) -> new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) index);
    };
  }

  static TensorOptional optional(Tensor tensor) {
    return new TensorOptional(tensor.handle());
  }

  static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /// The engine's exception as one line that names the operation and every shape.
  static RuntimeException explained(
      String operation, RuntimeException failure, Tensor first, Tensor... others) {
    if (failure instanceof IllegalStateException || failure instanceof IllegalArgumentException)
      return failure;
    var arguments = new StringBuilder(describe(first));
    for (var other : others) arguments.append(", ").append(describe(other));
    var message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    var reason = message.lines().findFirst().orElse(message).strip();
    return new IllegalArgumentException(operation + "(" + arguments + "): " + reason, failure);
  }

  private static String describe(Tensor tensor) {
    return tensor.dataType() + " " + tensor.shape();
  }
}
