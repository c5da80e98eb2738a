package dev.uvaha.language;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/// How well a model foretells a text, each token from those before it.
///
/// The text is cut into windows as long as the context, or shorter, which do not see one another:
/// their first tokens are foretold from little, so that short windows give a higher perplexity.
///
/// @param nats the sum of `-log p` over the foretold tokens
/// @param tokens how many were foretold: all but the first
/// @param bytes of the foretold text in UTF-8: all but what the first token spells
public record Perplexity(double nats, long tokens, long bytes) {
  /// As [Tokenizer#token] spells a byte that is no character by itself.
  private static final Pattern SINGLE_BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

  /// `exp` of the mean of `-log p` of a token.
  public double perToken() {
    return Math.exp(nats / tokens);
  }

  /// Bits for each byte of the foretold text, to compare tokenizers by. What the first token spells
  /// is not foretold, and does not count; where it is a special token, the whole text counts.
  public double bitsPerByte() {
    return nats / Math.log(2) / bytes;
  }

  /// Of a text under a model.
  ///
  /// @param window the most tokens that see one another, 2 or more and no more than the context
  /// @param progress is told how many tokens are done
  /// @throws IllegalArgumentException if no text is left behind the first token or the window does
  ///   not fit
  public static Perplexity of(TextModel model, String text, int window, IntConsumer progress) {
    var ids = model.tokenizer().encodeWhole(text);
    var bytes = ids.length < 2 ? 0 : utf8(text) - bytes(model.tokenizer(), ids[0]);
    if (bytes < 1)
      throw new IllegalArgumentException("the text has %d tokens: give more".formatted(ids.length));
    if (window < 2 || window > model.model().maximumLength())
      throw new IllegalArgumentException(
          "the window must be 2 to %d tokens, got %d"
              .formatted(model.model().maximumLength(), window));
    var nats = 0.0;
    for (var start = 0; start + 1 < ids.length; start += window - 1) {
      nats += nats(model, Arrays.copyOfRange(ids, start, Math.min(ids.length, start + window)));
      progress.accept(Math.min(ids.length, start + window));
    }
    return new Perplexity(nats, ids.length - 1, bytes);
  }

  /// What a token that begins a text spells of it; a token may end inside a character.
  private static int bytes(Tokenizer tokenizer, int first) {
    var text = tokenizer.decode(first);
    return text.indexOf('\uFFFD') < 0
        ? utf8(text)
        : utf8(SINGLE_BYTE.matcher(tokenizer.token(first)).replaceAll("?"));
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// Of all tokens of a window but its first.
  private static double nats(TextModel model, int[] ids) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var reader = model.model();
        var row = Tensors.indices(reader.device(), ids, 1, ids.length);
        var logits = reader.forward(row, new int[] {ids.length}, Mode.INFERENCE, Trace.none());
        var sum = 0.0;
        for (var i = 0; i + 1 < ids.length; i++)
          try (var _ = TensorScope.open()) {
            sum -=
                logits.select(1, i).logSoftmax(-1).select(-1, ids[i + 1]).item(); // [1, V] to one
          }
        return sum;
      }
    });
  }
}
