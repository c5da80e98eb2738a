package dev.uvaha.generation;

import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.generation.GeneratedText.Ending;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.text.Tokenizer;
import java.util.ArrayList;
import java.util.Set;

/// Lets a language model go on with a text.
///
/// The context holds the prompt and what is written: a prompt that leaves no room is refused, and
/// writing ends where the context is full. Nothing is forgotten silently.
///
/// @param ends tokens that end a text
public record TextGenerator(LanguageModel model, Tokenizer tokenizer, Set<Integer> ends) {
  public TextGenerator {
    ends = Set.copyOf(ends);
  }

  /// Is told of each piece of text as it comes.
  @FunctionalInterface
  public interface Listener {
    /// Takes a piece.
    ///
    /// @param text whole characters
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
    if (prompt.length == 0)
      throw new IllegalArgumentException("the prompt has no tokens: give it a word at least");
    if (prompt.length >= model.maximumLength())
      throw new IllegalArgumentException(
          "the prompt has %,d tokens, and the model's context is %,d: shorten it"
              .formatted(prompt.length, model.maximumLength()));
    return Autograd.noGradient(() -> {
      try (var cache = model.cache()) {
        return new Writing(cache, options, listener).write(prompt);
      }
    });
  }

  /// One text being written.
  private final class Writing {
    private final KeyValueCache cache;
    private final GenerationOptions options;
    private final Listener listener;
    private final Sampler sampler;
    private final TextStream stream;
    private final ArrayList<Integer> tokens = new ArrayList<>();
    private final ArrayList<Double> logProbabilities = new ArrayList<>();

    Writing(KeyValueCache cache, GenerationOptions options, Listener listener) {
      this.cache = cache;
      this.options = options;
      this.listener = listener;
      sampler = new Sampler(options.sampling(), options.seed());
      stream = new TextStream(tokenizer, options.stop());
    }

    GeneratedText write(int[] prompt) {
      sampler.saw(prompt);
      var ending = writeOn(prompt);
      var rest = stream.end();
      if (ending != Ending.CANCELLED && !rest.isEmpty()) listener.on(rest);
      return new GeneratedText(
          stream.text(), tokens, logProbabilities, stream.isStopped() ? Ending.STOP : ending);
    }

    private Ending writeOn(int[] prompt) {
      var next = prompt;
      while (tokens.size() < options.maximumTokens()
          && cache.length() + next.length <= model.maximumLength()) {
        var choice = sampler.choose(logits(next));
        if (ends.contains(choice.token())) return Ending.END;
        tokens.add(choice.token());
        logProbabilities.add(choice.logProbability());
        var news = stream.add(choice.token());
        if (!news.isEmpty() && !listener.on(news)) return Ending.CANCELLED;
        if (stream.isStopped()) return Ending.STOP;
        next = new int[] {choice.token()};
      }
      return Ending.LENGTH;
    }

    private float[] logits(int[] next) {
      try (var _ = TensorScope.open()) {
        var ids = Tensors.indices(model.device(), next, 1, next.length);
        return model.next(ids, cache).toFloats();
      }
    }
  }
}
