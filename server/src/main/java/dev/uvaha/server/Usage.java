package dev.uvaha.server;

/// The tokens of a request: what its prompts have, and what was written.
record Usage(int promptTokens, int completionTokens, int totalTokens) {
  static Usage of(int prompt, int completion) {
    return new Usage(prompt, completion, prompt + completion);
  }
}
