package dev.uvaha.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// UTF-8 with this package's rules for what UTF-8 can't say.
final class Utf8 {
  private Utf8() {}

  /// The bytes of `text`, with U+FFFD for each lone surrogate (the JDK's own would be a `?`).
  static byte[] bytes(String text) {
    return whole(text).getBytes(StandardCharsets.UTF_8);
  }

  /// `text` with U+FFFD for each lone surrogate.
  static String whole(String text) {
    int i = 0;
    while (i < text.length() && !Character.isSurrogate(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    var whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  /// The text of `bytes`, each byte that belongs to no character as `<0xD0>`.
  static String readable(byte[] bytes) {
    var whole = decoded(bytes, 0, bytes.length);
    if (whole.isPresent()) {
      return whole.get();
    }
    var readable = new StringBuilder();
    for (int i = 0; i < bytes.length; ) {
      int length = Math.min(length(bytes[i]), bytes.length - i);
      var character = decoded(bytes, i, length);
      if (character.isPresent()) {
        readable.append(character.get());
        i += length;
      } else {
        readable.append("<0x%02X>".formatted(bytes[i] & 0xFF));
        i++;
      }
    }
    return readable.toString();
  }

  /// How many bytes the character has that begins with `lead`, were it well-formed.
  private static int length(byte lead) {
    int ones = Integer.numberOfLeadingZeros(~(lead << 24));
    return ones == 0 ? 1 : Math.min(ones, 4);
  }

  private static Optional<String> decoded(byte[] bytes, int offset, int length) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
      return Optional.of(decoder.decode(ByteBuffer.wrap(bytes, offset, length)).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }
}
