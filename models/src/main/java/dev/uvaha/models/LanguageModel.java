package dev.uvaha.models;

import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import java.util.List;

/// A model of the next token, `p(x_t | x_1, …, x_{t-1})` (Radford et al. 2018, eq. 1).
public interface LanguageModel extends Layer {
  /// Logits of every next token at once, for training and for looking inside.
  ///
  /// @param ids INT64 `[B, T]`, padded on the right
  /// @param lengths what is not padding, `[B]`
  /// @param trace takes hidden states and attention weights if it records
  /// @return `[B, T, V]`
  /// @throws IllegalArgumentException if a sequence is longer than [#maximumLength]
  Tensor forward(Tensor ids, int[] lengths, Mode mode, Trace trace);

  /// Logits of rows in which several documents stand one after the other, as training packs them:
  /// each sees itself alone, and its positions begin at 0.
  ///
  /// @param ids INT64 `[B, T]`
  /// @param documents the number of each position's document, `[B · T]`, row by row; those of one
  ///   document are neighbours
  /// @return `[B, T, V]`
  /// @throws IllegalArgumentException if a row is longer than [#maximumLength]
  Tensor forwardPacked(Tensor ids, int[] documents, Mode mode);

  /// Reads what comes next in each row, and tells the token after it.
  ///
  /// @param ids INT64 `[B, T]`, the next T tokens of each row
  /// @param cache of what each row has read, from [#cache]; these are added
  /// @return logits after the last of them, `[B, V]`
  /// @throws IllegalArgumentException if a row becomes longer than [#maximumLength]
  Tensor next(Tensor ids, KeyValueCache cache);

  /// Reads what comes next in several sequences at once, each of which has read as much as it has:
  /// what each gets is what it gets alone.
  ///
  /// @param ids INT64 `[M]`, the next tokens of one sequence after those of another
  /// @param counts how many of them are each sequence's, R of them, 1 or more each
  /// @param caches of each sequence, from [#cache]; these are added
  /// @return logits after the last of each, `[R, V]`
  /// @throws IllegalArgumentException if a sequence becomes longer than [#maximumLength]; nothing
  ///   was read then
  Tensor next(Tensor ids, int[] counts, List<KeyValueCache> caches);

  /// An empty cache, the caller's.
  KeyValueCache cache();

  /// Tokens it can read and write.
  int vocabulary();

  /// The longest sequence it can take: the context.
  int maximumLength();
}
