package dev.uvaha.studio.gpt;

import java.util.List;

/// One pass, as far as the page shows it at once: every head's attention, and what comes next.
///
/// @param tokens as they look
/// @param ids of the tokens
/// @param maps the lower triangle of each head's weights row by row, `[L, N, T (T + 1) / 2]`; above
///   it all are zeros
/// @param embedded the tokens' vectors, `[T, D]`
/// @param positioned the same with what is added for positions, `[T, D]`
/// @param normalised the last token's vector after the last norm, `[1, D]`
/// @param logits of the next token, `[V]`; those that cannot be spelt are left out at the end
/// @param likeliest the next tokens that are likeliest, the likeliest first
record Pass(
    List<String> tokens,
    List<Integer> ids,
    Floats maps,
    Floats embedded,
    Floats positioned,
    Floats normalised,
    Floats logits,
    List<Next> likeliest) {
  /// A token that may come next.
  ///
  /// @param probability at the temperature 1, nothing cut
  record Next(int id, String token, double probability) {}

  /// What the model would say after each token if a layer were its last ("logit lens",
  /// nostalgebraist 2020): the layer's output through the last norm and the projection onto the
  /// vocabulary.
  ///
  /// @param rows the embeddings first, then each layer; of each row a place for every token
  record Lens(List<String> tokens, List<List<Guess>> rows) {}

  /// The likeliest token after one.
  ///
  /// @param agrees whether the last layer says the same
  record Guess(String token, double probability, boolean agrees) {}
}
