package dev.uvaha.translation.view;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.text.SpecialTokens;
import dev.uvaha.translation.TranslationAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The maps of one kind of attention, all of one size.
///
/// @param name for programs, such as `cross`
/// @param title for people
/// @param explanation what a row says, in a sentence
/// @param queries the tokens of the rows
/// @param keys the tokens of the columns
/// @param weights `[layers][heads][T][S]`
@SuppressWarnings("ArrayRecordComponent") // plain numbers; stacks are not compared
record AttentionStack(
    String name,
    String title,
    String explanation,
    List<String> queries,
    List<String> keys,
    float[][][][] weights) {

  /// The stacks that the translator has: cross-attention, encoder's, decoder's.
  static List<AttentionStack> of(TranslationAttention attention) {
    var encoder =
        new AttentionStack(
            "encoder",
            "Encoder self-attention",
            "Each row shows where the encoder looked to understand that source token.",
            attention.source(),
            attention.source(),
            weights(attention.encoder()));
    var decoder =
        new AttentionStack(
            "decoder",
            "Decoder self-attention",
            "Each row shows which of the tokens written so far the decoder looked at; it can't see"
                + " the future.",
            attention.target(),
            attention.target(),
            weights(attention.decoder()));
    return Stream.of(cross(attention), encoder, decoder).filter(s -> s.layers() > 0).toList();
  }

  /// Cross-attention, its rows named by the tokens that were written.
  static AttentionStack cross(TranslationAttention attention) {
    return new AttentionStack(
        "cross",
        "Cross-attention",
        "Each row shows where in the source the decoder looked to write that token.",
        written(attention),
        attention.source(),
        weights(attention.cross()));
  }

  /// What the decoder wrote: what it read next, and the end.
  static List<String> written(TranslationAttention attention) {
    var written = new ArrayList<>(attention.target());
    if (!written.isEmpty()) {
      written.removeFirst();
      written.add(SpecialTokens.END);
    }
    return written;
  }

  int layers() {
    return weights.length;
  }

  int heads() {
    return weights[0].length;
  }

  /// The mean over the heads of a layer, `[T][S]`.
  float[][] mean(int layer) {
    var mean = new float[queries.size()][keys.size()];
    for (var head : weights[layer])
      for (int t = 0; t < mean.length; t++)
        for (int s = 0; s < mean[t].length; s++) mean[t][s] += head[t][s] / heads();
    return mean;
  }

  /// The layer whose mean over the heads points most clearly at words: where a row's greatest
  /// weight on a token of the text is highest, on average over the rows. Layers that park their
  /// attention on special tokens, or spread it, tell little.
  int clearestLayer() {
    int clearest = 0;
    double most = -1;
    for (int layer = 0; layer < layers(); layer++) {
      double clarity = clarity(mean(layer));
      if (clarity >= most) {
        most = clarity;
        clearest = layer;
      }
    }
    return clearest;
  }

  private double clarity(float[][] map) {
    double sum = 0;
    for (int t = 0; t < map.length; t++) {
      if (TokenLabels.isSpecial(queries.get(t))) continue;
      double greatest = 0;
      for (int s = 0; s < map[t].length; s++)
        if (!TokenLabels.isSpecial(keys.get(s))) greatest = Math.max(greatest, map[t][s]);
      sum += greatest;
    }
    return sum;
  }

  private static float[][][][] weights(List<AttentionMap> maps) {
    int layers = maps.stream().mapToInt(map -> map.layer() + 1).max().orElse(0);
    int heads = maps.stream().mapToInt(map -> map.head() + 1).max().orElse(0);
    if (maps.size() != layers * heads)
      throw new IllegalArgumentException(
          "TranslationAttention: %d layers of %d heads need %d maps, got %d"
              .formatted(layers, heads, layers * heads, maps.size()));
    var weights = new float[layers][heads][][];
    for (var map : maps) weights[map.layer()][map.head()] = map.weights();
    return weights;
  }
}
