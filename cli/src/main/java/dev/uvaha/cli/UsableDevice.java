package dev.uvaha.cli;

import dev.uvaha.tensor.Device;

/// The device that `--device` names.
final class UsableDevice {
  private UsableDevice() {}

  /// @throws IllegalArgumentException if there is no such device, or no GPU to use
  static Device named(String name) {
    var device = Device.parse(name);
    if (device instanceof Device.Cuda && !Device.cudaIsAvailable())
      throw new IllegalArgumentException(
          "--device %s: there is no GPU that this build can use; './uvaha doctor' says more"
              .formatted(name));
    return device;
  }
}
