package dev.uvaha.nn;

/// What a forward pass is for; only dropout behaves differently.
public enum Mode {
  TRAINING,
  INFERENCE
}
