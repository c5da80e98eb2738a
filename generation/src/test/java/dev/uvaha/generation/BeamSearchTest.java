package dev.uvaha.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
  private static final int PADDING = 0;
  private static final int BEGIN = 1;
  private static final int END = 2;
  private static final int VOCABULARY = 7;
  private static final double ROUNDING = 1e-4;

  private Transformer model;

  @BeforeEach
  void seededModel() {
    Randomness.seed(23);
    var block = new BlockConfig(22, 1, 17, Activation.RELU, NormOrder.PRE, 0);
    model =
        Transformer.create(
            new TransformerConfig(
                VOCABULARY, new Layers(1, 1), block, PositionKind.SINUSOIDAL, 32, PADDING));
    // sharper than a fresh model, so that the ranks are clear
    Autograd.noGradient(
        () -> model.parameters().values().forEach(p -> p.value().multiplyInPlace(3)));
  }

  @Test
  void aBeamAsWideAsAllOutputsFindsTheBestOfAll() {
    var source = new int[] {5, 3, 4};
    var config = new BeamConfig(64, 0.6, 3, 3);
    var expected = everyOutput(source, config);
    var found = search(config).search(model, List.of(source)).getFirst();
    assertThat(found).hasSize(3);
    for (var i = 0; i < 3; i++) {
      assertThat(found.get(i).tokens()).as("rank " + i).isEqualTo(expected.get(i).tokens());
      assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(ROUNDING));
    }
  }

  @Test
  void theTreeHoldsWhatTheSearchFindsAndHowItGrew() {
    var source = new int[] {5, 3, 4};
    var config = new BeamConfig(3, 0.6, 7, 3);
    var tree = search(config).tree(model, source, 7);
    assertThat(tree.best()).isEqualTo(search(config).search(model, List.of(source)).getFirst());
    for (var i = 0; i < tree.nodes().size(); i++) {
      var node = tree.nodes().get(i);
      assertThat(node.parent()).isLessThan(i);
      if (node.parent() >= 0) {
        var parent = tree.nodes().get(node.parent());
        assertThat(parent.fate()).isEqualTo(BeamTree.Fate.KEPT);
        assertThat(node.depth()).isEqualTo(parent.depth() + 1);
        assertThat(node.logProbability()).isLessThanOrEqualTo(parent.logProbability());
      }
    }
    for (var depth = 1; depth <= 7; depth++) {
      var level = depth;
      var kept =
          tree.nodes().stream()
              .filter(node -> node.depth() == level && node.fate() == BeamTree.Fate.KEPT);
      assertThat(kept.count()).as("depth %d", depth).isLessThanOrEqualTo(3);
    }
    var ended = tree.nodes().stream().filter(node -> node.fate() == BeamTree.Fate.FINISHED);
    for (var node : ended.toList()) assertThat(node.token()).isEqualTo(END);
    var bestNode =
        tree.nodes().stream().filter(node -> node.score() == tree.best().getFirst().score());
    assertThat(written(tree, bestNode.findFirst().orElseThrow()))
        .isEqualTo(tree.best().getFirst().tokens());
  }

  /// The tokens up to a node, without the end token.
  private static List<Integer> written(BeamTree tree, BeamTree.Node node) {
    var tokens = new ArrayList<Integer>();
    if (node.token() != END) tokens.add(node.token());
    for (var at = node.parent(); at >= 0; at = tree.nodes().get(at).parent())
      tokens.addFirst(tree.nodes().get(at).token());
    return tokens;
  }

  @Test
  void greedyTakesTheLikeliestEachTime() {
    var source = new int[] {4, 6, 3, 5};
    var tokens = new ArrayList<Integer>();
    while (tokens.size() < 9) {
      var next = argmax(logProbabilities(source, tokens));
      if (next == END) break;
      tokens.add(next);
    }
    var found = search(BeamConfig.greedy(9)).search(model, List.of(source)).getFirst();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().tokens()).isEqualTo(tokens);
  }

  @Test
  void sentencesOfABatchDoNotTouchEachOther() {
    var sources =
        List.of(
            new int[] {3}, new int[] {4, 6, 3, 5, 6, 4, 3}, new int[] {5, 5}, new int[] {6, 4, 3});
    var search = search(new BeamConfig(4, 0.6, 11, 2));
    var together = search.search(model, sources);
    for (var i = 0; i < sources.size(); i++) {
      var alone = search.search(model, List.of(sources.get(i))).getFirst();
      assertThat(together.get(i).stream().map(Hypothesis::tokens))
          .isEqualTo(alone.stream().map(Hypothesis::tokens).toList());
    }
  }

  @Test
  void outputsAreRankedAndHoldNoSpecialToken() {
    var source = List.of(new int[] {3, 4});
    var hypotheses = search(new BeamConfig(5, 1, 13, 5)).search(model, source).getFirst();
    assertThat(hypotheses)
        .hasSize(5)
        .isSortedAccordingTo(
            Comparator.comparing((Hypothesis one) -> one.tokens().size() == 13) // cut off
                .thenComparing(Comparator.comparingDouble(Hypothesis::score).reversed()));
    for (var one : hypotheses) assertThat(one.tokens()).doesNotContain(PADDING, BEGIN, END);
    assertThat(hypotheses.stream().map(Hypothesis::tokens).distinct()).hasSize(5);
    for (var best = 1; best < 5; best++)
      assertThat(search(new BeamConfig(5, 1, 13, best)).search(model, source).getFirst().getFirst())
          .isEqualTo(hypotheses.getFirst());
  }

  /// A loop that is likelier than any end: at the limit it would outrank all that is finished.
  @Test
  void whatTheLimitCutsOffComesAfterWhatIsFinished() {
    var loop = new Loop();
    var stay = Math.log(Loop.STAY);
    var stop = Math.log(1 - Loop.STAY);
    for (var best = 1; best <= 4; best++) {
      var config = new BeamConfig(4, 1, 3, best);
      var found = search(config).search(loop, List.of(new int[] {5})).getFirst();
      var expected =
          List.of(
                  scored(config, List.of(), stop, 1),
                  scored(config, List.of(3), stay + stop, 2),
                  scored(config, List.of(3, 3), 2 * stay + stop, 3),
                  scored(config, List.of(3, 3, 3), 3 * stay, 3))
              .subList(0, best);
      assertThat(found.stream().map(Hypothesis::tokens))
          .isEqualTo(expected.stream().map(Hypothesis::tokens).toList());
      for (var i = 0; i < best; i++) {
        assertThat(found.get(i).logProbability())
            .isCloseTo(expected.get(i).logProbability(), within(ROUNDING));
        assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(ROUNDING));
      }
    }
  }

  @Test
  void anOutputThatNeverEndsIsCutAndScoredByWhatWasWritten() {
    var config = new BeamConfig(1, 1, 5, 1);
    var found = search(config).search(new Loop(), List.of(new int[] {5})).getFirst();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().tokens()).containsExactly(3, 3, 3, 3, 3);
    assertThat(found.getFirst().score())
        .isCloseTo(5 * Math.log(Loop.STAY) / config.penalty(5), within(ROUNDING));
  }

  @Test
  void lengthPenaltyIsThePublishedOne() {
    assertThat(new BeamConfig(1, 0.6, 10, 1).penalty(13))
        .isCloseTo(Math.pow(3, 0.6), within(1e-12));
    assertThat(new BeamConfig(1, 0, 10, 1).penalty(13)).isEqualTo(1);
  }

  @Test
  void nothingNativeIsLeftBehind() {
    var search = search(new BeamConfig(3, 0.6, 7, 1));
    var sources = List.of(new int[] {3, 4}, new int[] {5});
    LeakCheck.assertNothingIsLeft(() -> search.search(model, sources));
  }

  @Test
  void whatCannotBeSearchedIsRefused() {
    var search = search(BeamConfig.greedy(5));
    assertThat(search.search(model, List.of())).isEmpty();
    assertThatThrownBy(() -> search.search(model, List.of(new int[0])))
        .hasMessageContaining("1 to 32 tokens, got 0");
    assertThatThrownBy(() -> search.search(model, List.of(new int[33])))
        .hasMessageContaining("got 33");
    assertThatThrownBy(() -> new BeamConfig(2, 0.6, 5, 3)).hasMessageContaining("n-best");
  }

  private static Hypothesis scored(
      BeamConfig config, List<Integer> tokens, double logProbability, int length) {
    return new Hypothesis(tokens, logProbability, logProbability / config.penalty(length));
  }

  private static BeamSearch search(BeamConfig config) {
    return new BeamSearch(config, Device.CPU, BEGIN, END, PADDING);
  }

  /// Every output up to the limit, by brute force, the best first.
  private List<Hypothesis> everyOutput(int[] source, BeamConfig config) {
    var all = new ArrayList<Hypothesis>();
    extend(source, List.of(), 0, config, all);
    all.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
    return all;
  }

  private void extend(
      int[] source, List<Integer> tokens, double sum, BeamConfig config, List<Hypothesis> all) {
    if (tokens.size() == config.maximumLength()) return;
    var next = logProbabilities(source, tokens);
    for (var token = 0; token < VOCABULARY; token++) {
      var total = sum + next[token];
      if (token == END) {
        all.add(new Hypothesis(tokens, total, total / config.penalty(tokens.size() + 1)));
      } else if (token != PADDING && token != BEGIN) {
        var longer = new ArrayList<>(tokens);
        longer.add(token);
        extend(source, longer, total, config, all);
      }
    }
  }

  private float[] logProbabilities(int[] source, List<Integer> tokens) {
    try (var _ = TensorScope.open()) {
      var read = new int[tokens.size() + 1];
      read[0] = BEGIN;
      for (var i = 0; i < tokens.size(); i++) read[i + 1] = tokens.get(i);
      var logits =
          model
              .forward(
                  Tensors.indices(source, 1, source.length),
                  new int[] {source.length},
                  Tensors.indices(read, 1, read.length),
                  Mode.INFERENCE,
                  Trace.none())
              .select(1, tokens.size())
              .squeeze(0);
      var values = logits.detach().copy();
      values.narrow(0, PADDING, 2).fillInPlace(Double.NEGATIVE_INFINITY);
      return values.logSoftmax(-1).toFloats();
    }
  }

  private static int argmax(float[] values) {
    var best = 0;
    for (var i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
    return best;
  }

  /// Whatever it read, it writes 3 again or ends.
  private record Loop() implements SequenceToSequence {
    @Override
    public boolean attends() {
      return false;
    }

    static final double STAY = 0.75;

    @Override
    public Tensor forward(Tensor source, int[] lengths, Tensor target, Mode mode, Trace trace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Decoding decoding(Tensor source, int[] lengths) {
      return new Decoding() {
        @Override
        public Tensor step(Tensor tokens) {
          var logits = new float[VOCABULARY];
          Arrays.fill(logits, Float.NEGATIVE_INFINITY);
          logits[3] = (float) Math.log(STAY);
          logits[END] = (float) Math.log(1 - STAY);
          return Tensors.of(logits, 1, VOCABULARY).expand(tokens.size(0), -1).copy();
        }

        @Override
        public void select(int... rows) {}

        @Override
        public void close() {}
      };
    }

    @Override
    public int vocabulary() {
      return VOCABULARY;
    }

    @Override
    public int maximumLength() {
      return 32;
    }

    @Override
    public void describe(Description description) {}
  }
}
