package dev.uvaha.finetuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.data.CorpusException;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.CharacterTokenizer;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.training.classification.Classification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {
  @TempDir Path folder;

  /// A language model that has learnt nothing.
  @BeforeEach
  void write() throws IOException {
    Randomness.seed(1);
    var model = folder.resolve("model");
    var tokenizer = CharacterTokenizer.of(Stream.of("abcdefgh "), List.of("<|endoftext|>"));
    var config = GptConfig.of(tokenizer.vocabularySize(), 1, 2, 14, 23, 0.1);
    HuggingFace.save(Gpt.create(config), config, model);
    tokenizer.save(model.resolve("tokenizer.json"));
    Files.writeString(folder.resolve("train.tsv"), vowels(240, 1));
    Files.writeString(folder.resolve("valid.tsv"), vowels(60, 2));
    Files.writeString(folder.resolve("test.tsv"), vowels(60, 3));
  }

  /// Whether there is an `a` in a text: not too hard.
  private static String vowels(int count, long seed) {
    var random = new Random(seed);
    return random
        .ints(count, 0, 2)
        .mapToObj(label -> {
          var text =
              random
                  .ints(5, 0, 6)
                  .mapToObj(i -> "bcdefg".substring(i, i + 1))
                  .collect(Collectors.joining());
          return label == 0
              ? "without\t" + text
              : "with\t" + text.substring(0, 2) + "a" + text.substring(2);
        })
        .collect(Collectors.joining("\n"));
  }

  private FineTuningRecipe recipe(String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "data.train=" + folder.resolve("train.tsv"),
                "data.valid=" + folder.resolve("valid.tsv"),
                "data.test=" + folder.resolve("test.tsv"),
                "data.batch=16",
                "model.folder=" + folder.resolve("model"),
                "training.learningRate=0.02",
                "training.precision=float32",
                "training.epochs=4"));
    all.addAll(List.of(settings));
    return FineTuningRecipe.named("classification", all);
  }

  @Test
  void aLanguageModelBecomesAClassifier() {
    var out = folder.resolve("run");
    var trained = FineTuning.start(recipe(), out);
    assertThat(trained.test().orElseThrow().accuracy()).isGreaterThan(0.9);
    var classifier = TextClassifier.load(out);
    assertThat(classifier.labels()).containsExactly("with", "without");
    var told = classifier.classify(List.of("bcadf"));
    assertThat(accuracy(classifier))
        .isCloseTo(trained.test().orElseThrow().accuracy(), within(1e-9));
    assertThat(told.answers().stream().mapToDouble(Classification.Answer::probability).sum())
        .isCloseTo(1, within(1e-5));
    assertThat(out.resolve("test.json")).exists();
    assertThat(out.resolve("confusion.svg")).exists();
    assertThat(HuggingFace.languageModel(out).vocabulary()).isEqualTo(13);
    assertThatThrownBy(() -> classifier.classify(List.of("a", "b")))
        .hasMessage("the classifier reads text, got 2 texts");
  }

  @Test
  void changesOfLowRankAreFewAndMergeIntoTheModel() {
    var out = folder.resolve("run");
    var trained =
        FineTuning.start(
            recipe("model.adapter.kind=low-rank", "model.adapter.rank=2", "model.adapter.maps=all"),
            out);
    try (var changes = Checkpoint.open(out.resolve("trained.safetensors"));
        var whole = Checkpoint.open(out.resolve("model.safetensors"))) {
      assertThat(changes.names())
          .allMatch(name -> name.contains(".change.") || name.startsWith("head."));
      assertThat(whole.names()).noneMatch(name -> name.contains("change"));
    }
    assertThat(accuracy(TextClassifier.load(out)))
        .isCloseTo(trained.test().orElseThrow().accuracy(), within(1e-9));
  }

  private static double accuracy(TextClassifier classifier) {
    var right = 0;
    for (var line : vowels(60, 3).split("\n", -1)) {
      var columns = line.split("\t", -1);
      if (classifier.classify(List.of(columns[1])).label().equals(columns[0])) right++;
    }
    return right / 60.0;
  }

  @Test
  void stoppedAndResumedEqualsNeverStopped() {
    var whole = folder.resolve("whole");
    FineTuning.start(recipe(), whole);
    var parts = folder.resolve("parts");
    var stop = new StopSignal();
    TrainingListener stopper =
        event -> {
          if (event instanceof TrainingEvent.Stepped && event.progress().step() == 7)
            stop.request();
        };
    var stopped = new FineTuning(_ -> {}, List.of(stopper), () -> stop).train(recipe(), parts);
    assertThat(stopped.training().ending()).isEqualTo(Ending.STOPPED);
    new FineTuning(_ -> {}, List.of(), StopSignal::new).goOn(parts, List.of());
    for (var file : List.of("model.safetensors", "classifier.safetensors", "test.json"))
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
  }

  @Test
  void otherKindsLearnFromJsonLinesToo() throws IOException {
    Files.writeString(
        folder.resolve("pairs.jsonl"),
        """
        {"label": "same", "first": "ab", "second": "ba"}
        {"label": "other", "first": "ab", "second": "cd"}
        """);
    Files.writeString(
        folder.resolve("entailment.jsonl"),
        """
        {"label": "follows", "premise": "abcd", "hypothesis": "ab"}
        {"label": "contradicts", "premise": "abcd", "hypothesis": "ef"}
        """);
    var pairs = FineTuning.start(on("similarity", "pairs.jsonl"), folder.resolve("pairs"));
    var both = TextClassifier.load(pairs.folder());
    assertThat(both.classify(List.of("ab", "cd")).answers())
        .isEqualTo(both.classify(List.of("cd", "ab")).answers());
    var entailment =
        FineTuning.start(on("entailment", "entailment.jsonl"), folder.resolve("entailment"));
    var follows = TextClassifier.load(entailment.folder());
    assertThat(follows.classify(List.of("abcd", "ab")).answers())
        .extracting(Classification.Answer::label)
        .containsExactlyInAnyOrder("follows", "contradicts");
    assertThat(follows.classify(List.of("ab", "abcd")).answers())
        .isNotEqualTo(follows.classify(List.of("abcd", "ab")).answers());
  }

  @Test
  void columnsAreLearntAsJsonLinesAre() throws IOException {
    var premises = List.of("abcd", "bcde", "cdef", "defg", "efgh");
    var columns = new StringBuilder();
    var lines = new StringBuilder();
    for (var premise : premises)
      for (var label : List.of("follows", "contradicts")) {
        var hypothesis = label.equals("follows") ? premise.substring(1, 3) : "h a";
        columns.append(String.join("\t", label, premise, hypothesis)).append('\n');
        lines.append(
            "{\"label\": \"%s\", \"premise\": \"%s\", \"hypothesis\": \"%s\"}%n"
                .formatted(label, premise, hypothesis));
      }
    Files.writeString(folder.resolve("entailment.tsv"), columns);
    Files.writeString(folder.resolve("entailment.jsonl"), lines);
    var tsv = FineTuning.start(on("entailment", "entailment.tsv"), folder.resolve("tsv"));
    var json = FineTuning.start(on("entailment", "entailment.jsonl"), folder.resolve("json"));
    var classifier = TextClassifier.load(tsv.folder());
    assertThat(classifier.kind()).isEqualTo(Kind.ENTAILMENT);
    assertThat(classifier.labels()).containsExactly("contradicts", "follows");
    for (var file : List.of("model.safetensors", "classifier.safetensors"))
      assertThat(tsv.folder().resolve(file)).hasSameBinaryContentAs(json.folder().resolve(file));
  }

  @Test
  void examplesOfUnequalNumbersOfChoicesAreLearnt() throws IOException {
    Files.writeString(folder.resolve("train.jsonl"), choices(240, 1));
    Files.writeString(folder.resolve("valid.jsonl"), choices(60, 2));
    Files.writeString(folder.resolve("test.jsonl"), choices(60, 3));
    var trained =
        FineTuning.start(
            recipe(
                "data.kind=multiple-choice",
                "data.train=" + folder.resolve("train.jsonl"),
                "data.valid=" + folder.resolve("valid.jsonl"),
                "data.test=" + folder.resolve("test.jsonl")),
            folder.resolve("run"));
    var test = trained.test().orElseThrow();
    assertThat(test.labels()).containsExactly("0", "1", "2", "3", "4");
    assertThat(test.accuracy()).isGreaterThan(0.9);
    var classifier = TextClassifier.load(trained.folder());
    var right = 0;
    for (var example : new LabelledFile(folder.resolve("test.jsonl"), Kind.MULTIPLE_CHOICE).read())
      if (classifier.classify(example.texts()).label().contains("a")) right++;
    assertThat(right / 60.0).isCloseTo(test.accuracy(), within(1e-9));
    assertThat(classifier.classify(List.of("h", "bcd", "bad")).answers())
        .extracting(Classification.Answer::label)
        .containsExactlyInAnyOrder("bcd", "bad");
  }

  /// Of 3 to 5 choices the one with an `a` is right.
  private static String choices(int count, long seed) {
    var random = new Random(seed);
    return random
        .ints(count, 3, 6)
        .mapToObj(choices -> {
          var right = random.nextInt(choices);
          var texts =
              IntStream.range(0, choices)
                  .mapToObj(i ->
                      "\"b%sd\"".formatted(i == right ? "a" : "bcdefg".charAt(random.nextInt(6))))
                  .collect(Collectors.joining(", "));
          return "{\"label\": %d, \"context\": \"h\", \"choices\": [%s]}".formatted(right, texts);
        })
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theRightChoiceIsOneOfTheExamplesOwn() throws IOException {
    var json =
        Files.writeString(
            folder.resolve("choices.jsonl"),
            """
            {"label": 3, "context": "ab", "choices": ["cd", "ab", "ef", "gh"]}
            {"label": 3, "context": "ef", "choices": ["ef", "gh", "cd"]}
            """);
    assertThatThrownBy(
            () -> FineTuning.start(on("multiple-choice", "choices.jsonl"), folder.resolve("run")))
        .isInstanceOf(CorpusException.class)
        .hasMessage(json + ":2: the label must be the right choice's place, 0 to 2, got '3'");
    var tsv =
        Files.writeString(folder.resolve("choices.tsv"), "2\tab\tcd\tab\tef\n2\tab\tcd\tab\n");
    assertThatThrownBy(
            () -> FineTuning.start(on("multiple-choice", "choices.tsv"), folder.resolve("run")))
        .hasMessage(tsv + ":2: the label must be the right choice's place, 0 to 1, got '2'");
  }

  private FineTuningRecipe on(String kind, String file) {
    return recipe(
        "data.kind=" + kind,
        "data.train=" + folder.resolve(file),
        "data.valid=" + folder.resolve(file),
        "data.test=none",
        "training.epochs=1");
  }

  @Test
  void examplesThatCannotBeUsedAreNamed() throws IOException {
    var bad = Files.writeString(folder.resolve("bad.tsv"), "with\tabc\nwithout abc\n");
    assertThatThrownBy(() -> FineTuning.start(recipe("data.train=" + bad), folder.resolve("run")))
        .isInstanceOf(CorpusException.class)
        .hasMessage(bad + ":2: expected label TAB text, got 1 columns");
    var other = Files.writeString(folder.resolve("other.tsv"), "perhaps\tabc\n");
    assertThatThrownBy(() -> FineTuning.start(recipe("data.valid=" + other), folder.resolve("run")))
        .hasMessage(
            other + ": example 1 has the label 'perhaps', which no example to learn from has");
    var json = Files.writeString(folder.resolve("bad.jsonl"), "{\"label\": \"with\"}\n");
    assertThatThrownBy(() -> FineTuning.start(recipe("data.train=" + json), folder.resolve("run")))
        .hasMessage(json + ":1: has no text in \"text\"");
    assertThatThrownBy(
            () -> FineTuning.start(recipe("model.folder=" + folder), folder.resolve("run")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void whatDoesNotFitLeavesNothingBehind() throws IOException {
    var there = Files.createDirectory(folder.resolve("there"));
    var files = files();
    var model = folder.resolve("model");
    var config = Files.readString(model.resolve("config.json"));
    var tokenizer = Files.readString(model.resolve("tokenizer.json"));
    var wider = config.replaceFirst("\"n_embd\" *: *14", "\"n_embd\" : 16");
    assertThat(wider).isNotEqualTo(config);
    Files.writeString(model.resolve("config.json"), wider);
    assertLeavesNothing("does not fit its config.json", there, files);
    Files.writeString(model.resolve("config.json"), config);
    CharacterTokenizer.of(Stream.of("abcdefgh ijkl"), List.of("<|endoftext|>"))
        .save(model.resolve("tokenizer.json"));
    assertLeavesNothing("they are not of one model", there, files);
    CharacterTokenizer.of(Stream.of("abc"), SequenceMaker.Special.NAMES)
        .save(model.resolve("tokenizer.json"));
    assertLeavesNothing("fine-tune a model that is no classifier", there, files);
    Files.writeString(model.resolve("tokenizer.json"), tokenizer);
    assertThat(FineTuning.start(recipe("training.epochs=1"), there).folder()).isEqualTo(there);
  }

  private void assertLeavesNothing(String message, Path there, List<Path> files)
      throws IOException {
    for (var out : List.of(there, folder.resolve("new/run"))) {
      assertThatThrownBy(() -> FineTuning.start(recipe(), out)).hasMessageContaining(message);
      assertThat(files()).isEqualTo(files);
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void shippedRecipesReadBack() {
    var recipe = recipe("model.adapter.kind=low-rank");
    assertThat(FineTuningRecipe.RECIPES.parse("again", recipe.yaml(), List.of())).isEqualTo(recipe);
  }
}
