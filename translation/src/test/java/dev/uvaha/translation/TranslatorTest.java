package dev.uvaha.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslatorTest {
  private static final int THREADS = 4;
  private static final SearchOptions SHORT = new SearchOptions(3, 0.6, 2, 7);

  /// Of float32, in sums of a few log-probabilities and in a row of weights.
  private static final double ROUNDING = 1e-4;

  /// Of many lengths in a mixed order, so that batches differ from the order given.
  private static final List<String> TEXTS =
      IntStream.range(0, 20).mapToObj(i -> "a cat, a street".substring(0, 1 + i * 7 % 15)).toList();

  @TempDir static Path folder;
  private static Translator translator;

  @BeforeAll
  static void load() throws IOException {
    translator = Translator.load(TinyTranslator.in(folder));
  }

  @Test
  void manyTextsAreTranslatedAsOneByOne() {
    var together = translator.translateAll(TEXTS, "uk", SHORT);
    var oneByOne = TEXTS.stream().map(text -> translator.translate(text, "uk", SHORT)).toList();
    assertSame(together, oneByOne);
    assertThat(translator.translateAll(List.of(), "uk", SHORT)).isEmpty();
  }

  @Test
  void looksAsItDidAtACheckpoint(@TempDir Path run) throws IOException {
    TinyTranslator.in(run);
    var model = Transformer.FOLDER.load(run);
    var now = Translator.at(run, run.resolve("model.safetensors"));
    assertThat(encoder(now)).isDeepEqualTo(encoder(Translator.load(run, Device.CPU)));
    model
        .parameters()
        .values()
        .forEach(parameter -> parameter.assign(parameter.value().multiply(2)));
    var checkpoint = run.resolve("step-7.safetensors");
    Weights.save(model, checkpoint);
    assertThat(encoder(Translator.at(run, checkpoint)).length).isEqualTo(encoder(now).length);
    assertThat(encoder(Translator.at(run, checkpoint))[0]).isNotEqualTo(encoder(now)[0]);
    assertThatThrownBy(() -> Translator.at(run, run.resolve("config.json")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[][] encoder(Translator translator) {
    return translator.attention("a cat", "uk", "a cat").encoder().getFirst().weights();
  }

  @Test
  void threadsShareItAndGetWhatOneThreadGets() throws Exception {
    Callable<List<Translation>> all =
        () -> TEXTS.stream().map(text -> translator.translate(text, "uk", SHORT)).toList();
    var alone = all.call();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (var result : threads.invokeAll(IntStream.range(0, THREADS).mapToObj(_ -> all).toList()))
        assertSame(result.get(), alone);
    }
  }

  @Test
  void candidatesAreRanked() {
    var candidates = translator.translate("a cat", "en", SHORT).candidates();
    assertThat(candidates).hasSize(2);
    assertThat(candidates.getFirst().score()).isGreaterThanOrEqualTo(candidates.getLast().score());
    assertThat(candidates.getFirst().text()).isNotEqualTo(candidates.getLast().text());
  }

  @Test
  void wordsNeverSeenAreNamedWithWordsLikeThem() {
    var text = "The kat sees Zürich";
    var unknown =
        List.of(new UnknownWord("kat", List.of("cat")), new UnknownWord("Zürich", List.of()));
    assertThat(translator.unknownWords(text)).isEqualTo(unknown);
    assertThat(translator.translate(text, "uk", SHORT).unknownWords()).isEqualTo(unknown);
    assertThat(translator.unknownWords("The cat sees the street.")).isEmpty();
    assertThat(translator.knownWords()).hasValue(6);
  }

  @Test
  void anOpenVocabularyKnowsEveryWord(@TempDir Path open) throws IOException {
    TinyTranslator.in(open);
    Files.delete(open.resolve("words.txt"));
    var translator = Translator.load(open);
    assertThat(translator.knownWords()).isEmpty();
    assertThat(translator.unknownWords("kat")).isEmpty();
  }

  @Test
  void theDirectionIsGuessedFromTheScript() {
    assertThat(translator.languages()).containsExactly("en", "uk");
    assertThat(translator.translate("a cat").language()).isEqualTo("uk");
    assertThat(translator.translate("кіт").language()).isEqualTo("en");
    assertThat(translator.translate("кіт AI").language()).isEqualTo("en");
  }

  @Test
  void whatCannotBeTranslatedIsRefusedInOneLine() {
    assertRefused(" \t\n", "uk", "nothing to translate: the text is empty");
    assertRefused("a cat", "de", "this model translates into en and uk, not into 'de'");
    assertRefused(
        "z".repeat(50),
        "uk",
        "the text has 53 tokens and the model reads at most %d: split it into sentences, one a line"
            .formatted(TinyTranslator.MAXIMUM_LENGTH));
    assertThatThrownBy(() -> translator.decoderInput("z".repeat(50)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the target has 50 tokens and the model writes at most 22");
  }

  @Test
  void attentionMapsHaveTheTokensAndRowsThatSumToOne() {
    var attention = translator.attention("a cat", "uk", "the cat");
    assertThat(attention.source()).startsWith("<2uk>").endsWith("</s>");
    assertThat(attention.target()).startsWith("<s>").doesNotContain("</s>");
    assertThat(String.join("", attention.source()).replace(" ", "")).isEqualTo("<2uk>Acat.</s>");
    assertMaps(attention.encoder(), attention.source(), attention.source());
    assertMaps(attention.decoder(), attention.target(), attention.target());
    assertMaps(attention.cross(), attention.target(), attention.source());
    for (var map : attention.decoder())
      for (var query = 0; query < map.queries().size(); query++)
        for (var key = query + 1; key < map.keys().size(); key++)
          assertThat(map.weights()[query][key]).as("the future of " + query).isZero();
  }

  /// It writes `=` again and again, which its tokenizer would read as `==`.
  @Test
  void attentionIsOfTheTokensThatWereChosen(@TempDir Path folder) throws IOException {
    var file = TinyTranslator.in(folder).resolve("tokenizer.json");
    Files.writeString(
        file, Files.readString(file).replace("\"Ġsees\"", "\"==\"").replace("Ġs ees", "= ="));
    var translator = Translator.load(folder);
    var translation = translator.translate("a cat, a street", "uk", SearchOptions.DEFAULT);
    assertThat(translation.text()).contains("==");
    var tokens = translator.attention(translation).target();
    assertThat(tokens).startsWith("<s>").doesNotContain("==");
    assertThat(String.join("", tokens.subList(1, tokens.size()))).isEqualTo(translation.text());
    assertThat(translator.attention("a cat, a street", "uk").target())
        .contains("=")
        .doesNotContain("==");
  }

  @Test
  void aTraceHoldsEveryLayerByName() {
    var source = translator.source("a cat", "uk");
    var target = translator.decoderInput("the cat");
    Function<Map<String, Tensor>, Map<String, String>> shapes =
        tensors ->
            tensors.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().shape().toString()));
    var traced = translator.trace(source, target, shapes);
    int s = source.length;
    int t = target.length;
    assertThat(traced)
        .hasSize(1 + 2 * (TinyTranslator.LAYERS + 1) + 3 * TinyTranslator.LAYERS)
        .containsKey("logits");
    for (var state = 0; state <= TinyTranslator.LAYERS; state++)
      assertThat(traced)
          .containsEntry("encoder_hidden_states." + state, "[1, %d, 12]".formatted(s))
          .containsEntry("decoder_hidden_states." + state, "[1, %d, 12]".formatted(t));
    for (var layer = 0; layer < TinyTranslator.LAYERS; layer++)
      assertThat(traced)
          .containsEntry("encoder_attentions." + layer, "[1, 3, %d, %d]".formatted(s, s))
          .containsEntry("decoder_attentions." + layer, "[1, 3, %d, %d]".formatted(t, t))
          .containsEntry("cross_attentions." + layer, "[1, 3, %d, %d]".formatted(t, s));
  }

  @Test
  void weightsThatAreNoNumbersAreRefusedNotTranslatedBy(@TempDir Path damaged) throws IOException {
    TinyTranslator.in(damaged);
    var model = Transformer.FOLDER.load(damaged);
    Autograd.noGradient(() -> {
      for (var parameter : model.parameters().values()) parameter.value().fillInPlace(Double.NaN);
    });
    Transformer.FOLDER.save(model, model.config(), damaged);
    for (var device : List.of(Device.JVM, Device.CPU))
      assertThatThrownBy(() -> Translator.load(damaged, device).translate("The cat.", "uk", SHORT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("its weights are damaged");
  }

  private static void assertSame(List<Translation> found, List<Translation> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (var i = 0; i < found.size(); i++) {
      var one = found.get(i);
      var other = expected.get(i);
      assertThat(one.source()).isEqualTo(other.source());
      assertThat(one.language()).isEqualTo(other.language());
      assertThat(one.unknownWords()).isEqualTo(other.unknownWords());
      assertThat(one.candidates()).hasSameSizeAs(other.candidates());
      for (var rank = 0; rank < one.candidates().size(); rank++) {
        var candidate = one.candidates().get(rank);
        var like = other.candidates().get(rank);
        assertThat(candidate.text()).as(one.source()).isEqualTo(like.text());
        assertThat(candidate.score()).isCloseTo(like.score(), within(ROUNDING));
      }
    }
  }

  private static void assertRefused(String text, String language, String message) {
    assertThatThrownBy(() -> translator.translate(text, language, SHORT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static void assertMaps(List<AttentionMap> maps, List<String> queries, List<String> keys) {
    assertThat(maps).hasSize(TinyTranslator.LAYERS * TinyTranslator.HEADS);
    for (var i = 0; i < maps.size(); i++) {
      var map = maps.get(i);
      assertThat(map.layer()).isEqualTo(i / TinyTranslator.HEADS);
      assertThat(map.head()).isEqualTo(i % TinyTranslator.HEADS);
      assertThat(map.queries()).isEqualTo(queries);
      assertThat(map.keys()).isEqualTo(keys);
      for (var row : map.weights()) {
        var sum = 0.0;
        for (var weight : row) sum += weight;
        assertThat(sum).isCloseTo(1, within(ROUNDING));
      }
    }
  }
}
