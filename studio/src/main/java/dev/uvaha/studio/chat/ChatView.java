package dev.uvaha.studio.chat;

import dev.uvaha.generation.BatchLimits;
import dev.uvaha.generation.BatchedGenerator;
import dev.uvaha.generation.GeneratedToken;
import dev.uvaha.generation.Generation;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import dev.uvaha.language.TextModel;
import dev.uvaha.language.chat.ChatMessage;
import java.util.List;
import java.util.stream.IntStream;

/// Writes the answers of a conversation token by token, and tells what might have come instead of
/// each. A model without a chat template goes on with what was said, as text.
final class ChatView implements AutoCloseable {
  /// Tokens told in the place of each.
  static final int ALTERNATIVES = 8;

  /// Answers that are written at once, and that wait.
  private static final BatchLimits LIMITS =
      BatchLimits.DEFAULT.withRunning(2).withWaiting(4).withPrompt(64);

  private final TextModel model;
  private final BatchedGenerator generator;

  ChatView(TextModel model) {
    this.model = model;
    generator = BatchedGenerator.start(model.generator(), LIMITS);
  }

  /// What the page says of the model.
  ///
  /// @param talks whether it has a chat template
  /// @param sampling what its makers recommend
  record About(String name, boolean talks, int context, Sampling sampling) {}

  /// What is asked for.
  ///
  /// @param messages the conversation, the user's turn last
  /// @param begun tokens that the answer begins with, to go on after another choice
  record Asked(
      List<ChatMessage> messages,
      List<Integer> begun,
      Sampling sampling,
      long seed,
      int maximumTokens) {
    /// Keeps its own copies.
    Asked {
      messages = List.copyOf(messages);
      begun = List.copyOf(begun);
    }
  }

  /// A token of the answer.
  ///
  /// @param text as it looks
  /// @param probability as the model sees it, before temperature and cuts
  record Written(int id, String text, double probability, List<Choice> instead) {}

  /// A token that might have been written.
  record Choice(int id, String text, double probability) {}

  /// What the page says of the model.
  About about() {
    return new About(
        model.name(),
        model.chatTemplate().isPresent(),
        model.model().maximumLength(),
        model.defaults().sampling());
  }

  /// Begins to write; whoever asked closes it.
  ///
  /// @throws IllegalArgumentException if the conversation is empty, does not fit into the context
  ///   or is refused by the model's template
  /// @throws java.util.concurrent.RejectedExecutionException if too many wait already
  Generation write(Asked asked) {
    if (asked.messages().isEmpty()) throw new IllegalArgumentException("say something first");
    var options =
        GenerationOptions.DEFAULT
            .with(asked.sampling())
            .withSeed(asked.seed())
            .withMaximumTokens(asked.maximumTokens())
            .withAlternatives(ALTERNATIVES);
    var answers = model.chatTemplate().isPresent() && asked.begun().isEmpty();
    return generator.submit(prompt(asked), answers ? options.asAnswer() : options);
  }

  private int[] prompt(Asked asked) {
    for (var id : asked.begun())
      if (id < 0 || id >= model.tokenizer().vocabularySize())
        throw new IllegalArgumentException("%d is no token of this model".formatted(id));
    var said =
        model
            .chatTemplate()
            .map(template -> template.prompt(asked.messages(), model.tokenizer()))
            .orElseGet(() -> model.tokenizer().encodeWhole(plain(asked.messages())));
    return IntStream.concat(IntStream.of(said), asked.begun().stream().mapToInt(Integer::intValue))
        .toArray();
  }

  private static String plain(List<ChatMessage> messages) {
    var text = new StringBuilder();
    for (var message : messages) text.append(message.content());
    return text.toString();
  }

  /// A token as the page shows it.
  Written written(GeneratedToken token) {
    return new Written(
        token.token(),
        model.tokenizer().token(token.token()),
        Math.exp(token.logProbability()),
        token.likeliest().stream()
            .map(one -> new Choice(one.token(), spelt(one.token()), Math.exp(one.logProbability())))
            .toList());
  }

  private String spelt(int id) {
    return id < model.tokenizer().vocabularySize()
        ? model.tokenizer().token(id)
        : "#%d".formatted(id);
  }

  @Override
  public void close() {
    generator.close();
  }
}
