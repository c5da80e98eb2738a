package dev.uvaha.language.chat;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// A template's source as the library reads it rightly: the space around tags is as Jinja's rules
/// have it, of which the library keeps only some. Chat templates are rendered with `trim_blocks`
/// and `lstrip_blocks`:
/// - a newline after a `{% block %}` or a `{# comment #}` goes, unless it ends with `+%}`
/// - space before one on its line goes, if nothing else is there, unless it begins with `{%+`
/// - `{%-`, `{{-` and `{#-` take all space before them, `-%}`, `-}}` and `-#}` all behind them
/// - the template's last newline goes
///
/// Comments go as well, and the marks `{% generation %}` and `{% endgeneration %}`, which render
/// nothing: they tell what an assistant said, for training.
final class JinjaSource {
  private static final Pattern GENERATION = Pattern.compile("(end)?generation");
  private static final Pattern FILTER = Pattern.compile("\\|\\s*(\\w+)");
  private static final Pattern TEST = Pattern.compile("\\bis\\s+(?:not\\s+)?(\\w+)");
  private static final Pattern STRING =
      Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"");
  private static final Pattern FILTERED_LOOP = Pattern.compile("for\\s.*\\sin\\s.*\\sif\\s.*");

  private final String template;
  private final StringBuilder plain = new StringBuilder();
  private final Set<String> filters = new HashSet<>();
  private final Set<String> tests = new HashSet<>();
  private int position;

  /// Whether the last tag takes the space behind it.
  private Trim behind = Trim.NOTHING;

  private enum Trim {
    NOTHING,
    NEWLINE,
    ALL
  }

  private JinjaSource(String template) {
    this.template =
        template.endsWith("\n") ? template.substring(0, template.length() - 1) : template;
  }

  /// Reads it.
  ///
  /// @throws IllegalArgumentException if a tag does not end, or is known to render as something
  ///   else than it says
  static JinjaSource of(String template) {
    var source = new JinjaSource(template);
    while (source.position < source.template.length()) source.next();
    return source;
  }

  /// Without marks for space, comments or space that is not to be rendered.
  String plain() {
    return plain.toString();
  }

  /// The names of the filters that it uses.
  Set<String> filters() {
    return Set.copyOf(filters);
  }

  /// The names of the tests that it uses, as in `is defined`.
  Set<String> tests() {
    return Set.copyOf(tests);
  }

  private void next() {
    var start = tagStart(position);
    text(start);
    if (start < template.length()) tag(start);
  }

  private int tagStart(int from) {
    for (var i = from; i + 1 < template.length(); i++)
      if (template.charAt(i) == '{' && "{%#".indexOf(template.charAt(i + 1)) >= 0) return i;
    return template.length();
  }

  /// The text up to the next tag, cut at both ends.
  private void text(int end) {
    var from = position;
    switch (behind) {
      case NOTHING -> {}
      case NEWLINE -> from = afterNewline(from, end);
      case ALL -> {
        while (from < end && Character.isWhitespace(template.charAt(from))) from++;
      }
    }
    plain.append(template, from, trimmedEnd(from, end));
    position = end;
  }

  private int afterNewline(int from, int end) {
    if (template.startsWith("\r\n", from) && from + 2 <= end) return from + 2;
    return from < end && template.charAt(from) == '\n' ? from + 1 : from;
  }

  /// Where text ends before a tag, or before the template's end.
  private int trimmedEnd(int from, int tag) {
    if (tag == template.length()) return tag;
    var mark = tag + 2 < template.length() ? template.charAt(tag + 2) : ' ';
    var end = tag;
    if (mark == '-') {
      while (end > from && Character.isWhitespace(template.charAt(end - 1))) end--;
    } else if (mark != '+' && template.charAt(tag + 1) != '{') {
      while (end > from && isBlank(template.charAt(end - 1))) end--;
      var beginsLine = end == 0 || template.charAt(end - 1) == '\n';
      if (!beginsLine) return tag;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void tag(int start) {
    var kind = template.charAt(start + 1);
    var closing = kind == '{' ? "}}" : kind + "}";
    var end = kind == '#' ? template.indexOf(closing, start + 2) : tagEnd(start + 2, closing);
    if (end < 0)
      throw new IllegalArgumentException(
          "a tag does not end: "
              + template.substring(start, Math.min(start + 40, template.length())));
    var from = "-+".indexOf(template.charAt(start + 2)) >= 0 ? start + 3 : start + 2;
    var mark = end > from ? template.charAt(end - 1) : ' ';
    var to = mark == '-' || (mark == '+' && kind != '{') ? end - 1 : end;
    behind = mark == '-' ? Trim.ALL : kind == '{' || mark == '+' ? Trim.NOTHING : Trim.NEWLINE;
    position = end + 2;
    var code = template.substring(from, Math.max(from, to));
    if (kind == '#' || (kind == '%' && GENERATION.matcher(code.strip()).matches())) return;
    if (kind == '%' && FILTERED_LOOP.matcher(code.strip()).matches())
      throw new IllegalArgumentException(
          "a loop with a condition is not supported: " + code.strip());
    var names = STRING.matcher(code).replaceAll("''");
    FILTER.matcher(names).results().forEach(found -> filters.add(found.group(1)));
    TEST.matcher(names).results().forEach(found -> tests.add(found.group(1)));
    plain.append('{').append(kind).append(' ').append(code.strip()).append(' ').append(closing);
  }

  /// Where a tag's closing mark is, outside of strings; below 0 if nowhere.
  private int tagEnd(int from, String closing) {
    var quote = ' ';
    for (var i = from; i < template.length(); i++) {
      var c = template.charAt(i);
      if (quote != ' ') {
        if (c == '\\') i++;
        else if (c == quote) quote = ' ';
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (template.startsWith(closing, i)) {
        return i;
      }
    }
    return -1;
  }
}
