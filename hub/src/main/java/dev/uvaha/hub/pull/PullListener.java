package dev.uvaha.hub.pull;

/// Follows a [ModelPull].
public interface PullListener {
  /// Follows nothing.
  static PullListener none() {
    return new PullListener() {};
  }

  /// All that is to come is known.
  ///
  /// @param files how many
  /// @param bytes of all together
  default void begins(int files, long bytes) {}

  /// So much is here.
  ///
  /// @param bytes of all files together
  default void arrived(String file, long bytes) {}

  /// Something went wrong that is tried again.
  default void again(String why) {}
}
