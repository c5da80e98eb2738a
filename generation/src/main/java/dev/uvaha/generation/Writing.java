package dev.uvaha.generation;

import dev.uvaha.generation.GeneratedText.Ending;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One text being written: says what the model must read, takes what the model thinks comes next,
/// and knows when it is done. What runs the model is left to others.
final class Writing {
  private final int context;

  /// Tokens from here on only fill up the model's vocabulary.
  private final int spelt;

  private final Set<Integer> ends;
  private final GenerationOptions options;
  private final Sampler sampler;
  private final TextStream stream;
  private final List<GeneratedToken> written = new ArrayList<>();
  private int[] next;
  private int length; // what the model has read, next included
  private Optional<Ending> ending = Optional.empty();

  /// @throws IllegalArgumentException if the prompt is empty or leaves no room in the context
  Writing(
      LanguageModel model,
      Tokenizer tokenizer,
      Set<Integer> ends,
      int[] prompt,
      GenerationOptions options) {
    context = model.maximumLength();
    if (prompt.length == 0)
      throw new IllegalArgumentException("the prompt has no tokens: give it a word at least");
    if (prompt.length >= context)
      throw new IllegalArgumentException(
          "the prompt has %,d tokens, and the model's context is %,d: shorten it"
              .formatted(prompt.length, context));
    for (var token : prompt)
      if (token < 0 || token >= model.vocabulary())
        throw new IllegalArgumentException(
            "the prompt has token %d, and the model's are 0 to %d"
                .formatted(token, model.vocabulary() - 1));
    this.ends = ends;
    spelt = tokenizer.vocabularySize();
    this.options = options;
    sampler = new Sampler(options.sampling(), options.seed());
    sampler.saw(prompt);
    var before =
        switch (options.opening()) {
          case CONTINUATION -> Arrays.stream(prompt).filter(token -> token < spelt).toArray();
          case ANSWER -> new int[0];
        };
    stream = new TextStream(tokenizer, before, options.stop());
    next = prompt.clone();
    length = prompt.length;
    if (options.maximumTokens() == 0) ending = Optional.of(Ending.LENGTH);
  }

  /// Why it ended; empty while it goes on.
  Optional<Ending> ending() {
    return ending;
  }

  /// What the model must read before the next token: the prompt, then each token.
  int[] next() {
    return next;
  }

  /// Tokens written so far.
  List<GeneratedToken> written() {
    return written;
  }

  /// Writes a token.
  ///
  /// @param logits `[V]`, after [#next] was read; those of tokens that cannot be spelt become `-∞`
  /// @return the text that can be told now; may be empty
  String write(float[] logits) {
    for (var token = spelt; token < logits.length; token++)
      if (!ends.contains(token)) logits[token] = Float.NEGATIVE_INFINITY;
    var choice = sampler.choose(logits, options.alternatives());
    if (ends.contains(choice.token())) {
      ending = Optional.of(Ending.END);
      return stream.end();
    }
    written.add(choice);
    var news = stream.add(choice.token());
    next = new int[] {choice.token()};
    if (stream.isStopped()) ending = Optional.of(Ending.STOP);
    else if (written.size() == options.maximumTokens()) ending = Optional.of(Ending.LENGTH);
    else if (++length > context) ending = Optional.of(Ending.CONTEXT);
    return ending.isEmpty() ? news : news + stream.end();
  }

  /// Ends it from outside.
  void cancel() {
    ending = Optional.of(Ending.CANCELLED);
  }

  /// All of it, once it has ended.
  GeneratedText text() {
    return new GeneratedText(
        stream.text(), written, stream.isStopped() ? Ending.STOP : ending.orElseThrow());
  }
}
