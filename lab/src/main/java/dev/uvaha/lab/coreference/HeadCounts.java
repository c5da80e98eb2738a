package dev.uvaha.lab.coreference;

import dev.uvaha.data.grammar.CoreferenceItem;
import dev.uvaha.translation.Translator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/// All heads of a translator.
///
/// @param heads of every gaze, by layer and head
/// @param resolved the share of the items that the translator writes with the right gender
record HeadCounts(List<HeadCount> heads, double resolved) {
  static final String LANGUAGE = "uk";

  HeadCounts {
    heads = List.copyOf(heads);
  }

  private record Place(Gaze gaze, int layer, int head) {}

  /// What a head did so far.
  private static final class Tally {
    private final int[] right = new int[2];
    private double weight;

    void add(int half, double meant, double other) {
      if (meant > other) right[half]++;
      weight += meant;
    }
  }

  /// Looks at every head while the items are translated as their references are.
  ///
  /// @param items an even number
  /// @param resolved is known already
  static HeadCounts of(
      Translator translator,
      List<CoreferenceItem> items,
      double resolved,
      DoubleConsumer progress) {
    var half = items.size() / 2;
    Map<Place, Tally> tallies = new LinkedHashMap<>();
    for (var i = 0; i < 2 * half; i++) {
      look(translator, items.get(i), i / half, tallies);
      progress.accept((i + 1.0) / (2 * half));
    }
    var heads = new ArrayList<HeadCount>();
    tallies.forEach((place, tally) ->
        heads.add(
            new HeadCount(
                place.gaze(),
                place.layer(),
                place.head(),
                half,
                tally.right[0],
                tally.right[1],
                tally.weight / (2 * half))));
    return new HeadCounts(heads, resolved);
  }

  private static void look(
      Translator translator, CoreferenceItem item, int half, Map<Place, Tally> tallies) {
    var attention = translator.attention(item.pair().source(), LANGUAGE, item.pair().target());
    var mention =
        Mention.of(item, new TokenText(attention.source()), new TokenText(attention.target()));
    for (var gaze : Gaze.values())
      for (var map : gaze.maps(attention)) {
        var row = map.weights()[gaze.row(mention)];
        tallies
            .computeIfAbsent(new Place(gaze, map.layer(), map.head()), _ -> new Tally())
            .add(
                half,
                HeadCount.weight(row, mention.meant()),
                HeadCount.weight(row, mention.other()));
      }
  }

  /// Those of one gaze.
  List<HeadCount> of(Gaze gaze) {
    return heads.stream().filter(head -> head.gaze() == gaze).toList();
  }

  /// The one that the first half of the sentences chooses.
  HeadCount best(Gaze gaze) {
    return of(gaze).stream().max(Comparator.comparingInt(HeadCount::choosing)).orElseThrow();
  }
}
