package dev.uvaha.server;

import dev.uvaha.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// How a token is told to clients.
///
/// @param token as it looks
/// @param bytes as JSON has them: numbers from 0
record SpelledToken(String token, List<Integer> bytes) {
  private static final Pattern BYTES = Pattern.compile("(<0x[0-9A-F]{2}>)+");
  private static final int BYTE_LENGTH = "<0x00>".length();

  static SpelledToken of(Tokenizer tokenizer, int id) {
    var token = tokenizer.token(id);
    var bytes = new ArrayList<Integer>();
    if (BYTES.matcher(token).matches())
      for (var i = 0; i < token.length(); i += BYTE_LENGTH)
        bytes.add(Integer.parseInt(token.substring(i + 3, i + 5), 16));
    else for (var one : token.getBytes(StandardCharsets.UTF_8)) bytes.add(Byte.toUnsignedInt(one));
    return new SpelledToken(token, bytes);
  }
}
