package dev.uvaha.translation.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class AttentionFormatTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theEndingOfTheNameChooses() {
    assertThat(AttentionFormat.of(Path.of("a.b/cat.HTML"))).isEqualTo(AttentionFormat.HTML);
    assertThat(AttentionFormat.of(Path.of("cat.svg"))).isEqualTo(AttentionFormat.SVG);
    assertThat(AttentionFormat.of(Path.of("cat.json"))).isEqualTo(AttentionFormat.JSON);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AttentionFormat.of(Path.of("cat.png")))
        .withMessageContaining("cat.png")
        .withMessageContaining(".html, .svg or .json");
  }

  @Test
  void jsonHoldsTokensAndExactWeights() throws IOException {
    var attention = Attentions.cat();
    var file = folder.resolve("new/folder/cat.json");
    AttentionFormat.of(file).write(attention, file);
    var json = JsonMapper.shared().readTree(file.toFile());
    assertThat(json.get("source").valueStream().map(token -> token.asString()))
        .containsExactlyElementsOf(attention.source());
    assertThat(json.get("target").get(0).asString()).isEqualTo("<s>");
    assertThat(json.get("written").get(0).asString()).isEqualTo("К");
    for (var map : attention.decoder()) {
      var matrix = json.get("decoder").get(map.layer()).get(map.head());
      for (int t = 0; t < map.weights().length; t++)
        for (int s = 0; s < map.weights()[t].length; s++)
          assertThat(matrix.get(t).get(s).asFloat()).isEqualTo(map.weights()[t][s]);
    }
  }

  @Test
  void replacesTheFileAndLeavesNothingAside() throws IOException {
    var file = Files.writeString(folder.resolve("cat.svg"), "old");
    AttentionFormat.SVG.write(Attentions.cat(), file);
    assertThat(file).content().startsWith("<svg").endsWith("</svg>\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatCannotBeWrittenIsOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    assertThatIOException()
        .isThrownBy(() -> AttentionFormat.HTML.write(Attentions.cat(), file.resolve("cat.html")))
        .withMessageStartingWith("cannot write " + file.resolve("cat.html"))
        .withMessageNotContaining("\n");
    assertThatIOException()
        .isThrownBy(() -> AttentionFormat.HTML.write(Attentions.cat(), folder))
        .withMessage("cannot write " + folder + ": it is a folder");
  }
}
