package dev.uvaha.studio.gpt;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import dev.uvaha.generation.TextGenerator;
import dev.uvaha.language.TextModel;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.block.ForwardSteps;
import dev.uvaha.models.block.HeadAblation;
import dev.uvaha.models.block.HeadAblation.Place;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Looks into a language model while it reads a prompt. Every call reads it anew, but one block of
/// the prompt of the last [#pass]: what went into its blocks is kept, and so is the last model with
/// heads switched off.
final class GptView {
  /// Tokens that are looked into at once.
  static final int MOST_TOKENS = 128;

  private static final int LIKELIEST = 100;

  private final TextModel text;
  private final CausalTransformer model;
  private Set<Place> off = Set.of();
  private CausalTransformer ablated;
  private Optional<Entered> entered = Optional.empty();

  /// What went into each block, `[T, D]`.
  private record Entered(List<Integer> ids, List<Place> off, List<float[]> inputs) {}

  private GptView(TextModel text, CausalTransformer model) {
    this.text = text;
    this.model = model;
    ablated = model;
  }

  /// Of a model.
  ///
  /// @throws IllegalArgumentException if it is not of the kind that can be looked into
  static GptView of(TextModel text) {
    if (text.model() instanceof CausalTransformer model) return new GptView(text, model);
    throw new IllegalArgumentException("the model %s has no blocks to show".formatted(text.name()));
  }

  /// What the model is made of.
  Sizes sizes() {
    return Sizes.of(text, model, MOST_TOKENS);
  }

  /// Reads a prompt.
  ///
  /// @throws IllegalArgumentException if it has no tokens or too many, or a head is not there
  Pass pass(Asked asked) {
    return read(
        asked,
        (ids, steps) -> {
          keep(ids, asked.off(), steps);
          var last = steps.logits().select(1, ids.length - 1).squeeze(0); // [V]
          var spelt = last.narrow(0, 0, text.tokenizer().vocabularySize());
          return new Pass(
              tokens(ids),
              Arrays.stream(ids).boxed().toList(),
              triangles(steps, ids.length),
              Floats.of(steps.embedded().squeeze(0)),
              Floats.of(steps.positioned().squeeze(0)),
              Floats.of(steps.normalised().select(1, ids.length - 1)),
              Floats.of(spelt),
              likeliest(spelt));
        });
  }

  /// Every step of one block.
  ///
  /// @throws IllegalArgumentException as [#pass], or if there is no such block
  BlockView block(Asked asked, int layer) {
    checkLayer(layer);
    var ids = Arrays.stream(ids(asked)).boxed().toList();
    return kept(ids, asked.off())
        .map(inputs ->
            block(modelWithout(asked.off()).blocks().get(layer), inputs.get(layer), ids.size()))
        .orElseGet(() -> read(asked, (_, steps) -> BlockView.of(steps.blocks().get(layer))));
  }

