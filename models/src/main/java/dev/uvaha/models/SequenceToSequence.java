package dev.uvaha.models;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// A translation `f: S(X) → S(Y)`: from a source sequence to logits over each next target token.
public interface SequenceToSequence extends Layer {
  /// Logits of every next token at once, for training and for looking inside.
  ///
  /// @param source ids, INT64 `[B, S]`, padded on the right
  /// @param sourceLengths what is not padding, `[B]`
  /// @param target ids the decoder has read, INT64 `[B, T]`, the begin token first
  /// @param trace takes hidden states and attention weights if it records
  /// @return `[B, T, V]`
  Tensor forward(Tensor source, int[] sourceLengths, Tensor target, Mode mode, Trace trace);

  /// Reads the source once and stands before the first target token, `B` rows.
  Decoding decoding(Tensor source, int[] sourceLengths);

  /// Whether the decoder looks at the source position by position, so that a trace has
  /// `cross_attentions`.
  boolean attends();

  /// Tokens it can read and write.
  int vocabulary();

  /// The longest source and target it can take.
  int maximumLength();

  /// One target token after another, with what was computed kept. Each row is a sentence, or one
  /// hypothesis of it.
  interface Decoding extends AutoCloseable {
    /// Reads each row's last token and tells the next.
    ///
    /// @param tokens INT64 `[R]`
    /// @return logits `[R, V]`, the caller's
    Tensor step(Tensor tokens);

    /// Goes on with these rows, in this order; one may come several times, as a beam does.
    ///
    /// @param rows positions among the rows so far, `[R']`
    void select(int... rows);

    /// Frees what was kept.
    @Override
    void close();
  }
}
