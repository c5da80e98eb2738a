package dev.uvaha.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.generation.GeneratedText.Ending;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.models.llama.LlamaConfig.Biases;
import dev.uvaha.models.llama.LlamaConfig.Head;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class BatchedGeneratorTest {
  private static final int CONTEXT = 100_003; // more than is written before anyone can end it
  private static final GenerationOptions GREEDY = GenerationOptions.DEFAULT.withMaximumTokens(23);

  private static Tokenizer tokenizer;

  @BeforeAll
  static void train() {
    tokenizer =
        new BpeTrainer(new BpeTrainerConfig(290, 2, List.of("<end>")))
            .train(
                Stream.of("Кіт спить. Кіт їсть.", "The cat sleeps. The cat eats."), (_, _) -> {});
  }

  private static LanguageModel model(String kind) {
    Randomness.seed(3);
    var vocabulary = tokenizer.vocabularySize();
    return switch (kind) {
      case "gpt" -> Gpt.create(GptConfig.of(vocabulary, 2, 2, 22, CONTEXT, 0));
      case "llama" ->
          Llama.create(
              new LlamaConfig(
                  vocabulary,
                  2,
                  new AttentionConfig(24, 6, 3, 4, 0),
                  31,
                  CONTEXT,
                  new RotaryFrequencies.Plain(10_000),
                  1e-5,
                  Biases.NONE,
                  Head.OWN));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static TextGenerator generator(String kind) {
    return new TextGenerator(model(kind), tokenizer, Set.of());
  }

  private static int[] prompt(String text) {
    return tokenizer.encode(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "llama"})
  void aTextWrittenBesideOthersIsTheOneWrittenAlone(String kind) throws InterruptedException {
    var generator = generator(kind);
    var prompts =
        List.of("The cat", "К", "Кіт їсть. ".repeat(7), "The cat sleeps. ", "e", "sleeps The");
    var limits = new BatchLimits(4, 9, 5); // some wait, and the long prompt comes in pieces
    try (var batched = BatchedGenerator.start(generator, limits)) {
      var generations = new ArrayList<Generation>();
      for (var i = 0; i < prompts.size(); i++)
        generations.add(batched.submit(prompt(prompts.get(i)), options(i)));
      for (var i = 0; i < prompts.size(); i++) {
        var beside = generations.get(i).text();
        var alone = generator.generate(prompt(prompts.get(i)), options(i), _ -> true);
        assertThat(beside.tokens()).as(prompts.get(i)).isEqualTo(alone.tokens());
        assertThat(beside.text()).isEqualTo(alone.text());
        assertThat(beside.ending()).isEqualTo(alone.ending());
        for (var t = 0; t < alone.written().size(); t++)
          assertThat(beside.logProbabilities().get(t))
              .isCloseTo(alone.logProbabilities().get(t), within(1e-4));
      }
    }
  }

  /// Of several lengths, greedy and drawn.
  private static GenerationOptions options(int i) {
    return GREEDY
        .withMaximumTokens(7 + 4 * i)
        .with(i % 2 == 0 ? Sampling.GREEDY : Sampling.at(0.7))
        .withSeed(i);
  }

  @Test
  void piecesAddUpToTheText() throws InterruptedException {
    var generator = generator("gpt");
    try (var batched = BatchedGenerator.start(generator, BatchLimits.DEFAULT);
        var one = batched.submit(prompt("Кіт"), GREEDY.with(Sampling.at(1.5)));
        var same = batched.submit(prompt("Кіт"), GREEDY.with(Sampling.at(1.5)))) {
      var text = new StringBuilder();
      var tokens = new ArrayList<GeneratedToken>();
      for (var piece = one.next(); piece.isPresent(); piece = one.next()) {
        text.append(piece.get().text());
        tokens.addAll(piece.get().tokens());
      }
      assertThat(text.toString()).isEqualTo(one.text().text());
      assertThat(tokens).isEqualTo(one.text().written());
      assertThat(same.text().tokens()).isEqualTo(one.text().tokens());
    }
  }

  @Test
  void aTextThatIsGivenUpLeavesItsPlace() throws InterruptedException {
    var endless = GREEDY.withMaximumTokens(CONTEXT);
    try (var batched =
        BatchedGenerator.start(generator("gpt"), BatchLimits.DEFAULT.withRunning(1))) {
      var first = batched.submit(prompt("The"), endless);
      var waits = batched.submit(prompt("cat"), endless);
      var last = batched.submit(prompt("eats"), GREEDY);
      first.next();
      waits.close();
      first.close();
      assertThat(last.text().written()).hasSize(23);
      assertThat(first.text().ending()).isEqualTo(Ending.CANCELLED);
      assertThat(first.text().written()).hasSizeLessThan(CONTEXT - 1);
      assertThat(waits.text().ending()).isEqualTo(Ending.CANCELLED);
      assertThat(waits.text().written()).isEmpty();
    }
  }

  @Test
  void nobodyWaitsForALongPrompt() throws InterruptedException {
    var limits = new BatchLimits(2, 0, 3);
    try (var batched = BatchedGenerator.start(generator("gpt"), limits)) {
      var writes = batched.submit(prompt("The"), GREEDY.withMaximumTokens(CONTEXT - 9));
      writes.next();
      var reads = batched.submit(prompt("cat ".repeat(40)), GREEDY.withMaximumTokens(1));
      var pieces = prompt("cat ".repeat(40)).length / 3;
      assertThat(reads.text().written()).hasSize(1);
      // while the prompt was read, a token came with every piece of it
      writes.close();
      assertThat(writes.text().written()).hasSizeGreaterThanOrEqualTo(pieces);
    }
  }

  @Test
  void moreThanMayWaitIsRefused() throws InterruptedException {
    var limits = BatchLimits.DEFAULT.withRunning(1).withWaiting(1);
    try (var batched = BatchedGenerator.start(generator("gpt"), limits)) {
      var first = batched.submit(prompt("The"), GREEDY.withMaximumTokens(CONTEXT));
      first.next();
      var second = batched.submit(prompt("The"), GREEDY);
      assertThatThrownBy(() -> batched.submit(prompt("The"), GREEDY))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessage("1 texts are being written and 1 wait: try again later");
      first.close();
      assertThat(second.text().ending()).isEqualTo(Ending.LENGTH);
    }
  }

  @Test
  void closingEndsWhatRuns() throws InterruptedException {
    var batched = BatchedGenerator.start(generator("gpt"), BatchLimits.DEFAULT.withRunning(1));
    var runs = batched.submit(prompt("The"), GREEDY.withMaximumTokens(CONTEXT));
    var waits = batched.submit(prompt("The"), GREEDY);
    batched.close();
    assertThat(runs.text().ending()).isIn(Ending.CANCELLED, Ending.LENGTH);
    assertThat(waits.text().ending()).isEqualTo(Ending.CANCELLED);
    assertThatThrownBy(() -> batched.submit(prompt("The"), GREEDY))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aTextsOwnFailureIsNobodyElses() throws InterruptedException {
    var sound = generator("gpt");
    var alone = sound.generate("The", GREEDY.withMaximumTokens(31));
    var faulty = new TextGenerator(sound.model(), new Faulty(tokenizer, alone.tokens()), Set.of());
    var hot = GREEDY.with(Sampling.at(100)).withMaximumTokens(31);
    try (var batched = BatchedGenerator.start(faulty, BatchLimits.DEFAULT)) {
      var healthy = batched.submit(prompt("The"), GREEDY.withMaximumTokens(31));
      var failing = batched.submit(prompt("The"), hot);
      assertThatThrownBy(failing::text).hasMessageStartingWith("the model failed: ");
      assertThat(healthy.text().tokens()).isEqualTo(alone.tokens());
      assertThat(batched.submit(prompt("The"), GREEDY).text().ending()).isNotNull();
    }
  }

  /// Cannot spell any but a few tokens.
  private record Faulty(Tokenizer whole, List<Integer> spelt) implements Tokenizer {
    @Override
    public int vocabularySize() {
      return whole.vocabularySize();
    }

    @Override
    public int[] encode(String text) {
      return whole.encode(text);
    }

    @Override
    public String decode(int... ids) {
      for (var id : ids) if (!spelt.contains(id)) throw new IllegalArgumentException("no " + id);
      return whole.decode(ids);
    }

    @Override
    public String token(int id) {
      return whole.token(id);
    }

    @Override
    public OptionalInt id(String token) {
      return whole.id(token);
    }

    @Override
    public List<String> specialTokens() {
      return whole.specialTokens();
    }

    @Override
    public void save(Path tokenizerJson) throws IOException {
      whole.save(tokenizerJson);
    }
  }

  @Test
  void tokensThatCannotBeSpeltAreNeverWritten() {
    Randomness.seed(3);
    var more = tokenizer.vocabularySize() + 40;
    var padded = Gpt.create(GptConfig.of(more, 2, 2, 22, 97, 0));
    var hot = GREEDY.with(Sampling.at(100)).withMaximumTokens(60);
    var text = new TextGenerator(padded, tokenizer, Set.of()).generate("The", hot);
    assertThat(text.tokens())
        .hasSize(60)
        .allSatisfy(token -> assertThat(token).isLessThan(tokenizer.vocabularySize()));
  }

  @Test
  void theLikeliestAreToldWithEachToken() {
    var text = generator("gpt").generate("The", GREEDY.withAlternatives(3));
    for (var token : text.written()) {
      assertThat(token.likeliest()).hasSize(3);
      assertThat(token.likeliest().getFirst().token()).isEqualTo(token.token());
      assertThat(token.likeliest().getFirst().logProbability()).isEqualTo(token.logProbability());
      assertThat(token.likeliest().get(1).logProbability())
          .isBetween(token.likeliest().get(2).logProbability(), token.logProbability());
    }
  }

  @Test
  void promptsAreCheckedAtTheDoor() {
    try (var batched = BatchedGenerator.start(generator("gpt"), BatchLimits.DEFAULT)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batched.submit(new int[CONTEXT], GREEDY))
          .withMessage(
              "the prompt has 100,003 tokens, and the model's context is 100,003: shorten it");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batched.submit(new int[] {-1}, GREEDY))
          .withMessageContaining("the prompt has token -1");
    }
  }

  @Test
  void leavesNothingBehind() {
    var generator = generator("llama");
    LeakCheck.assertNothingIsLeft(() -> {
      try (var batched = BatchedGenerator.start(generator, BatchLimits.DEFAULT)) {
        var some =
            IntStream.range(0, 5).mapToObj(_ -> batched.submit(prompt("The"), GREEDY)).toList();
        some.getFirst().close();
        for (var one : some.subList(0, 4)) one.text(); // the last is cut off
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }
}
