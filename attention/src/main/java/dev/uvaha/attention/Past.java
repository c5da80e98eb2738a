package dev.uvaha.attention;

/// What self-attention may look back at: the keys and values of earlier positions, in one layer.
public interface Past {
  /// No earlier positions, and nothing is kept of these: the whole sequence at once, as in
  /// training.
  static Past none() {
    return new None();
  }

  /// How many earlier positions there are: where the next one stands, for
  /// [MultiHeadAttention#project(dev.uvaha.tensor.Tensor, long)].
  long length();

  /// Adds the newest positions.
  ///
  /// @param newer `[B, N, T, H]` each
  /// @return keys and values of all positions, the earlier first
  KeyValue append(KeyValue newer);

  /// Nothing came before.
  record None() implements Past {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public KeyValue append(KeyValue newer) {
      return newer;
    }
  }
}
