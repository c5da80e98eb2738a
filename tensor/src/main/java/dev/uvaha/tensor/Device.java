package dev.uvaha.tensor;

import org.bytedeco.pytorch.global.torch;

/// Where a tensor's memory is and its operations run.
public sealed interface Device {
  /// The processor.
  Device CPU = new Cpu();

  /// The processor, in plain Java.
  Device JVM = new Jvm();

  /// Whether gradients can be computed there.
  boolean hasGradients();

  /// The processor and main memory.
  record Cpu() implements Device {
    @Override
    public String toString() {
      return "cpu";
    }

    @Override
    public boolean hasGradients() {
      return true;
    }
  }

  /// An NVIDIA GPU, by its number; needs the build profile `cuda`.
  record Cuda(int index) implements Device {
    public Cuda {
      if (index < 0)
        throw new IllegalArgumentException("a GPU's number is 0 or more, got " + index);
    }

    @Override
    public String toString() {
      return "cuda:" + index;
    }

    @Override
    public boolean hasGradients() {
      return true;
    }
  }

  /// Java's own memory and compiled Java: needs no natives and starts at once, for inference alone.
  /// One sentence at a time it is fast, above all with FLOAT16 weights; large batches are faster on
  /// the CPU's engine.
  record Jvm() implements Device {
    @Override
    public String toString() {
      return "jvm";
    }

    @Override
    public boolean hasGradients() {
      return false;
    }
  }

  /// The first GPU if there is one that this build can use, otherwise the CPU.
  static Device best() {
    return cudaIsAvailable() ? new Cuda(0) : CPU;
  }

  /// Whether this build has CUDA and the machine a GPU.
  static boolean cudaIsAvailable() {
    Engine.start();
    return torch.cuda_is_available();
  }

  /// Reads `cpu`, `jvm`, `cuda` or `cuda:1`.
  static Device parse(String text) {
    if (text.equals("cpu")) return CPU;
    if (text.equals("jvm")) return JVM;
    if (text.equals("cuda")) return new Cuda(0);
    if (text.matches("cuda:\\d{1,3}")) return new Cuda(Integer.parseInt(text.substring(5)));
    throw new IllegalArgumentException("a device is cpu, jvm, cuda or cuda:N, got " + text);
  }
}
