package dev.uvaha.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFileTest {
  private final Path file;
  private final String good;

  TokenizerFileTest(@TempDir Path folder) throws IOException {
    file = folder.resolve("tokenizer.json");
    good = Files.readString(Fixtures.path("bpe.json"));
  }

  private void refuses(String content, String... parts) throws IOException {
    Files.writeString(file, content);
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(InvalidTokenizerException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageEndingWith("take a fresh copy of the file")
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(500));
  }

  private void refuses(UnaryOperator<String> damage, String... parts) throws IOException {
    var damaged = damage.apply(good);
    assertThat(damaged).as("the damage").isNotEqualTo(good);
    refuses(damaged, parts);
  }

  @Test
  void refusesWhatIsNoTokenizer() throws IOException {
    refuses("", "is no JSON object");
    refuses("[]", "is no JSON object");
    refuses("{}", "has no \"model\" object");
    refuses("{\"model\": 3}", "has no \"model\" object");
    refuses("not json at all", "no valid JSON at line 1, column");
    refuses("{\"model\": {\"type\": \"BPE\"}} trailing", "no valid JSON");
    refuses("{\"model\": {\"type\": \"BPE\"}} {}", "more text");
    refuses("{\"model\": {\"type\": \"Oracle\", \"vocab\": {\"a\": 0}}}", "library refuses it");
  }

  @Test
  void refusesTruncatedFiles() throws IOException {
    for (int length = 1; length < good.length(); length += 997) {
      refuses(good.substring(0, length), "no valid JSON at line");
    }
  }

  @Test
  void refusesDamagedBytes() throws IOException {
    var bytes = Files.readAllBytes(Fixtures.path("bpe.json"));
    bytes[bytes.length / 2] = (byte) 0xFF;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Tokenizer.load(file)).isInstanceOf(InvalidTokenizerException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000_000})
  void refusesDeepNesting(int depth) throws IOException {
    refuses("{\"model\": " + "{\"a\":".repeat(depth), "no valid JSON");
    refuses("{\"normalizer\": " + "[".repeat(depth), "no valid JSON");
  }

  @Test
  void refusesIdsOutOfRange() throws IOException {
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!\": 1e300,"), "no whole");
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!\": -5,"), "\"!\"", "-5", "out of range");
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!\": 686,"), "686", "end at 685");
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!\": 2147483647,"), "2147483647");
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!\": 99999999999999999999,"), "out of range");
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!\": \"5\","), "no whole number");
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!\": 6,"), "id 6 to two tokens");
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!\": 5, \"!\": 5,"), "\"!\" twice");
  }

  @Test
  void refusesTokensThatContradictEachOther() throws IOException {
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"cat sat\": 5,"), "no spelling of bytes");
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"!!!!\": 5,"), "no token for the byte 0x21");
    refuses(s -> s.replaceFirst("\"id\": 0", "\"id\": 1"), "<pad>", "two ids");
    refuses(s -> s.replaceFirst("\"id\": 0", "\"id\": -1"), "<pad>", "out of range");
    refuses(s -> s.replaceFirst("\"id\": 0,", ""), "without id or content");
    refuses(
        s -> s.replaceFirst("\"added_tokens\": \\[", "\"added_tokens\": 7, \"x\": ["), "no list");
  }

  @Test
  void refusesMergesOfUnknownTokens() throws IOException {
    UnaryOperator<String> unknown =
        s -> s.replaceFirst("\"merges\": \\[", "\"merges\": [\"Q zz\",");
    refuses(unknown, "merge 0", "\"zz\"", "not in the vocabulary");
    refuses(s -> s.replaceFirst("\"merges\": \\[", "\"merges\": [\"Q z\","), "\"Qz\"");
    refuses(s -> s.replaceFirst("\"merges\": \\[", "\"merges\": [\"Qz\","), "no pair");
    refuses(s -> s.replaceFirst("\"merges\": \\[", "\"merges\": [[\"Q\"],"), "no pair");
    refuses(s -> s.replaceFirst("\"merges\": \\[", "\"merges\": [null,"), "no pair");
    refuses(s -> s.replaceFirst("\"merges\": \\[", "\"merges\": [\"< pad>\","), "merge 0");
  }

  @Test
  void namesALongTokenInOneShortLine() throws IOException {
    var token = "line\\nline ".repeat(100_000);
    refuses(s -> s.replaceFirst("\"!\": 5,", "\"" + token + "\": -5,"), "…");
  }

  @Test
  void missingFileKeepsItsOwnError() {
    assertThatThrownBy(() -> Tokenizer.load(file)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aTokenizerOfAnotherKindIsNoByteLevelBpe() {
    var wordPiece = Fixtures.path("wordpiece.json");
    assertThatThrownBy(() -> ByteLevelBpe.load(wordPiece))
        .isInstanceOf(InvalidTokenizerException.class)
        .hasMessageContaining("its model is WordPiece");
  }
}
