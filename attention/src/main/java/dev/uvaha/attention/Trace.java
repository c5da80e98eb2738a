package dev.uvaha.attention;

import dev.uvaha.tensor.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Collects what a forward pass computed on its way: hidden states, attention weights. It is passed
/// in, so that looking inside is no side effect of the model.
///
/// The tensors stay in the scope of whoever runs the pass.
public final class Trace {
  private static final Trace NONE = new Trace(false);

  private final boolean recording;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private Trace(boolean recording) {
    this.recording = recording;
  }

  /// Keeps nothing, so that layers take the fast path.
  public static Trace none() {
    return NONE;
  }

  /// Keeps everything it is given.
  public static Trace recording() {
    return new Trace(true);
  }

  /// Whether layers should take the explicit path and record it.
  public boolean isRecording() {
    return recording;
  }

  /// Keeps a tensor under `series.0`, `series.1`, … in the order of the calls.
  public void record(String series, Tensor tensor) {
    if (recording) tensors.put(series + "." + (counts.merge(series, 1, Integer::sum) - 1), tensor);
  }

  /// What was recorded, in order.
  public Map<String, Tensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }
}
