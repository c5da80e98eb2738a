package dev.uvaha.translation.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.translation.TranslationAttention;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AttentionHtmlTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

  /// Half a step of a byte that holds the square root, at its steepest.
  private static final float QUANTISATION = 0.004f;

  @Test
  void needsNothingFromElsewhere() {
    var page = page(Attentions.cat());
    assertThat(page)
        .doesNotContain("http:", "https:", "src=", "url(", "@import", "fetch(", "XMLHttp")
        .contains("Content-Security-Policy")
        .doesNotContain("{{");
  }

  @Test
  void holdsEveryWeightOfEveryLayerAndHead() throws DataFormatException {
    var attention = Attentions.cat();
    var stacks = data(page(attention));
    assertThat(stacks.valueStream().map(stack -> stack.get("title").asString()))
        .containsExactly("Cross-attention", "Encoder self-attention", "Decoder self-attention");
    var cross = stacks.get(0);
    int layers = cross.get("layers").asInt();
    int heads = cross.get("heads").asInt();
    int rows = cross.get("queries").size();
    int columns = cross.get("keys").size();
    var bytes = inflated(cross.get("weights").asString(), layers * heads * rows * columns);
    int i = 0;
    for (var map : attention.cross())
      for (var row : map.weights())
        for (var weight : row) {
          double root = (bytes[i++] & 0xFF) / 255.0;
          assertThat((float) (root * root)).isCloseTo(weight, within(QUANTISATION));
        }
    assertThat(i).isEqualTo(bytes.length);
  }

  @Test
  void rowsOfCrossAttentionAreNamedByWhatWasWritten() {
    var queries = data(page(Attentions.cat())).get(0).get("queries");
    assertThat(queries.get(0).asString()).isEqualTo("К");
    assertThat(queries.get(1).asString()).isEqualTo("·іт");
    assertThat(queries.get(queries.size() - 1).asString()).isEqualTo("</s>");
  }

  @Test
  void textCannotBecomeMarkup() {
    var hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{data}}";
    var attention = Attentions.of(List.of("<2uk>", hostile, "</s>"), List.of("<s>", "\"'&"), 1, 2);
    var page = page(attention);
    assertThat(page).doesNotContain("<script>alert", "<img").contains("&lt;/script&gt;");
    assertThat(data(page).get(0).get("keys").get(1).asString()).isEqualTo(hostile);
  }

  @Test
  void staysSmallForLongSentences() {
    var attention = Attentions.of(Attentions.words(120), Attentions.words(113), 6, 8);
    assertThat(page(attention).length()).isLessThan(3_000_000);
  }

  private static String page(TranslationAttention attention) {
    var page = new StringWriter();
    try {
      AttentionFormat.HTML.render(attention, page);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return page.toString();
  }

  private static JsonNode data(String page) {
    var data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    return JsonMapper.shared().readTree(data.group(1));
  }

  private static byte[] inflated(String base64, int size) throws DataFormatException {
    try (var inflater = new Inflater()) {
      inflater.setInput(Base64.getDecoder().decode(base64));
      var bytes = new byte[size];
      assertThat(inflater.inflate(bytes)).isEqualTo(size);
      return bytes;
    }
  }
}
