package dev.uvaha.training;

/// Is told what happens in training, on the training thread: it should be quick.
@FunctionalInterface
public interface TrainingListener {
  /// Something happened.
  void on(TrainingEvent event);
}
