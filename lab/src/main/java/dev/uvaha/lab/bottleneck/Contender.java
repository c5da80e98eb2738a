package dev.uvaha.lab.bottleneck;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.seq2seq.RecurrentConfig;
import dev.uvaha.models.seq2seq.RecurrentConfig.Choices;
import dev.uvaha.models.seq2seq.RecurrentConfig.Context;
import dev.uvaha.models.seq2seq.RecurrentConfig.Sizes;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.translation.recipe.ModelRecipe;
import dev.uvaha.translation.recipe.RecurrentRecipe;
import dev.uvaha.translation.recipe.TransformerRecipe;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A model that is compared: each with as many parameters as the Transformer, as nearly as whole
/// units allow.
enum Contender {
  ONE_VECTOR("one vector"),
  RNN_SEARCH("RNNsearch"),
  TRANSFORMER("Transformer");

  private static final int HEADS = 4;
  private static final int INNER = 3; // times the width
  private static final int LONGEST = 256;
  private static final int MOST_PAIRS_OF_UNITS = 1_024;
  private static final int ANY_VOCABULARY = 2;
  final String label;

  Contender(String label) {
    this.label = label;
  }

  /// The model at this size.
  ModelRecipe recipe(BottleneckSize size) {
    return switch (this) {
      case ONE_VECTOR -> matching(size, Context.ONE_VECTOR);
      case RNN_SEARCH -> matching(size, Context.ADDITIVE);
      case TRANSFORMER -> transformer(size);
    };
  }

  private static TransformerRecipe transformer(BottleneckSize size) {
    return new TransformerRecipe(
        new Layers(size.layers(), size.layers()),
        new BlockConfig(
            size.width(), HEADS, INNER * size.width(), Activation.RELU, NormOrder.PRE, 0),
        PositionKind.SINUSOIDAL,
        LONGEST);
  }

  /// The recurrent model whose parameters are as many as the Transformer's.
  private static RecurrentRecipe matching(BottleneckSize size, Context context) {
    var wanted = parameters(transformer(size));
    return IntStream.rangeClosed(1, MOST_PAIRS_OF_UNITS)
        .mapToObj(pairs -> recurrent(size.width(), pairs, context))
        .min(Comparator.comparingLong(recipe -> Math.abs(parameters(recipe) - wanted)))
        .orElseThrow();
  }

  /// One direction with all units where its last state is what is squeezed into; two with half of
  /// them each where they are searched.
  private static RecurrentRecipe recurrent(int width, int pairs, Context context) {
    var encoder = context == Context.ONE_VECTOR ? 2 * pairs : pairs;
    var published = Choices.rnnSearch();
    return new RecurrentRecipe(
        new Sizes(width, encoder, 2 * pairs, pairs),
        new Choices(published.cell(), context, published.readout()),
        0,
        LONGEST);
  }

  /// How many numbers are trained, whatever the vocabulary: words are as wide in all three.
  static long parameters(ModelRecipe recipe) {
    return switch (recipe) {
      case TransformerRecipe(var layers, var block, var positions, var longest) ->
          new TransformerConfig(ANY_VOCABULARY, layers, block, positions, longest, 0)
              .parameterCount();
      case RecurrentRecipe(var units, var choices, var dropout, var longest) ->
          new RecurrentConfig(ANY_VOCABULARY, units, choices, dropout, longest, 0).parameterCount();
    };
  }
}
