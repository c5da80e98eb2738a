package dev.uvaha.models.block;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.KeyValue;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Past;
import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// Takes attention's fast path, or the explicit one if someone looks.
public final class TracedAttention {
  private TracedAttention() {}

  /// Attends, and records the weights `[B, N, T, S]` under `series` if the trace records.
  public static Tensor forward(
      MultiHeadAttention attention,
      Tensor query,
      KeyValue memory,
      AttentionMask mask,
      Mode mode,
      Trace trace,
      String series) {
    if (!trace.isRecording()) return attention.forward(query, memory, mask, mode);
    var attended = attention.attend(query, memory, mask, mode);
    trace.record(series, attended.weights());
    return attended.output();
  }

  /// Self-attention of positions that go on after others, which are appended to them.
  static Tensor onItself(
      MultiHeadAttention attention,
      Tensor input,
      Past past,
      AttentionMask mask,
      Mode mode,
      Trace trace,
      String series) {
    var memory = past.append(attention.project(input, past.length()));
    return forward(attention, input, memory, mask, mode, trace, series);
  }
}
