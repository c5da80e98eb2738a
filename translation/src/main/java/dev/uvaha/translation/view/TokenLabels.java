package dev.uvaha.translation.view;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What tokens look like on an axis.
final class TokenLabels {
  private static final Pattern SPECIAL = Pattern.compile("<(/?s|pad|unk|2[^>]+)>");
  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");

  private TokenLabels() {}

  /// Whether the token is one of the program's, such as `</s>`, none of the text's.
  static boolean isSpecial(String token) {
    return SPECIAL.matcher(token).matches();
  }

  /// Labels of pieces: without their leading space; a piece inside a word begins with `·`.
  static List<String> ofPieces(List<String> tokens) {
    var labels = new ArrayList<String>(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      var label = visible(tokens.get(i).strip());
      boolean inside = i > 0 && continues(tokens.get(i - 1), tokens.get(i));
      labels.add(inside && Character.isLetterOrDigit(label.codePointAt(0)) ? "·" + label : label);
    }
    return labels;
  }

  /// Whether `token` goes on with the word that `before` is part of. Punctuation stands alone.
  static boolean continues(String before, String token) {
    return !isSpecial(before)
        && !isSpecial(token)
        && isWordLike(before.codePointBefore(before.length()), before)
        && isWordLike(token.codePointAt(0), token);
  }

  /// The text of a word's pieces, bytes that are spelled as `<0xD0>` put together.
  static String ofWord(List<String> pieces) {
    var bytes = new ByteArrayOutputStream();
    for (var piece : pieces) {
      var match = BYTE.matcher(piece);
      int end = 0;
      while (match.find()) {
        bytes.writeBytes(piece.substring(end, match.start()).getBytes(StandardCharsets.UTF_8));
        bytes.write(Integer.parseInt(match.group(1), 16));
        end = match.end();
      }
      bytes.writeBytes(piece.substring(end).getBytes(StandardCharsets.UTF_8));
    }
    return visible(bytes.toString(StandardCharsets.UTF_8).strip());
  }

  /// The text with a picture or a number for whatever would not show, would turn the line around,
  /// or may not stand in XML.
  static String visible(String text) {
    if (text.isEmpty()) return "␣";
    var visible = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(c, visible));
    return visible.toString();
  }

  private static void append(int c, StringBuilder visible) {
    switch (Character.getType(c)) {
      case Character.CONTROL -> {
        if (c < ' ') visible.appendCodePoint(0x2400 + c);
        else visible.append(c == 0x7F ? "␡" : "<U+%04X>".formatted(c));
      }
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
        if (c == 0x200D) visible.appendCodePoint(c); // joins emoji
        else visible.append("<U+%04X>".formatted(c));
      }
      case Character.SURROGATE -> visible.append('\uFFFD');
      default -> {
        if ((c & 0xFFFE) == 0xFFFE) visible.append("<U+%04X>".formatted(c));
        else visible.appendCodePoint(c);
      }
    }
  }

  /// Letters, marks, digits, bytes of letters, and the apostrophe and hyphen within a word.
  private static boolean isWordLike(int c, String token) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || c == '\''
        || c == '’'
        || c == '-'
        || BYTE.matcher(token).lookingAt();
  }
}
