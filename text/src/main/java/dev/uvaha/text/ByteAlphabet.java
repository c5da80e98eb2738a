package dev.uvaha.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The alphabet in which GPT-2 spells bytes as printable characters, so that any byte string can
/// stand in a JSON file: printable Latin-1 stands for itself, the other bytes take the code points
/// from 256 on (a space is `Ġ`).
final class ByteAlphabet {
  private static final char[] SYMBOLS = symbols();
  private static final short[] BYTES = bytes();

  private ByteAlphabet() {}

  /// The character that spells the byte `value` (0–255).
  static char symbol(int value) {
    return SYMBOLS[value];
  }

  /// The byte (0–255) that `symbol` spells, or -1 if it spells none.
  static int value(char symbol) {
    return symbol < BYTES.length ? BYTES[symbol] : -1;
  }

  /// All byte values, in the order of the characters that spell them.
  static int[] valuesInSymbolOrder() {
    return IntStream.range(0, 256)
        .boxed()
        .sorted(Comparator.comparingInt(value -> SYMBOLS[value]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  static String spell(byte[] bytes) {
    var spelled = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      spelled[i] = SYMBOLS[bytes[i] & 0xFF];
    }
    return new String(spelled);
  }

  static boolean spells(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      if (value(piece.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of a piece that is [spelled][#spells] in this alphabet.
  static byte[] bytes(String piece) {
    var bytes = new byte[piece.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) value(piece.charAt(i));
    }
    return bytes;
  }

  private static char[] symbols() {
    var symbols = new char[256];
    int next = 256;
    for (int value = 0; value < 256; value++) {
      boolean printable =
          (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
      symbols[value] = (char) (printable ? value : next++);
    }
    return symbols;
  }

  private static short[] bytes() {
    var bytes = new short[256 + 68];
    Arrays.fill(bytes, (short) -1);
    for (int value = 0; value < 256; value++) {
      bytes[SYMBOLS[value]] = (short) value;
    }
    return bytes;
  }
}
