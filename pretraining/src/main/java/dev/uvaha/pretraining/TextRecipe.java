package dev.uvaha.pretraining;

import dev.uvaha.data.DocumentBreak;
import dev.uvaha.data.TokenWindows.Order;

/// What to learn from, and in which portions.
///
/// @param documents where one document ends and the next begins: none sees another
public record TextRecipe(
    TextSource train, TextSource valid, DocumentBreak documents, WindowRecipe windows) {
  /// What a batch is.
  ///
  /// @param rows windows of a batch
  /// @param length tokens of a window
  public record WindowRecipe(int rows, int length, Order order) {
    public WindowRecipe {
      if (rows < 1 || length < 1)
        throw new IllegalArgumentException(
            "windows must be 1 or more of 1 token or more, got rows=%d, length=%d"
                .formatted(rows, length));
    }
  }

  public TextRecipe {
    if (train instanceof TextSource.HeldOut)
      throw new IllegalArgumentException(
          "train names no text to learn from: give a text file, a list of them, or jdk");
  }

  /// A document a file, a tenth of them held out, 16 windows of 256 tokens in random order.
  public static TextRecipe of(TextSource train) {
    return new TextRecipe(
        train,
        new TextSource.HeldOut(10),
        new DocumentBreak.File(),
        new WindowRecipe(16, 256, Order.SHUFFLED));
  }
}
