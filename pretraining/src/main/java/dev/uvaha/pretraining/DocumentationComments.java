package dev.uvaha.pretraining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The documentation comments of a Java source, as paragraphs of plain text: without markup, code
/// and block tags.
final class DocumentationComments {
  private static final Pattern COMMENT =
      Pattern.compile("(?s)/\\*\\*(?!/)(.*?)\\*/|((?:(?m:^)[ \\t]*///[^\\n]*\\n)+)");
  private static final Pattern MARGIN = Pattern.compile("(?m)^[ \\t]*(\\*+|///)[ \\t]?");
  private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^[ \\t]*@\\w");
  private static final Pattern CODE =
      Pattern.compile(
          "(?is)<pre\\b.*?(</pre>|$)|<table\\b.*?(</table>|$)|<script\\b.*?</script>|<!--.*?-->|\\{@snippet\\b.*|```.*?(```|$)");
  private static final Pattern PARAGRAPH =
      Pattern.compile(
          "(?i)</?(p|li|ul|ol|h\\d|dl|dt|dd|div|br|hr|blockquote|tr|td)\\b[^>]*>|\\n\\s*\\n");
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]*>");
  private static final Pattern LINK =
      Pattern.compile("\\{@(?:link|linkplain)\\s+([^\\s{}]+)\\s*([^{}]*)\\}");
  private static final Pattern INLINE =
      Pattern.compile("\\{@(?:code|literal|value|index|return|systemProperty)\\s*([^{}]*)\\}");
  private static final Pattern ENTITY = Pattern.compile("&(#?\\w+);");

  private DocumentationComments() {}

  static List<String> of(String source) {
    var paragraphs = new ArrayList<String>();
    var comment = COMMENT.matcher(source);
    while (comment.find()) {
      var text = comment.group(1) == null ? comment.group(2) : comment.group(1);
      for (var paragraph : PARAGRAPH.split(plain(text), -1)) {
        var line = TAG.matcher(paragraph).replaceAll("").replaceAll("\\s+", " ").strip();
        if (!line.isEmpty()) paragraphs.add(entities(line));
      }
    }
    return paragraphs;
  }

  private static String plain(String comment) {
    var text = MARGIN.matcher(comment).replaceAll("");
    var tag = BLOCK_TAG.matcher(text);
    if (tag.find()) text = text.substring(0, tag.start());
    text = CODE.matcher(text).replaceAll("\n\n");
    text =
        LINK.matcher(text)
            .replaceAll(link -> Matcher.quoteReplacement(linked(link.group(1), link.group(2))));
    return INLINE.matcher(text).replaceAll(code -> Matcher.quoteReplacement(code.group(1).strip()));
  }

  /// What a link shows: its text, or the member's name.
  private static String linked(String target, String text) {
    if (!text.isBlank()) return text.strip();
    var member = target.substring(target.indexOf('#') + 1);
    var end = member.indexOf('(');
    return end < 0 ? member : member.substring(0, end);
  }

  private static String entities(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(entity ->
            Matcher.quoteReplacement(
                switch (entity.group(1)) {
                  case "lt" -> "<";
                  case "gt" -> ">";
                  case "amp" -> "&";
                  case "quot", "ldquo", "rdquo" -> "\"";
                  case "apos", "lsquo", "rsquo", "#39" -> "'";
                  case "nbsp" -> " ";
                  case "mdash", "ndash" -> "-";
                  default -> entity.group();
                }));
  }
}
