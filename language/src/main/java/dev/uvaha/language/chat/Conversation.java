package dev.uvaha.language.chat;

import dev.uvaha.generation.GeneratedText;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.TextGenerator;
import dev.uvaha.generation.TextGenerator.Listener;
import java.util.ArrayList;
import java.util.List;

/// A conversation with a model: what was said so far, and the next answer.
///
/// Where it no longer fits into the model's context, the oldest turns are left out of what the
/// model reads, two at a time, never the system's; [#answer] tells how many.
public final class Conversation {
  private final TextGenerator generator;
  private final ChatTemplate template;
  private final ArrayList<ChatMessage> messages = new ArrayList<>();

  /// An empty one.
  public Conversation(TextGenerator generator, ChatTemplate template) {
    this.generator = generator;
    this.template = template;
  }

  /// What the model said.
  ///
  /// @param forgotten how many of the oldest turns it did not read
  public record Answer(GeneratedText text, int forgotten) {}

  /// How many tokens the model can read and write at once.
  public int context() {
    return generator.model().maximumLength();
  }

  /// What was said, the oldest first.
  public List<ChatMessage> messages() {
    return List.copyOf(messages);
  }

  /// Begins anew with instructions; with none if they are blank.
  public void restart(String system) {
    messages.clear();
    if (!system.isBlank()) messages.add(ChatMessage.system(system));
  }

  /// Takes back the last question and its answer, if there are any.
  public void takeBack() {
    while (!messages.isEmpty()) {
      var role = messages.getLast().role();
      if (role == ChatMessage.Role.SYSTEM) return;
      messages.removeLast();
      if (role == ChatMessage.Role.USER) return;
    }
  }

  /// Says something and hears the answer; an answer that was stopped counts as said so far.
  ///
  /// @throws IllegalArgumentException if even this alone does not fit into the context, or the
  ///   template refuses it; then it was not said
  public Answer answer(String question, GenerationOptions options, Listener listener) {
    messages.add(ChatMessage.user(question));
    try {
      var heard = heard();
      var text = generator.generate(prompt(heard), options.asAnswer(), listener);
      var forgotten = messages.size() - heard.size();
      messages.add(ChatMessage.assistant(text.text()));
      return new Answer(text, forgotten);
    } catch (IllegalArgumentException refused) {
      messages.removeLast();
      throw refused;
    }
  }

  /// As many of the newest turns as leave half of the context for the answer, the last at least.
  private List<ChatMessage> heard() {
    var heard = new ArrayList<>(messages);
    var first = heard.getFirst().role() == ChatMessage.Role.SYSTEM ? 1 : 0;
    while (heard.size() - first > 2 && prompt(heard).length > context() / 2) {
      heard.remove(first);
      heard.remove(first);
    }
    return heard;
  }

  private int[] prompt(List<ChatMessage> heard) {
    return template.prompt(heard, generator.tokenizer());
  }
}
