package dev.uvaha.translation;

import dev.uvaha.attention.AttentionMap;
import java.util.List;

/// Where every layer and head looked while one text was translated.
///
/// @param source the tokens the encoder read
/// @param target the tokens the decoder read; the row of a token tells where the model looked to
///   write the next one
/// @param encoder source tokens at source tokens, by layer and head
/// @param decoder target tokens at target tokens so far
/// @param cross target tokens at source tokens
public record TranslationAttention(
    List<String> source,
    List<String> target,
    List<AttentionMap> encoder,
    List<AttentionMap> decoder,
    List<AttentionMap> cross) {
  /// Keeps its own copies.
  public TranslationAttention {
    source = List.copyOf(source);
    target = List.copyOf(target);
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    cross = List.copyOf(cross);
  }
}
