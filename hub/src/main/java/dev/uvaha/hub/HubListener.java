package dev.uvaha.hub;

/// Is told how far a long work on a model is.
@FunctionalInterface
public interface HubListener {
  /// Hears nothing.
  HubListener NONE = (_, _, _) -> {};

  /// So much is done.
  ///
  /// @param what is being done
  /// @param done of `total`, in units of the work
  void at(String what, long done, long total);
}
