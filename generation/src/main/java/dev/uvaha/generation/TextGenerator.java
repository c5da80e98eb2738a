package dev.uvaha.generation;

import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.text.Tokenizer;
import java.util.Set;

/// Lets a language model go on with a text; with several texts at once: [BatchedGenerator].
///
/// The context holds the prompt and what is written: a prompt that leaves no room is refused, and
/// writing ends where the context is full. Nothing is forgotten silently.
///
/// @param ends tokens that end a text
public record TextGenerator(LanguageModel model, Tokenizer tokenizer, Set<Integer> ends) {
  public TextGenerator {
    ends = Set.copyOf(ends);
  }

  /// Is told of the text as it comes, after each token.
  @FunctionalInterface
  public interface Listener {
    /// Takes a piece.
    ///
    /// @param text whole characters; empty where a token makes none yet
    /// @return whether to go on
    boolean on(String text);
  }

  /// Goes on with a text.
  ///
  /// @throws IllegalArgumentException as [#generate(int[], GenerationOptions, Listener)]
  public GeneratedText generate(String prompt, GenerationOptions options) {
    return generate(tokenizer.encode(prompt), options, _ -> true);
  }

  /// Goes on with tokens.
  ///
  /// @param prompt one token at least
  /// @param listener is told of the text as it comes
  /// @throws IllegalArgumentException if the prompt is empty or leaves no room in the context
  public GeneratedText generate(int[] prompt, GenerationOptions options, Listener listener) {
    var writing = writing(prompt, options);
    return Autograd.noGradient(() -> {
      try (var cache = model.cache()) {
        while (writing.ending().isEmpty()) {
          var news = writing.write(logits(writing.next(), cache));
          if (!listener.on(news) && writing.ending().isEmpty()) writing.cancel();
        }
        return writing.text();
      }
    });
  }

  /// A text that begins with a prompt.
  Writing writing(int[] prompt, GenerationOptions options) {
    return new Writing(model, tokenizer, ends, prompt, options);
  }

  private float[] logits(int[] next, KeyValueCache cache) {
    try (var _ = TensorScope.open()) {
      var ids = Tensors.indices(model.device(), next, 1, next.length);
      return model.next(ids, cache).toFloats();
    }
  }
}
