package dev.uvaha.cli;

import dev.uvaha.language.TextModel;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where language models compute, and in which type their weights are kept.
final class WeightsOption {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "jvm: fastest for one text; cpu: exact, and for many at once; cuda: a GPU. Default:"
              + " ${DEFAULT-VALUE}.")
  private String device;

  /// What the weights are kept as.
  enum Weights {
    FLOAT32(DataType.FLOAT32),
    BFLOAT16(DataType.BFLOAT16),
    FLOAT16(DataType.FLOAT16),
    INT8(DataType.QINT8);

    private final DataType type;

    Weights(DataType type) {
      this.type = type;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--weights",
      paramLabel = "TYPE",
      description =
          "float32 or bfloat16 on cpu, float16 or int8 on jvm. Default: float16 on jvm, float32"
              + " elsewhere.")
  private Optional<Weights> weights = Optional.empty();

  /// @param device the default
  WeightsOption(Device device) {
    this.device = device.toString();
  }

  /// Opens a model.
  ///
  /// @throws IllegalArgumentException if there is no such device or no usable model
  TextModel load(Path folder) {
    var where = UsableDevice.named(device);
    var onJvm = where instanceof Device.Jvm;
    var kept = weights.orElse(onJvm ? Weights.FLOAT16 : Weights.FLOAT32);
    var isOfJvm = kept == Weights.FLOAT16 || kept == Weights.INT8;
    if (onJvm != isOfJvm)
      throw new IllegalArgumentException(
          "--weights %s is not for --device %s, which keeps %s"
              .formatted(kept, device, onJvm ? "float16 or int8" : "float32 or bfloat16"));
    return TextModel.load(folder, where, kept.type);
  }
}
