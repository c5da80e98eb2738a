package dev.uvaha.text.metrics;

import java.util.ArrayList;
import java.util.List;

/// What Python's `str.split()` and `str.rstrip()` take for white space, since sacreBLEU does.
final class UnicodeSpaces {
  private UnicodeSpaces() {}

  static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r')
        || (c >= 0x1C && c <= ' ')
        || c == 0x85
        || Character.isSpaceChar(c);
  }

  static List<String> split(String text) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isSpace(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  static String withoutTrailing(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
