package dev.uvaha.tensor;

import java.lang.ref.Reference;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The engine beneath: libtorch through the JavaCPP presets. Starts by itself at the first tensor.
public final class Engine {
  private static final String VERSION = "libtorch 2.10.0 (JavaCPP presets 1.5.13)";

  /// A build by `-Pmkl` has Intel's library, which is then asked instead of OpenBLAS.
  private static final boolean MKL =
      Engine.class.getResource("/org/bytedeco/mkl/global/mkl_rt.class") != null;

  private static final boolean KEEPS_MEMORY = NativeHeap.keepFreedMemory();

  static {
    // The binding looks at the process's memory at each new object, which costs more than most
    // operations; every native object here has an owner that frees it. Its registry of garbage
    // (nopointergc) stays on: it costs next to nothing, and other libraries may count on it.
    preset("org.bytedeco.javacpp.maxphysicalbytes", "0");
    if (MKL) preset("org.bytedeco.openblas.load", "mkl");
    EngineEnvironment.set();
    org.bytedeco.javacpp.Loader.load(torch.class);
  }

  private Engine() {}

  /// Loads the natives now rather than at the first tensor: half a second, three at the very first
  /// start.
  public static void start() {}

  /// The engine's name and version, and the library of its float32 products.
  public static String version() {
    return VERSION + (MKL ? ", MKL" : ", OpenBLAS");
  }

  /// Whether float32 products are MKL's.
  static boolean multipliesByMkl() {
    return MKL;
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
    BlasThreads.limit(threads);
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

  /// Whether the memory of freed tensors stays with the process for the next ones, which saves a
  /// training a third of its time. So it is with glibc, unless `-Duvaha.tensor.keepMemory=false`
  /// has memory returned to the system at once.
  public static boolean keepsMemory() {
    return KEEPS_MEMORY;
  }

  private static void preset(String property, String value) {
    if (System.getProperty(property) == null) System.setProperty(property, value);
  }

  static TensorOptions options(DataType type, Device device) {
    try (var plain = new TensorOptions();
        var scalarType = new org.bytedeco.pytorch.ScalarTypeOptional(scalarType(type));
        var typed = plain.dtype(scalarType);
        var where = nativeDevice(device);
        var optional = new org.bytedeco.pytorch.DeviceOptional(where)) {
      return typed.device(optional);
    }
  }

  static org.bytedeco.pytorch.Device nativeDevice(Device device) {
    return switch (device) {
      case Device.Cpu() -> new org.bytedeco.pytorch.Device(DeviceType.CPU);
      case Device.Cuda(var index) -> new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) index);
      case Device.Jvm() ->
          throw new IllegalArgumentException("the device jvm is not of this engine");
    };
  }

  static TensorOptional optional(Tensor tensor) {
    try {
      return new TensorOptional(tensor.handle());
    } finally {
      Reference.reachabilityFence(tensor);
    }
  }

  static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /// A whole number as such, so that INT64 is not compared in float32.
  static Scalar exact(double value) {
    return value == (long) value ? new Scalar((long) value) : scalar(value);
  }

  static ScalarType scalarType(DataType type) {
    return switch (type) {
      case FLOAT32 -> ScalarType.Float;
      case FLOAT64 -> ScalarType.Double;
      case BFLOAT16 -> ScalarType.BFloat16;
      case FLOAT16 -> ScalarType.Half;
      case QINT8 -> throw new IllegalArgumentException("QINT8 is for the device jvm alone");
      case INT64 -> ScalarType.Long;
      case INT32 -> ScalarType.Int;
      case INT8 -> ScalarType.Char;
      case UINT8 -> ScalarType.Byte;
      case BOOL -> ScalarType.Bool;
    };
  }

  static DataType dataType(ScalarType scalarType) {
    return switch (scalarType.intern()) {
      case Float -> DataType.FLOAT32;
      case Double -> DataType.FLOAT64;
      case BFloat16 -> DataType.BFLOAT16;
      case Half -> DataType.FLOAT16;
      case Long -> DataType.INT64;
      case Int -> DataType.INT32;
      case Char -> DataType.INT8;
      case Byte -> DataType.UINT8;
      case Bool -> DataType.BOOL;
      default ->
          throw new IllegalArgumentException("no data type here for the engine's " + scalarType);
    };
  }
}
