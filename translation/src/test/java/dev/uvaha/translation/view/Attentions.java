package dev.uvaha.translation.view;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.translation.TranslationAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Attention of a made-up translator: its last layer looks along the diagonal, the others wander.
final class Attentions {
  static final List<String> SOURCE =
      List.of(
          "<2uk>",
          "The",
          " cat",
          " didn",
          "'t",
          " cross",
          " the",
          " street",
          " because",
          " it",
          " was",
          " too",
          " ti",
          "red",
          ".",
          "</s>");
  static final List<String> TARGET =
      List.of(
          "<s>",
          "К",
          "іт",
          " не",
          " пере",
          "йшов",
          " вулицю",
          ",",
          " бо",
          " був",
          " занадто",
          " втом",
          "лений",
          ".");

  private Attentions() {}

  static TranslationAttention cat() {
    return of(SOURCE, TARGET, 3, 5);
  }

  static TranslationAttention of(List<String> source, List<String> target, int layers, int heads) {
    var random = new Random(7);
    return new TranslationAttention(
        source,
        target,
        maps(source, source, layers, heads, random, source.size()),
        maps(target, target, layers, heads, random, 0),
        maps(target, source, layers, heads, random, source.size()));
  }

  /// Text of `count` words.
  static List<String> words(int count) {
    return IntStream.range(0, count).mapToObj(i -> " word" + i).toList();
  }

  private static List<AttentionMap> maps(
      List<String> queries, List<String> keys, int layers, int heads, Random random, int ahead) {
    var maps = new ArrayList<AttentionMap>();
    for (int layer = 0; layer < layers; layer++)
      for (int head = 0; head < heads; head++) {
        var weights = new float[queries.size()][keys.size()];
        double sharpness = layer + 1 + random.nextDouble();
        double shift = random.nextInt(-1, 2) + (layer == layers - 1 ? 1 : 0);
        for (int t = 0; t < weights.length; t++) {
          double sum = 0;
          double at = (double) t / queries.size() * keys.size() + shift;
          for (int s = 0; s < keys.size() && s <= t + ahead; s++) {
            double score = -sharpness * Math.abs(s - at) / 2 + random.nextGaussian();
            weights[t][s] = (float) Math.exp(score);
            sum += weights[t][s];
          }
          for (int s = 0; s < keys.size(); s++) weights[t][s] /= (float) sum;
        }
        maps.add(new AttentionMap(layer, head, queries, keys, weights));
      }
    return maps;
  }
}
