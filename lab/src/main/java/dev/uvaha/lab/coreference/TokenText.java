package dev.uvaha.lab.coreference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A text as the tokens that a model read of it, to find its words again.
///
/// @param tokens pieces as the tokenizer shows them: a word with its leading space, `<0xD0>`,
///   `</s>`
record TokenText(List<String> tokens) {
  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");
  private static final Pattern SPECIAL = Pattern.compile("<(/?s|pad|2[^>]+)>");

  /// Tokens next to each other.
  ///
  /// @param first the first of them
  /// @param end the one after the last
  record Span(int first, int end) {
    int last() {
      return end - 1;
    }
  }

  TokenText {
    tokens = List.copyOf(tokens);
  }

  /// The pieces of a word, or of several in a row.
  ///
  /// @param from the first token to look at
  /// @throws IllegalArgumentException if it is not there
  Span find(String word, int from) {
    var owners = new ArrayList<Integer>();
    var text = latin(from, owners);
    var wanted = new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    // Every byte of a letter beyond ASCII is a letter here.
    var found =
        Pattern.compile(
                "(?<![A-Za-z\\x80-\\xFF])" + Pattern.quote(wanted) + "(?![A-Za-z\\x80-\\xFF])")
            .matcher(text);
    if (!found.find())
      throw new IllegalArgumentException(
          "'%s' is not among the tokens %s from %d".formatted(word, tokens, from));
    return new Span(owners.get(found.start()), owners.get(found.end() - 1) + 1);
  }

  /// The bytes as characters of one byte each.
  ///
  /// @param owners gets the token of each byte
  private String latin(int from, List<Integer> owners) {
    var bytes = new ByteArrayOutputStream();
    for (var i = from; i < tokens.size(); i++) {
      bytes.writeBytes(bytes(tokens.get(i)));
      while (owners.size() < bytes.size()) owners.add(i);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String token) {
    if (SPECIAL.matcher(token).matches()) return new byte[] {'\n'};
    var bytes = new ByteArrayOutputStream();
    var match = BYTE.matcher(token);
    var end = 0;
    while (match.find()) {
      bytes.writeBytes(token.substring(end, match.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(match.group(1), 16));
      end = match.end();
    }
    bytes.writeBytes(token.substring(end).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
