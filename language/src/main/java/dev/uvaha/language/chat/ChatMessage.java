package dev.uvaha.language.chat;

import java.util.Locale;

/// What one side of a conversation said.
public record ChatMessage(Role role, String content) {
  /// Who speaks.
  public enum Role {
    /// Instructions for the whole conversation.
    SYSTEM,
    USER,
    ASSISTANT;

    /// As templates and APIs name it: `system`, `user`, `assistant`.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static ChatMessage system(String content) {
    return new ChatMessage(Role.SYSTEM, content);
  }

  public static ChatMessage user(String content) {
    return new ChatMessage(Role.USER, content);
  }

  public static ChatMessage assistant(String content) {
    return new ChatMessage(Role.ASSISTANT, content);
  }
}
