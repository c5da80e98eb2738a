package dev.uvaha.lab;

import dev.uvaha.training.StopSignal;

/// Is told how far an experiment is, and says when it is to stop.
public interface Watch {
  /// A part begins that no run before has made.
  ///
  /// @param number which of the experiment's parts it is, from 1, those made before among them
  /// @param total how many parts there are
  void begun(String part, int number, int total);

  /// A part goes on.
  ///
  /// @param part what is being done, such as `task1-attention-seed1`
  /// @param share how much of it is done, 0 to 1
  /// @param now how it stands, such as `loss 0.12`; may be empty
  void advanced(String part, double share, String now);

  /// Something worth a line to keep, such as how many pairs were dropped.
  void told(String line);

  /// A part is done.
  void finished(String part, String result);

  /// Set when the experiment is to stop: after a step of a training, or before the next part.
  StopSignal stop();

  /// Tells nobody and never stops.
  static Watch silent() {
    return new Watch() {
      @Override
      public void begun(String part, int number, int total) {}

      @Override
      public void advanced(String part, double share, String now) {}

      @Override
      public void told(String line) {}

      @Override
      public void finished(String part, String result) {}

      @Override
      public StopSignal stop() {
        return new StopSignal();
      }
    };
  }
}
