package dev.uvaha.translation.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.translation.TranslationAttention;
import dev.uvaha.translation.view.AttentionTable.Ink;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class AttentionSvgTest {
  @Test
  void drawsEveryLayerAndHeadAndOneMapLarge() throws Exception {
    var maps = texts(parse(svg(Attentions.cat())), "g", "transform");
    assertThat(maps.filter(transform -> transform.startsWith("scale("))).hasSize(3 * 3 * 5 + 1);
  }

  @Test
  void namesTokensOnTheAxes() throws Exception {
    var document = parse(svg(Attentions.cat()));
    var texts = texts(document, "text", "");
    assertThat(texts).contains("cat", "·іт", "</s>", "<2uk>", "head 5", "layer 3", "100%");
  }

  @Test
  void anyTokenGivesWellFormedXml() throws Exception {
    var tokens =
        List.of("\u0000", "\u001B[31m", "<&>\"'", "\u202E", "\uD800", "\uFFFF", "👩‍🚀", "\t", " ");
    var texts = texts(parse(svg(Attentions.of(tokens, tokens, 1, 2))), "text", "").toList();
    assertThat(texts).contains("␀", "␛[31m", "<&>\"'", "<U+202E>", "\uFFFD", "<U+FFFF>", "👩‍🚀");
  }

  @Test
  void drawsTheSameInEveryLocale() throws Exception {
    var expected = rendered();
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(rendered()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  /// Every format, and the terminal's escapes.
  private static List<String> rendered() throws Exception {
    var all = new ArrayList<>(new AttentionTable(80, Ink.COLOURS).lines(Attentions.cat()));
    for (var format : AttentionFormat.values()) {
      var text = new StringWriter();
      format.render(Attentions.cat(), text);
      all.add(text.toString());
    }
    return all;
  }

  private static String svg(TranslationAttention attention) throws Exception {
    var svg = new StringWriter();
    AttentionFormat.SVG.render(attention, svg);
    return svg.toString();
  }

  private static Document parse(String svg) throws Exception {
    var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return parser.parse(new InputSource(new StringReader(svg)));
  }

  /// The contents of all elements of a name, or of their attribute.
  private static java.util.stream.Stream<String> texts(
      Document document, String element, String attribute) {
    var nodes = document.getElementsByTagName(element);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .map(node -> (org.w3c.dom.Element) node)
        .map(node -> attribute.isEmpty() ? node.getTextContent() : node.getAttribute(attribute));
  }
}
