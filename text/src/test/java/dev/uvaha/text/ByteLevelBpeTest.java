package dev.uvaha.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteLevelBpeTest {
  private static final List<String> SPECIALS = List.of("<pad>", "<s>", "</s>", "<2en>", "<2uk>");

  private final ByteLevelBpe huggingFace = load("bpe.json");

  private static ByteLevelBpe load(String fixture) {
    try {
      return ByteLevelBpe.load(Fixtures.path(fixture));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteLevelBpe trained() throws Exception {
    var corpus = Utf8Lines.all(Fixtures.path("corpus.txt"));
    return new BpeTrainer(BpeTrainerConfig.ofMerges(700, SPECIALS)).train(corpus.stream());
  }

  @Test
  void encodesAndDecodesAsHuggingFace() {
    var expected = Fixtures.json("bpe-expected.json");
    for (var pair : expected.get("encoded")) {
      var text = pair.get("text").stringValue();
      assertThat(huggingFace.encode(text)).as(text).isEqualTo(Fixtures.ints(pair.get("ids")));
    }
    for (var pair : expected.get("decoded")) {
      assertThat(huggingFace.decode(Fixtures.ints(pair.get("ids"))))
          .isEqualTo(pair.get("text").stringValue());
    }
  }

  @Test
  void trainsAsHuggingFace(@TempDir Path folder) throws Exception {
    var ours = folder.resolve("ours.json");
    var theirs = folder.resolve("theirs.json");
    trained().save(ours);
    huggingFace.save(theirs);
    assertThat(ours).hasSameTextualContentAs(theirs);
  }

  @Test
  void readsWhatItHasWritten(@TempDir Path folder) throws Exception {
    var file = folder.resolve("run/tokenizer.json");
    trained().save(file);
    var loaded = Tokenizer.load(file);
    assertThat(loaded).isInstanceOf(ByteLevelBpe.class);
    assertThat(loaded.specialTokens()).isEqualTo(SPECIALS);
    assertThat(loaded.vocabularySize()).isEqualTo(5 + 256 + 425);
    var text = Files.readString(Fixtures.path("corpus.txt"));
    assertThat(loaded.encode(text)).isEqualTo(huggingFace.encode(text));
    try (var left = Files.list(folder.resolve("run"))) {
      assertThat(left).as("nothing is left aside").containsExactly(file);
    }
  }

  @Test
  void givesAnyTextBackExactly() {
    for (long seed = 1; seed <= 300; seed++) {
      var text = randomText(new Random(seed));
      var tokens = huggingFace.encode(text);
      assertThat(huggingFace.decode(tokens)).as("seed %d", seed).isEqualTo(text);
    }
    var words = "The cat didn't cross the street 🙂 ".repeat(2000) + "кіт";
    assertThat(huggingFace.decode(huggingFace.encode(words))).isEqualTo(words);
    var oneWord = "aаb".repeat(100_003);
    assertThat(huggingFace.decode(huggingFace.encode(oneWord))).isEqualTo(oneWord);
    assertThat(huggingFace.encode("")).isEmpty();
    assertThat(huggingFace.decode()).isEmpty();
  }

  private static String randomText(Random random) {
    int limit = random.nextBoolean() ? 0x110000 : random.nextBoolean() ? 0x500 : 0x80;
    return random
        .ints(random.nextInt(97), 0, limit)
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Test
  void loneSurrogatesCountAsReplacementCharacters() {
    assertThat(huggingFace.encode("a\uD800b\uDC00"))
        .isEqualTo(huggingFace.encode("a\uFFFDb\uFFFD"));
    assertThat(huggingFace.encode("\uD83D\uDE42")).isEqualTo(huggingFace.encode("🙂"));
  }

  @Test
  void textNeverBecomesASpecialToken() throws Exception {
    for (var tokenizer : List.of(huggingFace, trained())) {
      var text = String.join("", SPECIALS) + " " + String.join(" ", SPECIALS);
      var ids = tokenizer.encode(text);
      assertThat(IntStream.of(ids)).allMatch(id -> id >= SPECIALS.size());
      assertThat(tokenizer.decode(ids)).isEqualTo(text);
    }
    var onlySpecials = new BpeTrainer(BpeTrainerConfig.ofMerges(50, SPECIALS));
    var ids = onlySpecials.train(SPECIALS.stream()).encode("<2en>");
    assertThat(IntStream.of(ids)).allMatch(id -> id >= SPECIALS.size());
  }

  @Test
  void decodingLeavesSpecialTokensOut() {
    assertThat(huggingFace.decode(concatenated(new int[] {1, 4}, huggingFace.encode("Кіт."), 2, 0)))
        .isEqualTo("Кіт.");
    assertThatThrownBy(() -> huggingFace.decode(686))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token id 686 is not in the vocabulary, whose ids run from 0 to 685");
    assertThatThrownBy(() -> huggingFace.token(-1)).hasMessageContaining("-1");
  }

  private static int[] concatenated(int[] first, int[] second, int... third) {
    return Stream.of(first, second, third).flatMapToInt(IntStream::of).toArray();
  }

  @Test
  void everyTokenLooksLikeItsText() {
    assertThat(huggingFace.token(4)).isEqualTo("<2uk>");
    assertThat(huggingFace.id("<2uk>")).hasValue(4);
    assertThat(huggingFace.id(" cat")).isPresent();
    assertThat(huggingFace.id("Ġcat")).as("the file's spelling isn't its text").isEmpty();
    assertThat(huggingFace.token(huggingFace.encode("К")[0])).isEqualTo("К");
    assertThat(huggingFace.id("<0xD0>")).isPresent();
    for (int id = 0; id < huggingFace.vocabularySize(); id++) {
      assertThat(huggingFace.id(huggingFace.token(id))).as(huggingFace.token(id)).hasValue(id);
    }
  }

  @Test
  void isSafeToShareBetweenThreads() throws Exception {
    var shared = trained();
    var lines = Utf8Lines.all(Fixtures.path("corpus.txt"));
    var expected = lines.stream().map(line -> List.of(boxed(huggingFace.encode(line)))).toList();
    Callable<Object> task =
        () -> lines.stream().map(line -> List.of(boxed(shared.encode(line)))).toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var result : threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
  }

  private static List<Integer> boxed(int[] ids) {
    return IntStream.of(ids).boxed().toList();
  }

  @Test
  void tellsProgressAndStopsWhenNoPairIsLeft() {
    var heard = new ArrayList<Integer>();
    var trainer = new BpeTrainer(BpeTrainerConfig.ofMerges(1000, SPECIALS));
    var small =
        trainer.train(List.of("abab ab", "").stream(), (merges, total) -> heard.add(merges));
    assertThat(heard)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, heard.size()).boxed().toList());
    assertThat(small.vocabularySize()).isEqualTo(5 + 256 + heard.size());
    assertThat(small.encode("abab")).hasSize(1);
  }

  @Test
  void configurationIsChecked() {
    assertThatThrownBy(() -> new BpeTrainerConfig(260, 1, SPECIALS)).hasMessageContaining("261");
    assertThatThrownBy(() -> new BpeTrainerConfig(300, 0, SPECIALS)).hasMessageContaining("0");
    assertThatThrownBy(() -> BpeTrainerConfig.ofMerges(1, List.of("a")))
        .hasMessageContaining("\"a\"");
    assertThatThrownBy(() -> BpeTrainerConfig.ofMerges(1, List.of("<s>", "<s>")))
        .hasMessageContaining("distinct");
  }

  @Test
  void readsMergesInBothForms(@TempDir Path folder) throws Exception {
    var old = Files.readString(Fixtures.path("bpe.json"), StandardCharsets.UTF_8);
    var legacy = folder.resolve("legacy.json");
    Files.writeString(
        legacy, old.replaceAll("\\[\\s*\"(\\S+)\",\\s*\"(\\S+)\"\\s*\\]", "\"$1 $2\""));
    assertThat(ByteLevelBpe.load(legacy).encode("The cat's вулиця"))
        .isEqualTo(huggingFace.encode("The cat's вулиця"));
  }
}
