package dev.uvaha.nn.safetensors;

/// What Hugging Face calls the files of a checkpoint.
final class FileNames {
  static final String WHOLE = "model.safetensors";
  static final String INDEX = "model.safetensors.index.json";

  private FileNames() {}

  /// @param number from 1
  static String shard(int number, int count) {
    return "model-%05d-of-%05d.safetensors".formatted(number, count);
  }
}