  private static BlockView block(TransformerBlock block, float[] input, int length) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var states = Tensors.of(input, 1, length, input.length / length);
        return BlockView.of(block.steps(states, AttentionMask.causal()));
      }
    });
  }

  private synchronized void keep(int[] ids, List<Place> off, ForwardSteps steps) {
    entered =
        Optional.of(
            new Entered(
                Arrays.stream(ids).boxed().toList(),
                off,
                steps.blocks().stream().map(block -> block.input().toFloats()).toList()));
  }

  private synchronized Optional<List<float[]>> kept(List<Integer> ids, List<Place> off) {
    return entered
        .filter(one -> one.ids().equals(ids) && one.off().equals(off))
        .map(Entered::inputs);
  }

  /// What each layer would say.
  ///
  /// @throws IllegalArgumentException as [#pass]
  Pass.Lens lens(Asked asked) {
    return read(
        asked,
        (ids, steps) -> {
          var said = steps.logits().squeeze(0).argmax(-1).toLongs();
          var rows = new ArrayList<List<Pass.Guess>>();
          rows.add(guesses(steps.positioned(), said));
          for (var block : steps.blocks()) rows.add(guesses(block.output(), said));
          return new Pass.Lens(tokens(ids), rows);
        });
  }

  /// Draws the next token.
  ///
  /// @return empty if the model ends the text
  /// @throws IllegalArgumentException as [#pass]
  Optional<Integer> next(Asked asked, Sampling sampling, long seed) {
    var options = GenerationOptions.DEFAULT.with(sampling).withSeed(seed).withMaximumTokens(1);
    return new TextGenerator(modelWithout(asked.off()), text.tokenizer(), text.ends())
        .generate(ids(asked), options, _ -> true).tokens().stream().findFirst();
  }

  /// What a token looks like.
  String token(int id) {
    return id < text.tokenizer().vocabularySize() ? text.tokenizer().token(id) : "#" + id;
  }

  /// The tokens of what was asked.
  private int[] ids(Asked asked) {
    for (var id : asked.added())
      if (id < 0 || id >= model.vocabulary())
        throw new IllegalArgumentException(
            "%d is no token: this model's are 0 to %d".formatted(id, model.vocabulary() - 1));
    var ids =
        IntStream.concat(
                Arrays.stream(text.tokenizer().encodePrompt(asked.prompt())),
                asked.added().stream().mapToInt(Integer::intValue))
            .toArray();
    var most = Math.min(MOST_TOKENS, model.maximumLength());
    if (ids.length == 0)
      throw new IllegalArgumentException("the prompt has no tokens: give it a word at least");
    if (ids.length > most)
      throw new IllegalArgumentException(
          "the prompt has %d tokens, and %d can be looked into at once: shorten it"
              .formatted(ids.length, most));
    return ids;
  }

  private <R> R read(Asked asked, BiFunction<int[], ForwardSteps, R> use) {
    var ids = ids(asked);
    var reader = modelWithout(asked.off());
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        return use.apply(ids, reader.steps(Tensors.indices(ids, 1, ids.length)));
      }
    });
  }

  private synchronized CausalTransformer modelWithout(List<Place> heads) {
    var wanted = Set.copyOf(new HashSet<>(heads));
    if (!wanted.equals(off)) {
      ablated = HeadAblation.without(model, wanted);
      off = wanted;
    }
    return ablated;
  }

  private void checkLayer(int layer) {
    if (layer < 0 || layer >= model.blocks().size())
      throw new IllegalArgumentException(
          "there is no layer %d: they are 0 to %d".formatted(layer, model.blocks().size() - 1));
  }

  private List<String> tokens(int[] ids) {
    return Arrays.stream(ids).mapToObj(this::token).toList();
  }

  private static Floats triangles(ForwardSteps steps, int length) {
    var layers = steps.blocks().size();
    var heads = (int) steps.blocks().getFirst().attention().weights().size(1);
    var each = length * (length + 1) / 2;
    var triangles = new float[layers * heads * each];
    var at = 0;
    for (var block : steps.blocks()) {
      var weights = block.attention().weights().toFloats(); // [1, N, T, T]
      for (var row = 0; row < heads * length; row++) {
        var seen = row % length + 1;
        System.arraycopy(weights, row * length, triangles, at, seen);
        at += seen;
      }
    }
    return Floats.of(triangles, layers, heads, each);
  }

  /// @param logits `[V]`
  private List<Pass.Next> likeliest(Tensor logits) {
    var count = (int) Math.min(LIKELIEST, logits.size(0));
    var top = logits.logSoftmax(-1).topK(count);
    var ids = top.indices().toLongs();
    var logProbabilities = top.values().toFloats();
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Pass.Next(
                (int) ids[i], token((int) ids[i]), Math.exp((double) logProbabilities[i])))
        .toList();
  }

  /// @param states `[1, T, D]`
  /// @param said what the last layer says after each token
  private List<Pass.Guess> guesses(Tensor states, long[] said) {
    try (var _ = TensorScope.open()) {
      var logits = model.logits(model.norm().forward(states)).squeeze(0); // [T, V]
      var ids = logits.argmax(-1); // [T]
      var chosen = logits.logSoftmax(-1).gather(-1, ids.unsqueeze(-1)).toFloats();
      var tokens = ids.toLongs();
      return IntStream.range(0, said.length)
          .mapToObj(i ->
              new Pass.Guess(
                  token((int) tokens[i]), Math.exp((double) chosen[i]), tokens[i] == said[i]))
          .toList();
    }
  }
}
